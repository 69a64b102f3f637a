import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { DRIVE, DRIVE_FILE } from '../../../../main/google/scopes.ts';
import type { IntakeForm } from '../../../../main/intake/submission.ts';
import { rowHeaders } from '../../../../main/sync/submission-row.ts';
import {
  connectDestination,
  filesIn,
  foldersUnder,
  placeTarget,
  sheetRows,
} from '../../../support/google/delivery-rig.ts';
import { startLocalGoogle } from '../../../support/google/local-google.ts';
import { CLERK, placeSpreadsheet } from '../../../support/google/office.ts';
import { signInBefore } from '../../../support/google/room.ts';
import { type Office, openOffice } from '../../../support/office.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

async function setUp(
  options: Parameters<typeof connectDestination>[2] & { driveId?: string; listOf?: string[][] } = {},
) {
  const google = await startLocalGoogle({
    limits: {
      sheetsWritesPerUser: 10_000,
      sheetsReadsPerUser: 10_000,
      sheetsReadsPerProject: 10_000,
      sheetsWritesPerProject: 10_000,
    },
  });
  const target = placeTarget(google, options.driveId ? { driveId: options.driveId } : {});
  const connected = await connectDestination(google, () => target, options);
  const office = openOffice({ root: tempFolder(), destinations: [connected.destination], start: true });
  onTestFinished(async () => {
    await office.close();
    await google.close();
  });
  return { google, target, office, ...connected };
}

function waitingAfterWake(office: Office): number {
  office.loop.wake();
  return office.outbox.snapshot().waiting;
}

let bills = 0;

/** Submits with a bill of its own. */
function submit(office: Office, change: Partial<IntakeForm> = {}): string {
  bills += 1;
  return office.submit(change, [office.putDocument(`bill ${bills}`)]);
}

function formOf(office: Office, id: string): IntakeForm {
  const submission = office.storage.submissions.get(id);
  if (!submission) throw new Error('no such submission');
  return submission.form;
}

/** Everything has arrived, or waits for a person. */
async function arrived(office: Office): Promise<void> {
  await expect.poll(() => waitingAfterWake(office), { timeout: 60_000, interval: 50 }).toBe(0);
}

test('a submission becomes a folder, its bill and one row with the link to it', async () => {
  const { google, target, office } = await setUp();
  const id = office.submit({}, [office.putDocument('the bill', { fileName: 'March bill.PDF' })]);
  await arrived(office);
  const [folder, ...others] = foldersUnder(google, target);
  expect(others).toEqual([]);
  expect(folder?.name).toMatch(/^\d{4}-\d\d-\d\d_Example Dairy_NYSEG$/);
  const [bill] = folder ? filesIn(google, folder) : [];
  expect(bill).toMatchObject({ name: 'March bill.PDF', mimeType: 'application/pdf', md5Checksum: md5('the bill') });
  expect(sheetRows(google, target)).toMatchObject([
    {
      'Unique ID': id,
      'Account Name': 'Example Dairy',
      'Account Number (OCR)': '10012345678',
      'Utility Bill Link': `https://drive.google.com/file/d/${bill?.id}/view?usp=drivesdk`,
    },
  ]);
  expect(office.storage.submissions.get(id)?.state.kind).toBe('delivered');
  expect(office.storage.receipts.of(id, 'google').get('row')).toMatchObject({ spreadsheetId: target.spreadsheetId });
});

test('takes two calls of Drive for a submission with one bill, and one append for all rows', async () => {
  const { google, target, office } = await setUp();
  await office.loop.stop();
  const later = openOffice({
    root: tempFolder(),
    destinations: [(await connectDestination(google, () => target)).destination],
  });
  onTestFinished(() => later.close());
  for (let index = 0; index < 40; index += 1) later.submit({}, [later.putDocument(`bill ${index}`)]);
  google.resetCounts();
  later.loop.start();
  await arrived(later);
  expect(sheetRows(google, target)).toHaveLength(40);
  expect(google.requests('drive.files.create') + google.requests('drive.upload')).toBe(80);
  expect(google.requests('drive.files.generateIds')).toBe(1);
  expect(google.requests('drive')).toBe(81);
  expect(google.requests('sheets.values.append')).toBeLessThanOrEqual(3);
});

