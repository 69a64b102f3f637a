import { cellRange, quoteTab } from '../../../google/a1-notation.ts';
import type { DriveClient } from '../../../google/drive-client.ts';
import { FOLDER_MIME } from '../../../google/drive-file.ts';
import type { GoogleAccount } from '../../../google/google-auth.ts';
import type { SheetsClient, Tab } from '../../../google/sheets-client.ts';
import type { GoogleTarget } from './google.ts';
import { setUpProblem } from './set-up-words.ts';
import { findLayout, HEADER_SEARCH_ROWS } from './sheet-layout.ts';
import { fullness, isNearlyFull } from './sheet-space.ts';

/** One line of what the test button tells. `advice`: it works, but somebody should know. */
export type SetUpCheck = {
  readonly what: 'sign-in' | 'folder' | 'sheet' | 'headings' | 'space';
  readonly verdict: 'works' | 'advice' | 'broken';
  readonly message: string;
};

/**
 * Tries what delivery will need, without leaving a trace: who is signed in, may files be put into the folder, may the
 * sheet be written, are the headings right. Each line says what works, or what doesn't and what to do.
 */
export async function testSetUp(
  {
    drive,
    sheets,
    account,
  }: { readonly drive: DriveClient; readonly sheets: SheetsClient; readonly account: GoogleAccount | null },
  target: GoogleTarget,
  signal: AbortSignal,
): Promise<readonly SetUpCheck[]> {
  const who = await drive.whoAmI(signal);
  if (!who.ok) return [broken('sign-in', setUpProblem('folder', who.error))];
  const signIn: SetUpCheck = works('sign-in', `Signed in as ${who.value.email}.`);
  const folder = await checkFolder(drive, account, target.folderId, signal);
  return [signIn, folder, ...(await checkSheet(sheets, target, signal))];
}

async function checkFolder(
  drive: DriveClient,
  account: GoogleAccount | null,
  id: string,
  signal: AbortSignal,
): Promise<SetUpCheck> {
  const folder = await drive.get(id, signal);
  if (!folder.ok) return broken('folder', setUpProblem('folder', folder.error));
  const { name, mimeType, trashed, canAddChildren, inSharedDrive } = folder.value;
  if (mimeType !== FOLDER_MIME) return broken('folder', `"${name}" is not a folder. Choose a folder in Google Drive.`);
  if (trashed) return broken('folder', `The folder "${name}" is in the trash. Restore it, or choose another.`);
  if (!canAddChildren)
    return broken(
      'folder',
      `This account may only look into the folder "${name}". Ask its owner to share it as "Editor".`,
    );
  if (account?.kind === 'service-account' && !inSharedDrive)
    return broken(
      'folder',
      `The folder "${name}" is in somebody's own Drive, where a service account can't store files. Use a folder on a shared drive, and add ${account.email} to it as "Content manager".`,
    );
  return works('folder', `Bills go to the folder "${name}".`);
}

async function checkSheet(
  sheets: SheetsClient,
  { spreadsheetId, sheetId }: GoogleTarget,
  signal: AbortSignal,
): Promise<readonly SetUpCheck[]> {
  const found = await sheets.tabs(spreadsheetId, signal);
  if (!found.ok) return [broken('sheet', setUpProblem('sheet', found.error))];
  const { title, tabs } = found.value;
  const tab = tabs.find((each) => each.sheetId === sheetId);
  if (tab === undefined) return [broken('sheet', setUpProblem('sheet', { kind: 'tab-missing' }))];
  const head = await sheets.read(spreadsheetId, [`${quoteTab(tab.title)}!1:${HEADER_SEARCH_ROWS}`], signal);
  if (!head.ok) return [broken('sheet', setUpProblem('sheet', head.error))];
  const layout = findLayout(head.value[0] ?? []);
  if (!layout.ok)
    return [
      works('sheet', `The sheet "${title}" can be read.`),
      broken(
        'headings',
        `The tab "${tab.title}" has no column "Unique ID" in its first rows, so rows can't be told apart. Put the heading back, or choose an empty tab.`,
      ),
    ];
  const { headerRow, idColumn, header, missing } = layout.value;
  // Written as it stands already: shows whether we may write, and changes nothing.
  const cell = { range: cellRange(tab.title, headerRow, idColumn), rows: [[header[idColumn] ?? '']] };
  const wrote = await sheets.write(spreadsheetId, [cell], signal);
  if (!wrote.ok) return [broken('sheet', setUpProblem('sheet', wrote.error))];
  const headings =
    missing.length === 0
      ? works('headings', 'All headings are there.')
      : advice('headings', `These headings are missing and will be added at the right end: ${missing.join(', ')}.`);
  return [works('sheet', `Rows go to the tab "${tab.title}" of "${title}".`), headings, ...spaceAdvice(tabs)];
}

/** Says so when the spreadsheet is nearly full. Pure. */
export function spaceAdvice(tabs: readonly Tab[]): readonly SetUpCheck[] {
  if (!isNearlyFull(tabs)) return [];
  const percent = Math.round(fullness(tabs) * 100);
  return [
    advice(
      'space',
      `The spreadsheet is ${percent} % full. Have a new one created soon, and use its link on every computer: earlier rows stay where they are and are still updated.`,
    ),
  ];
}

const works = (what: SetUpCheck['what'], message: string): SetUpCheck => ({ what, verdict: 'works', message });
const advice = (what: SetUpCheck['what'], message: string): SetUpCheck => ({ what, verdict: 'advice', message });
const broken = (what: SetUpCheck['what'], message: string): SetUpCheck => ({ what, verdict: 'broken', message });
