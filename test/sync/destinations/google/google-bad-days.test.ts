import { expect, onTestFinished, test } from 'vitest';
import { DRIVE_FILE } from '../../../../main/google/scopes.ts';
import { rowHeaders } from '../../../../main/sync/submission-row.ts';
import { arrived, deliveringOffice, formOf, md5, submit } from '../../../support/google/delivering-office.ts';
import {
  connectDestination,
  filesIn,
  foldersUnder,
  placeTarget,
  sheetRows,
} from '../../../support/google/delivery-rig.ts';
import { startLocalGoogle } from '../../../support/google/local-google.ts';
import { CLERK } from '../../../support/google/office.ts';
import { signInBefore } from '../../../support/google/room.ts';
import { openOffice } from '../../../support/office.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

test('sends a file again that did not arrive whole, under the same id', async () => {
  const { google, target, office } = await deliveringOffice();
  google.faults.once('drive.upload.create', { kind: 'truncated-upload' });
  office.submit({}, [office.putDocument('the whole bill')]);
  await arrived(office);
  const [folder] = foldersUnder(google, target);
  expect(folder && filesIn(google, folder)).toMatchObject([{ md5Checksum: md5('the whole bill') }]);
});

test('goes on with a large file where it broke, also after a restart of the app', async () => {
  const { google, target, office, room, drive, uploads, sheets } = await deliveringOffice();
  await office.loop.stop();
  const bytes = 'x'.repeat(20 * 1024 * 1024);
  google.faults.once('drive.upload.put', { kind: 'silence', when: 'after' }, { skip: 1 });
  const root = tempFolder();
  const { destination } = await connectDestination(google, () => target);
  const before = openOffice({ root, destinations: [destination] });
  before.submit({}, [before.putDocument(bytes)]);
  const receipts = () => before.db.prepare("SELECT receipt FROM receipts WHERE item LIKE 'upload:%'").all();
  before.loop.start();
  // A request is counted when it begins: what is ended then may have brought half of its chunk.
  const received = () => [...google.state.uploads.values()].map(({ receivedBytes }) => receivedBytes);
  await expect.poll(received, { timeout: 60_000 }).toEqual([16 * 1024 * 1024]);
  expect(google.requests('drive.upload.put')).toBe(2);
  expect(JSON.stringify(receipts())).not.toContain('upload_id');
  await before.close();
  // The next run has the same keychain, but nothing in memory.
  void [room, drive, uploads, sheets];
  const after = openOffice({ root, destinations: [destination], start: true });
  onTestFinished(() => after.close());
  await arrived(after);
  const [folder] = foldersUnder(google, target);
  expect(folder && filesIn(google, folder)).toMatchObject([{ md5Checksum: md5(bytes) }]);
  expect(google.requests('drive.upload.create')).toBe(1);
  // Two chunks of three had arrived; then a question, and the last.
  expect(google.requests('drive.upload.put')).toBe(4);
});

test('begins a large file anew when its session has ended', async () => {
  const { google, target, office } = await deliveringOffice();
  google.faults.once('drive.upload.put', { kind: 'expired-session' }, { skip: 1 });
  const bytes = 'y'.repeat(9 * 1024 * 1024);
  office.submit({}, [office.putDocument(bytes)]);
  await arrived(office);
  const [folder] = foldersUnder(google, target);
  expect(folder && filesIn(google, folder)).toMatchObject([{ md5Checksum: md5(bytes) }]);
});

test('a row of unknown fate is looked for, and written once whatever happened', async () => {
  const { google, target, office } = await deliveringOffice({ timeoutMs: 300 });
  const bad = [
    { kind: 'silence', when: 'after' },
    { kind: 'reset', when: 'after' },
    { kind: 'error', status: 500, when: 'after' },
    { kind: 'reset', when: 'mid-response' },
    { kind: 'silence', when: 'before' },
    { kind: 'error', status: 503, when: 'before' },
  ] as const;
  for (const fault of bad) {
    google.faults.once('sheets.values.append', fault);
    submit(office, { accountName: `${fault.kind} ${fault.when}` });
    await arrived(office);
  }
  expect(sheetRows(google, target).map((row) => row['Account Name'])).toEqual(
    bad.map((fault) => `${fault.kind} ${fault.when}`),
  );
});

test('a row that is missing is not written anew while Google may still be at it', async () => {
  let clock = Date.now();
  const google = await startLocalGoogle();
  const target = placeTarget(google);
  const { destination } = await connectDestination(google, () => target, {
    timings: { settleMs: 180_000, gatherMs: 0 },
    now: () => clock,
  });
  clock += 200_000;
  const office = openOffice({ root: tempFolder(), destinations: [destination], start: true, now: () => clock });
  onTestFinished(async () => {
    await office.close();
    await google.close();
  });
  google.faults.once('sheets.values.append', { kind: 'late-effect', afterMs: 1_000 });
  submit(office);
  await expect
    .poll(() => office.db.prepare("SELECT cause FROM outbox WHERE kind = 'row'").pluck().get())
    .toBe('google-broken-connection');
  clock += 3_000;
  office.loop.wake();
  await expect
    .poll(() => office.db.prepare("SELECT cause FROM outbox WHERE kind = 'row'").pluck().get())
    .toBe('google-settling');
  await expect.poll(() => sheetRows(google, target)).toHaveLength(1);
  clock += 180_000;
  office.loop.wake();
  await expect.poll(() => office.outbox.snapshot().waiting).toBe(0);
  expect(sheetRows(google, target)).toHaveLength(1);
});