test('an edit changes only what it changed, in the row wherever it is, and leaves the office’s columns alone', async () => {
  const { google, target, office } = await setUp();
  const id = office.submit({}, [office.putDocument('the bill')]);
  const other = submit(office, { accountName: 'Aardvark Farm' });
  await arrived(office);
  const tab = google.state.spreadsheets.get(target.spreadsheetId)?.tabs[0];
  if (!tab) throw new Error('no tab');
  // Staff insert a column of their own, sort, correct a phone number and fill what is theirs to fill.
  for (const row of tab.grid.rows) row.splice(3, 0, '');
  tab.grid.columnCount += 1;
  const [header = [], ...rows] = tab.grid.rows;
  header[3] = 'Called back?';
  for (const row of rows) {
    row[3] = 'yes';
    row[7] = 'corrected';
    row[rowHeaders.length] = 'enrolled';
  }
  tab.grid.rows = [header, ...rows.reverse()];
  office.intake.submit({
    submissionId: id,
    form: { ...formOf(office, id), title: 'Manager' },
    decisions: {},
  });
  google.resetCounts();
  await arrived(office);
  const found = sheetRows(google, target).find((row) => row['Unique ID'] === id);
  expect(found).toMatchObject({
    Title: 'Manager',
    Phone: 'corrected',
    'Called back?': 'yes',
    'CDG Enrollment Status': 'enrolled',
  });
  expect(sheetRows(google, target).find((row) => row['Unique ID'] === other)).toMatchObject({ Title: 'Owner' });
  expect(sheetRows(google, target)).toHaveLength(2);
  expect(google.requests('drive')).toBe(0);
});

test('writes into the office’s own sheet with columns between, a title above and the tab renamed', async () => {
  const { google, office, target } = await setUp({ scopes: [DRIVE] });
  const header = ['Our notes', ...rowHeaders.slice(0, 5), 'Region', ...rowHeaders.slice(5)];
  const sheet = placeSpreadsheet(google, {
    'Bill’s list': [['Solar submissions 2026'], header, ['old', 'an old row']],
  });
  Object.assign(target, { spreadsheetId: sheet.id });
  submit(office);
  await arrived(office);
  const tab = google.state.spreadsheets.get(sheet.id)?.tabs[0];
  expect(tab?.grid.rows.slice(0, 3)).toEqual([['Solar submissions 2026'], header, ['old', 'an old row']]);
  expect(tab?.grid.rows[3]?.slice(0, 8)).toEqual([
    '',
    expect.any(String),
    expect.any(String),
    '',
    'Example Dairy',
    'Pat Example',
    '',
    'Owner',
  ]);
  if (tab) tab.title = "Bill's 'new' list!";
  submit(office, { accountName: 'Second' });
  await arrived(office);
  expect(tab?.grid.rows[4]?.[4]).toBe('Second');
});

test('adds a column of ours that the office deleted, at the right end, rather than lose what belongs in it', async () => {
  const { google, office, target } = await setUp();
  const tab = google.state.spreadsheets.get(target.spreadsheetId)?.tabs[0];
  if (!tab) throw new Error('no tab');
  tab.grid.rows[0] = rowHeaders.filter((name) => name !== 'POID');
  tab.grid.columnCount = 25;
  office.submit({}, [office.putDocument('bill')]);
  await arrived(office);
  expect(sheetRows(google, target)).toMatchObject([{ POID: 'N01000000000001', Title: 'Owner' }]);
  expect(google.state.spreadsheets.get(target.spreadsheetId)?.tabs[0]?.grid.rows[0]?.at(-1)).toBe('POID');
});

