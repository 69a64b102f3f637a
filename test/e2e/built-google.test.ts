import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type AppClient, connectClient } from '../support/app-client.ts';
import { sheetRows } from '../support/google/delivery-rig.ts';
import { startLocalGoogle } from '../support/google/local-google.ts';
import { makeServiceAccountKey, placeFile, placeSpreadsheet, ROBOT } from '../support/google/office.ts';
import { certainFields, filledForm } from '../support/office.ts';
import { startApp } from '../support/running-app.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { following } from '../support/whole-app.ts';

const sampleBill = path.join(import.meta.dirname, '../../assets/sample-bill.pdf');
const patience = { timeout: 120_000, interval: 100 };

/** As shipped: the Google libraries are in the bundle, and a bundle can break what the sources do well. */
test('the built app signs in with a key file and delivers to Google, also after it was killed', async () => {
  const google = await startLocalGoogle();
  onTestFinished(() => google.close());
  const shared = { driveId: 'drive-1', access: { [ROBOT]: 'writer' } } as const;
  const folder = placeFile(google, shared);
  const sheet = placeSpreadsheet(google, { Submissions: [] }, shared);
  const home = tempFolder();

  const first = await startApp(home);
  onTestFinished(first.kill);
  await (await connectClient(first.link)).google.setApiRoot({ apiRoot: google.url });
  await first.kill();

  const second = await startApp(home);
  onTestFinished(second.kill);
  const client = await connectClient(second.link);
  await client.google.useKeyFile({ text: makeServiceAccountKey(google) });
  await client.google.usePlace({ sheetLink: sheet.id, folderLink: folder.id });
  expect((await client.google.testPlace()).checks.map(({ verdict }) => verdict)).toEqual(Array(4).fill('works'));
  const submissionId = await submit(client);
  await second.kill();

  const third = await startApp(home);
  onTestFinished(third.kill);
  const again = await connectClient(third.link);
  await expect.poll(async () => (await again.submissions.get({ submissionId })).state.kind, patience).toBe('delivered');
  const receipts = await following((options) => again.receipts.watch({ submissionId }, options));
  expect(receipts().map(({ destination, standing }) => [destination, standing.kind])).toEqual([
    ['folder', 'delivered'],
    ['google', 'delivered'],
  ]);
  const rows = sheetRows(google, { folderId: folder.id, spreadsheetId: sheet.id, sheetId: 0 });
  expect(rows.map((row) => row['Unique ID'])).toEqual([submissionId]);
  expect(rows[0]?.['Utility Bill Link']).toContain('https://');
});

async function submit(client: AppClient): Promise<string> {
  const submissionId = crypto.randomUUID();
  await client.submissions.create({ submissionId });
  const chunk = await openAsBlob(sampleBill);
  const file = { submissionId, fileName: 'sample-bill.pdf', sizeBytes: chunk.size };
  const { takeInId } = await client.documents.beginTakeIn(file);
  await client.documents.appendChunk({ takeInId, offset: 0, chunk });
  await client.documents.finishTakeIn({ takeInId });
  const decisions = Object.fromEntries(
    Object.entries(certainFields).map(([name, value]) => [name, { kind: 'typed', value } as const]),
  );
  await expect
    .poll(
      async () => (await client.submissions.submit({ submissionId, form: filledForm, decisions })).state.kind,
      patience,
    )
    .toBe('submitted');
  return submissionId;
}
