import { cellRange } from '../../../google/a1-notation.ts';
import type { DriveClient } from '../../../google/drive-client.ts';
import { type DriveFile, SPREADSHEET_MIME } from '../../../google/drive-file.ts';
import { parseFolderLink, parseSheetLink, sheetAddress } from '../../../google/google-links.ts';
import type { GoogleProblem } from '../../../google/google-problem.ts';
import type { SheetsClient, Tab } from '../../../google/sheets-client.ts';
import { err, ok, type Result } from '../../../result.ts';
import { rowHeaders } from '../../submission-row.ts';
import type { GoogleTarget } from './google.ts';
import { fillListTabs, LIST_TABS } from './list-tabs.ts';
import { setUpProblem } from './set-up-words.ts';
import { findLayout, HEADER_SEARCH_ROWS } from './sheet-layout.ts';
import { isNearlyFull } from './sheet-space.ts';

/** The office's folder and sheet, ready to be delivered to; the links are for people. */
export type SetUp = { readonly target: GoogleTarget; readonly folderLink: string; readonly sheetLink: string };

/** `message` says what is wrong and what to do, in the clerk's words. */
export type SetUpProblem = { readonly place: 'folder' | 'sheet'; readonly message: string };

export type GoogleSetUp = {
  /**
   * Makes a folder and a sheet; a repeat after an unclear end uses what the first made. A sheet that is nearly full is
   * followed by another with the same lists; it stays as it is, and the rows in it are still updated there.
   */
  readonly createForMe: (signal: AbortSignal) => Promise<Result<SetUp, SetUpProblem>>;
  /** Uses what the office has. Without a folder's link one is made. Headings are written into an empty sheet only. */
  readonly useExisting: (
    links: { readonly sheet: string; readonly folder: string },
    signal: AbortSignal,
  ) => Promise<Result<SetUp, SetUpProblem>>;
};

export const SUBMISSIONS_TAB = 'Submissions';
const PROPERTY = 'greenwattSetUp';

type Step<T> = Promise<Result<T, SetUpProblem>>;

type SheetWithRoom = { readonly id: string; readonly tabs: readonly Tab[]; readonly earlierId: string | null };

