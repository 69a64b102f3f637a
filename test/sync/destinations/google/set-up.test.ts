import { expect, onTestFinished, test } from 'vitest';
import { parseFolderLink, parseSheetLink, sheetAddress } from '../../../../main/google/google-links.ts';
import { DRIVE, DRIVE_FILE, SPREADSHEETS } from '../../../../main/google/scopes.ts';
import { parseServiceAccountKey } from '../../../../main/google/service-account.ts';
import { fetchLists } from '../../../../main/sync/destinations/google/fetch-lists.ts';
import { createGoogleSetUp } from '../../../../main/sync/destinations/google/set-up.ts';
import { testSetUp } from '../../../../main/sync/destinations/google/test-set-up.ts';
import { rowHeaders } from '../../../../main/sync/submission-row.ts';
import { clientsOf, foldersUnder } from '../../../support/google/delivery-rig.ts';
import { startLocalGoogle } from '../../../support/google/local-google.ts';
import { CLERK, makeServiceAccountKey, placeFile, placeSpreadsheet, ROBOT } from '../../../support/google/office.ts';
import { connectRoom, signInBefore } from '../../../support/google/room.ts';
import { rowsOfTab } from '../../../support/google/staff.ts';

const signal = new AbortController().signal;

async function connect(scopes: readonly string[] = [DRIVE_FILE]) {
  const google = await startLocalGoogle();
  onTestFinished(() => google.close());
  const { auth } = connectRoom(google);
  await signInBefore(google, auth, scopes);
  const clients = clientsOf(auth);
  const setUp = createGoogleSetUp({ ...clients, installationId: 'this-desktop' });
  const check = async (target: Parameters<typeof testSetUp>[1]) =>
    testSetUp({ ...clients, account: await auth.account() }, target, signal);
  return { google, auth, setUp, check, ...clients };
}

test('makes a folder and a sheet with headings and the tabs of the lists, and only once', async () => {
  const { google, setUp, check } = await connect();
  google.faults.once('drive.files.create', { kind: 'reset', when: 'after' }, { skip: 1 });
  expect(await setUp.createForMe(signal)).toMatchObject({ ok: false, error: { place: 'sheet' } });
  const made = await setUp.createForMe(signal);
  if (!made.ok) throw new Error(made.error.message);
  const { target, sheetLink } = made.value;
  expect(await setUp.createForMe(signal)).toEqual(made);
  expect(google.state.spreadsheets.size).toBe(1);
  expect([...google.state.files.values()]).toHaveLength(2);
  const tabs = google.state.spreadsheets.get(target.spreadsheetId)?.tabs;
  expect(tabs?.map((tab) => [tab.title, tab.frozenRowCount])).toEqual([
    ['Submissions', 1],
    ['Agents', 1],
    ['Utilities', 1],
    ['Developers', 1],
  ]);
  expect(rowsOfTab(google.state, target.spreadsheetId)).toEqual([[...rowHeaders]]);
  expect(rowsOfTab(google.state, target.spreadsheetId, 'Agents')).toEqual([['ID', 'Name']]);
  expect(parseSheetLink(sheetLink)).toEqual({
    ok: true,
    value: { spreadsheetId: target.spreadsheetId, sheetId: target.sheetId },
  });
  expect((await check(target)).map((line) => [line.what, line.verdict])).toEqual([
    ['sign-in', 'works'],
    ['folder', 'works'],
    ['sheet', 'works'],
    ['headings', 'works'],
  ]);
  expect(foldersUnder(google, target)).toEqual([]);
});

test('makes another sheet with the same lists when the first is nearly full', async () => {
  const { google, setUp, check } = await connect();
  const first = await setUp.createForMe(signal);
  if (!first.ok) throw new Error(first.error.message);
  const [tab, agents] = google.state.spreadsheets.get(first.value.target.spreadsheetId)?.tabs ?? [];
  if (tab === undefined || agents === undefined) throw new Error('no tabs');
  // More than a new tab has room for.
  const list = [['ID', 'Name'], ...Array.from({ length: 1_200 }, (_, n) => [`A-${n}`, `Agent ${n}`])];
  agents.grid.rows = list;
  agents.grid.rowCount = 1_300;
  tab.grid.rowCount = 9_100_000 / 26;
  expect((await check(first.value.target)).at(-1)).toMatchObject({ what: 'space', verdict: 'advice' });
  // Interrupted after the tabs were made: the lists still come.
  google.faults.once('sheets.values.append', { kind: 'reset', when: 'before' });
  expect(await setUp.createForMe(signal)).toMatchObject({ ok: false });
  const second = await setUp.createForMe(signal);
  if (!second.ok) throw new Error(second.error.message);
  expect(second.value.target.folderId).toBe(first.value.target.folderId);
  expect(second.value.target.spreadsheetId).not.toBe(first.value.target.spreadsheetId);
  expect(google.state.files.get(second.value.target.spreadsheetId)?.name).toBe('GreenWatt submissions 2');
  expect(rowsOfTab(google.state, second.value.target.spreadsheetId)).toEqual([[...rowHeaders]]);
  expect(rowsOfTab(google.state, second.value.target.spreadsheetId, 'Agents')).toEqual(list);
  expect(rowsOfTab(google.state, second.value.target.spreadsheetId, 'Utilities')).toEqual([['Name', 'Active']]);
  expect(await setUp.createForMe(signal)).toEqual(second);
  expect(google.state.spreadsheets.size).toBe(2);
});

