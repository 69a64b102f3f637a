import { err, ok, type Result } from '../result.ts';

/** What a pasted link points at. */
export type SheetLink = {
  readonly spreadsheetId: string;
  /** The tab, when the link names one. */
  readonly sheetId: number | null;
};

/** The address of a tab, or of a row in it, counted from 0. */
export function sheetAddress(
  { spreadsheetId, sheetId }: { readonly spreadsheetId: string; readonly sheetId: number },
  row: number | null = null,
): string {
  const place = row === null ? '' : `&range=A${row + 1}`;
  return `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit#gid=${sheetId}${place}`;
}

const ID = /^[A-Za-z0-9_-]{15,}$/;

/** Reads the address of a Google sheet, or its bare id. The message is for the person who pasted it. */
export function parseSheetLink(text: string): Result<SheetLink, string> {
  const pasted = text.trim();
  if (ID.test(pasted)) return ok({ spreadsheetId: pasted, sheetId: null });
  const url = URL.parse(pasted);
  if (url?.hostname === 'drive.google.com' && /\/folders\//.test(url.pathname))
    return err('This is the link of a folder. Open the sheet in the browser and copy its address.');
  if (url?.hostname !== 'docs.google.com') return err(NOT_A_SHEET);
  if (/\/d\/e\//.test(url.pathname))
    return err('This is the link of a published copy. Open the sheet itself and copy the address from the browser.');
  const id = /^\/spreadsheets(?:\/u\/\d+)?\/d\/([^/]+)/.exec(url.pathname)?.[1];
  if (id === undefined || !ID.test(id)) return err(NOT_A_SHEET);
  const gid = /gid=(\d+)/.exec(url.hash)?.[1] ?? url.searchParams.get('gid');
  return ok({ spreadsheetId: id, sheetId: gid === null || gid === undefined ? null : Number(gid) });
}

/** Reads the address of a folder in Google Drive, or its bare id. The message is for the person who pasted it. */
export function parseFolderLink(text: string): Result<string, string> {
  const pasted = text.trim();
  if (ID.test(pasted)) return ok(pasted);
  const url = URL.parse(pasted);
  if (url?.hostname === 'docs.google.com')
    return err('This is the link of a document or sheet. Open the folder in Google Drive and copy its address.');
  if (url?.hostname !== 'drive.google.com') return err(NOT_A_FOLDER);
  const id = /\/folders\/([^/]+)/.exec(url.pathname)?.[1] ?? url.searchParams.get('id');
  return id && ID.test(id) ? ok(id) : err(NOT_A_FOLDER);
}

const NOT_A_SHEET =
  'This is not the address of a Google sheet. Open the sheet in the browser and copy its address: it begins with https://docs.google.com/spreadsheets/.';
const NOT_A_FOLDER =
  'This is not the address of a folder. Open the folder in Google Drive and copy its address: it begins with https://drive.google.com/drive/folders/.';
