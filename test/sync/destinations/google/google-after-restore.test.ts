import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { restoreBackup } from '../../../../main/storage/restore-backup.ts';
import { arrived, deliveringOffice, md5 } from '../../../support/google/delivering-office.ts';
import { filesIn, foldersUnder, sheetRows } from '../../../support/google/delivery-rig.ts';
import { filledForm, openOffice } from '../../../support/office.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

test('what was delivered after the backup that was restored is found, not delivered a second time', async () => {
  const { google, target, office } = await deliveringOffice();
  const id = office.submit({}, [office.putDocument('the bill'), office.putDocument('its second sheet')]);
  await arrived(office);
  // As a backup of the time before the delivery knows it, and as restoring marks it.
  office.db.exec(`DELETE FROM receipts;
    UPDATE outbox SET state = 'waiting', delivered_at = NULL, attempts = 0, in_doubt = 1,
      next_attempt_at = CASE kind WHEN 'folder' THEN 0 END`);
  await arrived(office);
  expect(office.storage.submissions.get(id)?.state.kind).toBe('delivered');
  const folders = foldersUnder(google, target);
  expect(folders).toHaveLength(1);
  expect(folders.flatMap((folder) => filesIn(google, folder).map((file) => file.md5Checksum))).toEqual([
    md5('the bill'),
    md5('its second sheet'),
  ]);
  expect(sheetRows(google, target).map((row) => row['Unique ID'])).toEqual([id]);
});

test.each([
  ['', 0],
  [', also with the clock set back by a week', 7 * 86_400_000],
])('what was a draft in the backup, delivered since and submitted again, is there once%s', async (_, setBackMs) => {
  const { google, target, destination } = await deliveringOffice();
  const root = tempFolder();
  const id = '5f0c7c1e-6f0a-4f5e-9c55-0d6b3f6d2a11';
  const first = openOffice({ root, destinations: [destination], start: true });
  first.intake.create(id);
  first.intake.attachDocument({ submissionId: id, documentId: first.putDocument('the bill') });
  const backups = path.join(first.dataFolder, 'backups');
  mkdirSync(backups);
  await first.storage.copyTo(path.join(backups, 'intake-2026-01-01.db'));
  first.intake.submit({ submissionId: id, form: filledForm, decisions: {} });
  await arrived(first);
  await first.close();

  expect(restoreBackup({ dataFolder: first.dataFolder, now: () => Date.now() - setBackMs })).toMatchObject({
    ok: true,
  });
  const second = openOffice({ root, destinations: [destination], start: true });
  onTestFinished(() => second.close());
  expect(second.storage.submissions.get(id)?.state.kind).toBe('draft');
  second.putDocument('the bill');
  second.intake.submit({ submissionId: id, form: { ...filledForm, title: 'Manager' }, decisions: {} });
  await arrived(second);
  expect(sheetRows(google, target)).toMatchObject([{ 'Unique ID': id, Title: 'Manager' }]);
  const folders = foldersUnder(google, target);
  expect(folders.map((folder) => filesIn(google, folder).map((file) => file.md5Checksum))).toEqual([[md5('the bill')]]);
});
