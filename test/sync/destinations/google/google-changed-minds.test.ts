import { expect, test } from 'vitest';
import { arrived, deliveringOffice, formOf, md5 } from '../../../support/google/delivering-office.ts';
import { filesIn, foldersUnder, sheetRows } from '../../../support/google/delivery-rig.ts';
import type { Office } from '../../../support/office.ts';

/** The attempt has ended without an answer; the next is seconds away. */
async function leftInDoubt(office: Office, kind: 'folder' | 'row'): Promise<void> {
  const cause = () =>
    office.db.prepare("SELECT cause FROM outbox WHERE kind = ? AND state <> 'delivered'").pluck().get(kind);
  await expect.poll(cause, { timeout: 30_000 }).toBe('google-timeout');
}

test('a row of unknown fate that was given up and submitted again is in the sheet once', async () => {
  const { google, target, office } = await deliveringOffice({ timeoutMs: 300 });
  google.faults.once('sheets.values.append', { kind: 'silence', when: 'after' });
  const id = office.submit({}, [office.putDocument('the bill')]);
  await leftInDoubt(office, 'row');
  expect(await office.queue.discard({ kind: 'submission', submissionId: id }, 1)).toEqual({ ok: true, value: 1 });
  office.intake.submit({ submissionId: id, form: { ...formOf(office, id), title: 'Manager' }, decisions: {} });
  await arrived(office);
  expect(sheetRows(google, target)).toMatchObject([{ 'Unique ID': id, Title: 'Manager' }]);
});

test('a bill taken off and put back is in the folder, also when nobody knows whether it was in the trash', async () => {
  const { google, target, office } = await deliveringOffice({ timeoutMs: 300 });
  const documentId = office.putDocument('the bill');
  const id = office.submit({}, [documentId, office.putDocument('its second sheet')]);
  await arrived(office);
  const submitAgain = () => office.intake.submit({ submissionId: id, form: formOf(office, id), decisions: {} });
  google.faults.once('drive.files.update', { kind: 'silence', when: 'after' });
  office.intake.detachDocument({ submissionId: id, documentId });
  submitAgain();
  await leftInDoubt(office, 'folder');
  office.intake.attachDocument({ submissionId: id, documentId });
  submitAgain();
  await arrived(office);
  const [folder] = foldersUnder(google, target);
  expect(folder && filesIn(google, folder).map((file) => file.md5Checksum)).toEqual(
    expect.arrayContaining([md5('the bill'), md5('its second sheet')]),
  );
});
