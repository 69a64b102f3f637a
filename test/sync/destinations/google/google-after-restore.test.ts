import { expect, test } from 'vitest';
import { arrived, deliveringOffice, md5 } from '../../../support/google/delivering-office.ts';
import { filesIn, foldersUnder, sheetRows } from '../../../support/google/delivery-rig.ts';

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