test('uses the office’s sheet and folder, writes headings into an empty tab, and leaves a headed one as it is', async () => {
  const { google, setUp } = await connect([DRIVE]);
  const folder = placeFile(google);
  const headed = [...rowHeaders.slice(0, 3), 'Ours', ...rowHeaders.slice(3)];
  const sheet = placeSpreadsheet(google, { Notes: [['hello']], Empty: [], Filled: [headed, ['1']] });
  const link = (gid: number) => `https://docs.google.com/spreadsheets/d/${sheet.id}/edit?gid=${gid}#gid=${gid}`;
  const folderLink = `https://drive.google.com/drive/u/1/folders/${folder.id}?usp=sharing`;
  // Whatever tab happened to be open: the one with our headings is meant.
  const used = await setUp.useExisting({ sheet: link(1001), folder: folderLink }, signal);
  expect(used).toMatchObject({ ok: true, value: { target: { folderId: folder.id, sheetId: 1002 } } });
  expect(rowsOfTab(google.state, sheet.id, 'Filled')).toEqual([headed, ['1']]);
  google.state.spreadsheets.get(sheet.id)?.tabs.splice(2, 1);
  const empty = await setUp.useExisting({ sheet: link(1001), folder: folderLink }, signal);
  expect(empty).toMatchObject({ ok: true, value: { target: { sheetId: 1001 } } });
  expect(rowsOfTab(google.state, sheet.id, 'Empty')).toEqual([[...rowHeaders]]);
  const wrong = await setUp.useExisting({ sheet: link(0), folder: folderLink }, signal);
  expect(wrong).toMatchObject({ ok: true, value: { target: { sheetId: 1001 } } });
});

test('says what is wrong with a pasted link, and what to do', async () => {
  const { google, setUp } = await connect([DRIVE]);
  const notes = placeSpreadsheet(google, { Notes: [['hello']] });
  const excel = placeFile(google, { mimeType: 'application/vnd.ms-excel', name: 'list.xlsx' });
  const foreign = placeSpreadsheet(google, { Sheet1: [] }, { access: { 'else@where.example': 'writer' } });
  const readOnly = placeSpreadsheet(google, { Sheet1: [] }, { access: { [CLERK]: 'reader' } });
  const tell = async (id: string, folder = '') => {
    const outcome = await setUp.useExisting(
      { sheet: `https://docs.google.com/spreadsheets/d/${id}/edit`, folder },
      signal,
    );
    return outcome.ok ? 'fine' : outcome.error.message;
  };
  expect(await tell(notes.id)).toContain('has other headings');
  expect(await tell(excel.id)).toContain('not a Google sheet');
  expect(await tell(foreign.id)).toContain('may not change the sheet');
  expect(await tell(readOnly.id)).toContain('"Editor"');
  expect(await tell('1NoSuchSheetAnywhereAtAll')).toContain('no such sheet');
  const sheet = placeSpreadsheet(google, { Sheet1: [] });
  expect(await tell(sheet.id, 'https://example.com/')).toContain('not the address of a folder');
});

test.each([
  ['https://docs.google.com/spreadsheets/d/1AbcDefGhiJklMnoPqr/edit#gid=42', 42],
  ['https://docs.google.com/spreadsheets/u/2/d/1AbcDefGhiJklMnoPqr/edit?usp=sharing', null],
  ['1AbcDefGhiJklMnoPqr', null],
])('reads the sheet’s link %s', (link, sheetId) => {
  expect(parseSheetLink(link)).toEqual({ ok: true, value: { spreadsheetId: '1AbcDefGhiJklMnoPqr', sheetId } });
});

test('the address of a tab, or of a row in it, leads back to it', () => {
  const place = { spreadsheetId: '1AbcDefGhiJklMnoPqr', sheetId: 7 };
  expect(parseSheetLink(sheetAddress(place))).toEqual({ ok: true, value: place });
  expect(parseSheetLink(sheetAddress(place, 0))).toEqual({ ok: true, value: place });
  expect(sheetAddress(place, 0)).toBe(`${sheetAddress(place)}&range=A1`);
});

