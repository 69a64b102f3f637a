import { expect, onTestFinished, test } from 'vitest';
import { DRIVE } from '../../../../main/google/scopes.ts';
import { rowHeaders } from '../../../../main/sync/submission-row.ts';
import { arrived, deliveringOffice, formOf, md5, submit } from '../../../support/google/delivering-office.ts';
import { connectDestination, filesIn, foldersUnder, sheetRows } from '../../../support/google/delivery-rig.ts';
import { placeSpreadsheet } from '../../../support/google/office.ts';
import { openOffice } from '../../../support/office.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

test('a submission becomes a folder, its bill and one row with the link to it', async () => {
  const { google, target, office } = await deliveringOffice();
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
  const { google, target, office } = await deliveringOffice();
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
  const { google, target, office } = await deliveringOffice();
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
  const { google, office, target } = await deliveringOffice({ scopes: [DRIVE] });
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
  const { google, office, target } = await deliveringOffice();
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
  const { google, target, office } = await deliveringOffice({ driveId: '0Ashared' });
  office.submit({}, [office.putDocument('the bill')]);
  await arrived(office);
  const [folder] = foldersUnder(google, target);
  expect(folder?.driveId).toBe('0Ashared');
  expect(folder && filesIn(google, folder)).toHaveLength(1);
});

test('a bill taken off a submission goes to Drive’s trash', async () => {
  const { google, target, office } = await deliveringOffice();
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
  const { google, target, office } = await deliveringOffice();
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