export function createGoogleSetUp(options: {
  readonly drive: DriveClient;
  readonly sheets: SheetsClient;
  /** The same for every set-up of this installation. */
  readonly installationId: string;
}): GoogleSetUp {
  const { drive, sheets, installationId } = options;

  const failed = (place: SetUpProblem['place'], problem: GoogleProblem) =>
    err({ place, message: setUpProblem(place, problem) });

  /** What an earlier attempt made, or a new one. */
  async function findOrCreate(
    what: 'folder' | 'sheet',
    number: number,
    create: (properties: Record<string, string>) => Promise<Result<DriveFile, GoogleProblem>>,
    signal: AbortSignal,
  ): Step<DriveFile> {
    const value = [installationId, what, ...(number === 1 ? [] : [number])].join('/');
    const found = await drive.findByProperty(PROPERTY, value, signal);
    if (!found.ok) return failed(what, found.error);
    const usable = found.value.find((file) => !file.trashed);
    if (usable !== undefined) return ok(usable);
    const created = await create({ [PROPERTY]: value });
    return created.ok ? created : failed(what, created.error);
  }

  const makeFolder = (signal: AbortSignal) =>
    findOrCreate(
      'folder',
      1,
      (properties) => drive.createFolder({ name: 'GreenWatt submissions', parentId: null, properties }, signal),
      signal,
    );

  const makeSheet = (folderId: string, number: number, signal: AbortSignal) =>
    findOrCreate(
      'sheet',
      number,
      (properties) => {
        const name = `GreenWatt submissions${number === 1 ? '' : ` ${number}`}`;
        return drive.create({ name, mimeType: SPREADSHEET_MIME, parentId: folderId, properties }, signal);
      },
      signal,
    );

  /** The first that has room, and the full one before it. */
  async function makeSheetWithRoom(folderId: string, signal: AbortSignal): Step<SheetWithRoom> {
    let earlierId: string | null = null;
    for (let number = 1; ; number += 1) {
      const sheet: Awaited<Step<DriveFile>> = await makeSheet(folderId, number, signal);
      if (!sheet.ok) return sheet;
      const found = await sheets.tabs(sheet.value.id, signal);
      if (!found.ok) return failed('sheet', found.error);
      if (!isNearlyFull(found.value.tabs)) return ok({ id: sheet.value.id, tabs: found.value.tabs, earlierId });
      earlierId = sheet.value.id;
    }
  }

  /** Names the first tab, freezes its headings and adds the tabs of the lists. What is there already stays. */
  async function shape({ id: spreadsheetId, tabs, earlierId }: SheetWithRoom, signal: AbortSignal): Step<number> {
    const titles = tabs.map((tab) => tab.title);
    const sheetId = (tabs.find((tab) => tab.title === SUBMISSIONS_TAB) ?? tabs[0])?.sheetId ?? 0;
    const missing = Object.keys(LIST_TABS).filter((title) => !titles.includes(title));
    const requests = [
      ...(titles.includes(SUBMISSIONS_TAB)
        ? []
        : [
            {
              updateSheetProperties: {
                properties: { sheetId, title: SUBMISSIONS_TAB, gridProperties: { frozenRowCount: 1 } },
                fields: 'title,gridProperties.frozenRowCount',
              },
            },
          ]),
      ...missing.map((title) => ({ addSheet: { properties: { title, gridProperties: { frozenRowCount: 1 } } } })),
    ];
    if (requests.length > 0) {
      const shaped = await sheets.restructure(spreadsheetId, requests, signal);
      if (!shaped.ok) return failed('sheet', shaped.error);
    }
    const filled = await fillListTabs(sheets, spreadsheetId, earlierId, signal);
    return filled.ok ? ok(sheetId) : failed('sheet', filled.error);
  }

  /** Writes the headings once, into a tab that has nothing in its first rows. */
  async function ensureHeadings(spreadsheetId: string, title: string, signal: AbortSignal): Step<null> {
    const read = await sheets.read(spreadsheetId, [`${cellRange(title, 0, 0)}:${HEADER_SEARCH_ROWS}`], signal);
    if (!read.ok) return failed('sheet', read.error);
    const rows = read.value[0] ?? [];
    if (findLayout(rows).ok) return ok(null);
    if (rows.some((row) => row.some((cell) => cell.trim() !== '')))
      return err({
        place: 'sheet',
        message: `The tab "${title}" has other headings: there is no column "Unique ID" in its first rows. Choose an empty tab, or add our headings to it.`,
      });
    const written = await sheets.write(spreadsheetId, [{ range: cellRange(title, 0, 0), rows: [rowHeaders] }], signal);
    return written.ok ? ok(null) : failed('sheet', written.error);
  }

  async function setUp(folder: DriveFile, spreadsheetId: string, tab: Tab, signal: AbortSignal): Step<SetUp> {
    const headed = await ensureHeadings(spreadsheetId, tab.title, signal);
    if (!headed.ok) return headed;
    const sheetLink = sheetAddress({ spreadsheetId, sheetId: tab.sheetId });
    return ok({
      target: { folderId: folder.id, spreadsheetId, sheetId: tab.sheetId },
      folderLink: folder.link,
      sheetLink,
    });
  }

  async function existingFolder(link: string, signal: AbortSignal): Step<DriveFile> {
    if (link.trim() === '') return makeFolder(signal);
    const id = parseFolderLink(link);
    if (!id.ok) return err({ place: 'folder', message: id.error });
    const folder = await drive.get(id.value, signal);
    return folder.ok ? folder : failed('folder', folder.error);
  }

  return {
    createForMe: async (signal) => {
      const folder = await makeFolder(signal);
      if (!folder.ok) return folder;
      const sheet = await makeSheetWithRoom(folder.value.id, signal);
      if (!sheet.ok) return sheet;
      const sheetId = await shape(sheet.value, signal);
      if (!sheetId.ok) return sheetId;
      const tab = { sheetId: sheetId.value, title: SUBMISSIONS_TAB, rows: 0, columns: 0 };
      return setUp(folder.value, sheet.value.id, tab, signal);
    },

    useExisting: async (links, signal) => {
      const link = parseSheetLink(links.sheet);
      if (!link.ok) return err({ place: 'sheet', message: link.error });
      const { spreadsheetId, sheetId } = link.value;
      const found = await sheets.tabs(spreadsheetId, signal);
      if (!found.ok) return failed('sheet', found.error);
      const tab = await chooseTab(sheets, spreadsheetId, found.value.tabs, sheetId, signal);
      if (tab === null) return err({ place: 'sheet', message: NO_SUCH_TAB });
      const folder = await existingFolder(links.folder, signal);
      return folder.ok ? setUp(folder.value, spreadsheetId, tab, signal) : folder;
    },
  };
}

/** The tab that holds our headings, wherever the link points: people paste whatever is open. Else the linked, else the first. */
async function chooseTab(
  sheets: SheetsClient,
  spreadsheetId: string,
  tabs: readonly Tab[],
  linked: number | null,
  signal: AbortSignal,
): Promise<Tab | null> {
  const heads = await sheets.read(
    spreadsheetId,
    tabs.map(({ title }) => `${cellRange(title, 0, 0)}:${HEADER_SEARCH_ROWS}`),
    signal,
  );
  const ours = tabs.filter((_, index) => heads.ok && findLayout(heads.value[index] ?? []).ok);
  const asLinked = tabs.find((tab) => tab.sheetId === linked);
  if (ours.length > 0) return ours.find((tab) => tab === asLinked) ?? ours[0] ?? null;
  return linked === null ? (tabs[0] ?? null) : (asLinked ?? null);
}

const NO_SUCH_TAB = 'The tab in this link is no longer there. Open the tab for submissions and copy the address again.';