test('tells a folder’s link from a sheet’s, and a published copy from the sheet', () => {
  const folder = 'https://drive.google.com/drive/folders/1AbcDefGhiJklMnoPqr';
  expect(parseFolderLink(folder)).toEqual({ ok: true, value: '1AbcDefGhiJklMnoPqr' });
  expect(parseSheetLink(folder)).toMatchObject({ ok: false, error: expect.stringContaining('link of a folder') });
  expect(parseFolderLink('https://docs.google.com/spreadsheets/d/1AbcDefGhiJklMnoPqr')).toMatchObject({ ok: false });
  expect(parseSheetLink('https://docs.google.com/spreadsheets/d/e/2PACX-abcdefghijklmnop/pubhtml')).toMatchObject({
    ok: false,
    error: expect.stringContaining('published copy'),
  });
});

test('the test button names what is broken', async () => {
  const { google, setUp, check } = await connect();
  const made = await setUp.createForMe(signal);
  if (!made.ok) throw new Error(made.error.message);
  const { target } = made.value;
  const folder = google.state.files.get(target.folderId);
  const sheet = google.state.files.get(target.spreadsheetId);
  const tab = google.state.spreadsheets.get(target.spreadsheetId)?.tabs[0];
  if (!folder || !sheet || !tab) throw new Error('nothing made');
  const broken = async () =>
    (await check(target)).filter((line) => line.verdict !== 'works').map((line) => line.message);
  folder.trashed = true;
  expect(await broken()).toEqual([expect.stringContaining('in the trash')]);
  folder.trashed = false;
  folder.access = { [CLERK]: 'reader' };
  sheet.access = { [CLERK]: 'reader' };
  expect(await broken()).toEqual([expect.stringContaining('may only look'), expect.stringContaining('may not change')]);
  folder.access = sheet.access = { [CLERK]: 'writer' };
  tab.grid.rows[0] = ['Unique ID', 'Phone'];
  expect(await broken()).toEqual([expect.stringContaining('will be added at the right end: Submission Date')]);
  tab.grid.rows[0] = ['Nothing'];
  expect(await broken()).toEqual([expect.stringContaining('no column "Unique ID"')]);
  tab.grid.rows[0] = [...rowHeaders];
  tab.grid.rowCount = 360_000;
  expect(await broken()).toEqual([expect.stringContaining('% full')]);
  google.state.grants.clear();
  google.state.accessTokens.clear();
  expect((await check(target)).map((line) => line.what)).toEqual(['sign-in']);
});

test('tells a service account that it needs a shared drive before the first bill fails', async () => {
  const { google, auth, check } = await connect();
  const key = parseServiceAccountKey(makeServiceAccountKey(google));
  if (!key.ok) throw new Error(key.error.message);
  await auth.adopt({ kind: 'service-account', ...key.value });
  const access = { [ROBOT]: 'writer' } as const;
  const sheet = placeSpreadsheet(google, { Sheet1: [[...rowHeaders]] }, { access });
  const own = placeFile(google, { access });
  const shared = placeFile(google, { access, driveId: '0Ashared' });
  const folderLine = async (folderId: string) =>
    (await check({ folderId, spreadsheetId: sheet.id, sheetId: 0 })).find((line) => line.what === 'folder');
  expect(await folderLine(own.id)).toMatchObject({ verdict: 'broken', message: expect.stringContaining(ROBOT) });
  expect(await folderLine(shared.id)).toMatchObject({ verdict: 'works' });
});

test('reads the lists, names the rows it can’t use and uses the others', async () => {
  const { google, sheets } = await connect([DRIVE_FILE, SPREADSHEETS]);
  const sheet = placeSpreadsheet(google, {
    Submissions: [],
    agents: [
      ['Agent ID', 'Office', 'Name'],
      ['A-1', 'Ithaca', 'Ann'],
      ['', 'Ithaca', 'Bob'],
      [],
      ['a-1', '', 'Again'],
      ['A-2', ''],
      ['A-3', '', ' Cy '],
    ],
    Utilities: [['Name', 'Active'], ['NYSEG', 'yes'], ['Old Grid', 'No'], ['PSEG'], ['RG&E', 'perhaps']],
  });
  const fetched = await fetchLists(sheets, sheet.id, signal);
  expect(fetched).toEqual({
    ok: true,
    value: {
      agents: [
        { id: 'A-1', name: 'Ann' },
        { id: 'A-3', name: 'Cy' },
      ],
      utilities: [
        { name: 'NYSEG', active: true },
        { name: 'Old Grid', active: false },
        { name: 'PSEG', active: true },
      ],
      bad: [
        { tab: 'Agents', row: 3, message: '"Bob" has no id.' },
        { tab: 'Agents', row: 5, message: 'The agent id a-1 is there twice. The first one counts.' },
        { tab: 'Agents', row: 6, message: 'The agent id A-2 has no name.' },
        { tab: 'Utilities', row: 5, message: '"perhaps" in column Active is neither yes nor no.' },
      ],
      missingTabs: ['Developers'],
    },
  });
  expect(google.requests('sheets')).toBe(2);
});