test('works on a shared drive', async () => {
  const { google, target, office } = await setUp({ driveId: '0Ashared' });
  office.submit({}, [office.putDocument('the bill')]);
  await arrived(office);
  const [folder] = foldersUnder(google, target);
  expect(folder?.driveId).toBe('0Ashared');
  expect(folder && filesIn(google, folder)).toHaveLength(1);
});

test('sends a file again that did not arrive whole, under the same id', async () => {
  const { google, target, office } = await setUp();
  google.faults.once('drive.upload.create', { kind: 'truncated-upload' });
  office.submit({}, [office.putDocument('the whole bill')]);
  await arrived(office);
  const [folder] = foldersUnder(google, target);
  expect(folder && filesIn(google, folder)).toMatchObject([{ md5Checksum: md5('the whole bill') }]);
});

test('goes on with a large file where it broke, also after a restart of the app', async () => {
  const { google, target, office, room, drive, uploads, sheets } = await setUp();
  await office.loop.stop();
  const bytes = 'x'.repeat(20 * 1024 * 1024);
  google.faults.once('drive.upload.put', { kind: 'silence', when: 'after' }, { skip: 1 });
  const root = tempFolder();
  const { destination } = await connectDestination(google, () => target);
  const before = openOffice({ root, destinations: [destination] });
  before.submit({}, [before.putDocument(bytes)]);
  const receipts = () => before.db.prepare("SELECT receipt FROM receipts WHERE item LIKE 'upload:%'").all();
  before.loop.start();
  await expect.poll(() => google.requests('drive.upload.put'), { timeout: 60_000 }).toBe(2);
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
  const { google, target, office } = await setUp();
  google.faults.once('drive.upload.put', { kind: 'expired-session' }, { skip: 1 });
  const bytes = 'y'.repeat(9 * 1024 * 1024);
  office.submit({}, [office.putDocument(bytes)]);
  await arrived(office);
  const [folder] = foldersUnder(google, target);
  expect(folder && filesIn(google, folder)).toMatchObject([{ md5Checksum: md5(bytes) }]);
});

test('a row of unknown fate is looked for, and written once whatever happened', async () => {
  const { google, target, office } = await setUp({ timeoutMs: 300 });
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

test('takes the submission’s folder out of the trash, and makes it again when it is gone for good', async () => {
  const { google, target, office } = await setUp();
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
  const { google, target, office } = await setUp();
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

test('an ended sign-in pauses the destination, and a new one lets everything go', async () => {
  const { google, target, office, auth } = await setUp();
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

test('a bill taken off a submission goes to Drive’s trash', async () => {
  const { google, target, office } = await setUp();
  const documentId = office.putDocument('wrong bill');
  const id = office.submit({}, [documentId]);
  await arrived(office);
  const form = formOf(office, id);
  office.intake.detachDocument({ submissionId: id, documentId });
  office.intake.attachDocument({ submissionId: id, documentId: office.putDocument('right bill') });
  office.intake.submit({ submissionId: id, form: { ...form, accountName: 'Renamed' }, decisions: {} });
  await arrived(office);
  const [folder] = foldersUnder(google, target);
  expect(folder?.name).toContain('Renamed');
  expect(folder && filesIn(google, folder)).toMatchObject([{ md5Checksum: md5('right bill') }]);
});

test('several desktops fill one sheet at the same time', async () => {
  const { google, target, office } = await setUp();
  const offices = [office];
  for (let desktop = 0; desktop < 3; desktop += 1) {
    const { destination } = await connectDestination(google, () => target, { timings: { settleMs: 0, gatherMs: 0 } });
    const opened = openOffice({ root: tempFolder(), destinations: [destination], start: true });
    onTestFinished(() => opened.close());
    offices.push(opened);
  }
  const ids = offices.flatMap((each) => Array.from({ length: 8 }, () => submit(each)));
  await Promise.all(offices.map(arrived));
  expect(
    sheetRows(google, target)
      .map((row) => row['Unique ID'])
      .sort(),
  ).toEqual(ids.sort());
});
