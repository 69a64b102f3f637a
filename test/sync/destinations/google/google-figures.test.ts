import { expect, onTestFinished, test } from 'vitest';
import { quotaShare } from '../../../../main/google/token-bucket.ts';
import { GOOGLE_TIMINGS } from '../../../../main/sync/destinations/google/google.ts';
import { connectDestination, foldersUnder, placeTarget, sheetRows } from '../../../support/google/delivery-rig.ts';
import { startLocalGoogle } from '../../../support/google/local-google.ts';
import { openOffice } from '../../../support/office.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

/** A thousand by `GREENWATT_SUBMISSIONS=1000`: the figures the office was promised. */
const count = Number(process.env.GREENWATT_SUBMISSIONS ?? 150);

test(`${count} queued submissions stay far within Google’s quotas`, async () => {
  const google = await startLocalGoogle();
  const target = placeTarget(google);
  const { destination } = await connectDestination(google, () => target, {
    timings: GOOGLE_TIMINGS,
    perMinute: quotaShare(1),
    timeoutMs: 30_000,
  });
  const office = openOffice({ root: tempFolder(), destinations: [destination] });
  onTestFinished(async () => {
    await office.close();
    await google.close();
  });
  for (let n = 0; n < count; n += 1) office.submit({ accountName: `Account ${n}` }, [office.putDocument(`bill ${n}`)]);
  google.resetCounts();
  const startedAt = performance.now();
  office.loop.start();
  await expect.poll(() => office.outbox.snapshot().waiting, { timeout: 900_000, interval: 200 }).toBe(0);
  const seconds = (performance.now() - startedAt) / 1000;

  const writes = google.requests('sheets.values.append') + google.requests('sheets.values.batchUpdate');
  const drivePerSubmission = google.requests('drive') / count;
  console.log(
    `${count} submissions in ${seconds.toFixed(0)} s: ${drivePerSubmission.toFixed(2)} Drive calls each, ` +
      `${writes} Sheets writes and ${google.requests('sheets') - writes} reads in all, ${google.quotaRefusals()} refusals`,
  );
  expect(sheetRows(google, target)).toHaveLength(count);
  expect(foldersUnder(google, target)).toHaveLength(count);
  expect(writes).toBeLessThanOrEqual(Math.max(3, count / 50));
  expect(drivePerSubmission).toBeLessThanOrEqual(4.1);
  expect(google.quotaRefusals()).toBe(0);
}, 1_000_000);
