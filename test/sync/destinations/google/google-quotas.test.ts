import { expect, onTestFinished, test } from 'vitest';
import { quotaShare } from '../../../../main/google/token-bucket.ts';
import { connectDestination, placeTarget, sheetRows } from '../../../support/google/delivery-rig.ts';
import { startLocalGoogle } from '../../../support/google/local-google.ts';
import { openOffice } from '../../../support/office.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

/** Minutes pass in a moment; the machine's own clock still moves, so that time limits hold. */
function fastClock(factor: number): () => number {
  const startedAt = Date.now();
  return () => startedAt + (Date.now() - startedAt) * factor;
}

test('one of 200 desktops finishes its rows within its share of the quota, also one in doubt', async () => {
  const now = fastClock(500);
  const google = await startLocalGoogle({ now });
  const target = placeTarget(google);
  const { destination } = await connectDestination(google, () => target, {
    timings: { settleMs: 180_000, gatherMs: 30_000 },
    perMinute: quotaShare(200),
    now,
  });
  const office = openOffice({ root: tempFolder(), destinations: [destination], now, start: true });
  onTestFinished(async () => {
    await office.close();
    await google.close();
  });
  google.faults.once('sheets.values.append', { kind: 'reset', when: 'after' });
  for (let n = 0; n < 6; n += 1) office.submit({ accountName: `Account ${n}` }, [office.putDocument(`bill ${n}`)]);
  // Timers run by the machine's clock: each look is a wake, as by the minute's timer.
  const waiting = () => {
    office.loop.wake();
    return office.outbox.snapshot().waiting;
  };
  await expect.poll(waiting, { timeout: 60_000 }).toBe(0);
  expect(sheetRows(google, target)).toHaveLength(6);
});