test('a row that is missing waits no longer for Google when the clock is set back', async () => {
  let clock = Date.now();
  const google = await startLocalGoogle();
  const target = placeTarget(google);
  const { destination } = await connectDestination(google, () => target, {
    timings: { settleMs: 180_000, gatherMs: 0 },
    now: () => clock,
  });
  const office = openOffice({ root: tempFolder(), destinations: [destination], start: true, now: () => clock });
  onTestFinished(async () => {
    await office.close();
    await google.close();
  });
  const patiently = { timeout: 20_000 };
  const cause = () => office.db.prepare("SELECT cause FROM outbox WHERE kind = 'row'").pluck().get();
  google.faults.once('sheets.values.append', { kind: 'reset', when: 'before' });
  submit(office);
  await expect.poll(cause, patiently).toBe('google-broken-connection');
  clock -= 86_400_000;
  office.loop.wake();
  await expect.poll(cause, patiently).toBe('google-settling');
  clock += 181_000;
  office.loop.wake();
  await expect.poll(() => office.outbox.snapshot().waiting, patiently).toBe(0);
  expect(sheetRows(google, target)).toHaveLength(1);
});

test('takes the submission’s folder out of the trash, and makes it again when it is gone for good', async () => {
  const { google, target, office } = await deliveringOffice();
  const id = submit(office);
  await arrived(office);
  const [folder] = foldersUnder(google, target);
  if (!folder) throw new Error('no folder');
  folder.trashed = true;
  const edit = (bytes: string) => {
    office.intake.attachDocument({ submissionId: id, documentId: office.putDocument(bytes) });
    const form = formOf(office, id);
    expect(office.intake.submit({ submissionId: id, form, decisions: {} }).ok).toBe(true);
  };
  edit('first bill');
  await arrived(office);
  expect(folder.trashed).toBe(false);
  google.state.files.delete(folder.id);
  edit('second bill');
  await arrived(office);
  const [anew, ...others] = foldersUnder(google, target);
  expect(others).toEqual([]);
  expect(anew && filesIn(google, anew).map((file) => file.md5Checksum)).toContain(md5('second bill'));
});

test('what is wrong with the office’s folder or sheet holds everything, blames no submission, and heals by itself', async () => {
  const { google, target, office } = await deliveringOffice();
  const root = google.state.files.get(target.folderId);
  const tab = google.state.spreadsheets.get(target.spreadsheetId)?.tabs[0];
  if (!root || !tab) throw new Error('no target');
  root.trashed = true;
  const id = office.submit({}, [office.putDocument('the bill')]);
  const cause = () => office.db.prepare('SELECT cause FROM outbox WHERE cause IS NOT NULL').pluck().get();
  await expect.poll(cause).toBe('drive-folder-trashed');
  root.trashed = false;
  tab.grid.rows[0] = ['something', 'else'];
  office.loop.wake();
  await expect.poll(cause, { timeout: 10_000 }).toBe('sheet-without-ids');
  expect(office.outbox.snapshot().rejected).toBe(0);
  tab.grid.rows[0] = [...rowHeaders];
  await arrived(office);
  expect(office.storage.submissions.get(id)?.state.kind).toBe('delivered');
});

test('a full sheet holds everything until another is chosen; what stands in it is still updated there', async () => {
  const { google, target, office } = await deliveringOffice();
  const id = office.submit({}, [office.putDocument('the bill')]);
  await arrived(office);
  const tab = google.state.spreadsheets.get(target.spreadsheetId)?.tabs[0];
  if (!tab) throw new Error('no tab');
  tab.grid.rowCount = Math.floor(10_000_000 / tab.grid.columnCount);
  const next = submit(office);
  const cause = () => office.db.prepare('SELECT cause FROM outbox WHERE cause IS NOT NULL').pluck().get();
  await expect.poll(cause, { timeout: 30_000 }).toBe('sheet-full');
  expect(office.outbox.snapshot().rejected).toBe(0);
  const full = { ...target };
  Object.assign(target, placeTarget(google));
  expect(
    office.intake.submit({ submissionId: id, form: { ...formOf(office, id), title: 'Manager' }, decisions: {} }).ok,
  ).toBe(true);
  await arrived(office);
  expect(sheetRows(google, full)).toMatchObject([{ 'Unique ID': id, Title: 'Manager' }]);
  expect(sheetRows(google, target).map((row) => row['Unique ID'])).toEqual([next]);
});

test('a sheet used before and deleted since concerns only the submissions that stand in it', async () => {
  const { google, target, office } = await deliveringOffice();
  const id = office.submit({}, [office.putDocument('the bill')]);
  await arrived(office);
  google.state.files.delete(target.spreadsheetId);
  google.state.spreadsheets.delete(target.spreadsheetId);
  Object.assign(target, placeTarget(google));
  office.intake.submit({ submissionId: id, form: { ...formOf(office, id), title: 'Manager' }, decisions: {} });
  const next = submit(office);
  await arrived(office);
  expect(sheetRows(google, target).map((row) => row['Unique ID'])).toEqual([next]);
  expect(office.outbox.snapshot()).toMatchObject({ rejected: 1, entries: [{ submissionId: id }] });
});

test('an ended sign-in pauses the destination, and a new one lets everything go', async () => {
  const { google, target, office, auth } = await deliveringOffice();
  submit(office);
  await arrived(office);
  google.faults.once('drive.files.create', { kind: 'token-revoked' });
  submit(office);
  submit(office);
  await expect.poll(() => office.loop.status()[0]?.pause.kind).toBe('sign-in-needed');
  expect(office.outbox.snapshot().rejected).toBe(0);
  await signInBefore(google, auth, [DRIVE_FILE], CLERK);
  office.loop.resume('google');
  await arrived(office);
  expect(sheetRows(google, target)).toHaveLength(3);
});
