import { createDriveClient } from '../../../main/google/drive-client.ts';
import type { GoogleAuth } from '../../../main/google/google-auth.ts';
import { DRIVE_FILE } from '../../../main/google/scopes.ts';
import { createSealer } from '../../../main/google/sealed-text.ts';
import { createSheetsClient, type SheetsClient } from '../../../main/google/sheets-client.ts';
import { createTokenBucket } from '../../../main/google/token-bucket.ts';
import { createUploadClient } from '../../../main/google/upload-client.ts';
import type { Destination } from '../../../main/sync/destination.ts';
import {
  createGoogleDestination,
  type GoogleTarget,
  type GoogleTimings,
} from '../../../main/sync/destinations/google/google.ts';
import { rowHeaders } from '../../../main/sync/submission-row.ts';
import type { LocalGoogle } from './local-google.ts';
import { OFFICE_CLIENT, placeFile, placeSpreadsheet } from './office.ts';
import type { RemoteFile } from './remote-state.ts';
import { FOLDER_MIME } from './remote-state.ts';
import { connectRoom, signInBefore } from './room.ts';
import { rowsOfTab } from './staff.ts';

export const officeTimeZone = 'America/New_York';
export const quickTimings: GoogleTimings = { settleMs: 0, gatherMs: 2_000 };

/** The office's folder and sheet, made by this app as its set-up makes them. */
export function placeTarget(google: LocalGoogle, file: Partial<RemoteFile> = {}): GoogleTarget {
  const apps = [OFFICE_CLIENT.clientId];
  const folder = placeFile(google, { name: 'GreenWatt submissions', apps, ...file });
  const sheet = placeSpreadsheet(google, { Submissions: [[...rowHeaders]] }, { apps, ...file });
  return { folderId: folder.id, spreadsheetId: sheet.id, sheetId: 0 };
}

/** One desktop's Google destination, signed in, over real HTTP. */
export async function connectDestination(
  google: LocalGoogle,
  target: () => GoogleTarget | null,
  options: {
    readonly timings?: GoogleTimings;
    readonly timeoutMs?: number;
    readonly perMinute?: number;
    readonly account?: string;
    readonly scopes?: readonly string[];
    readonly now?: () => number;
    /** Puts something between the destination and the sheet: what happens there at an exact moment. */
    readonly wrapSheets?: (sheets: SheetsClient) => SheetsClient;
  } = {},
): Promise<{ destination: Destination; auth: GoogleAuth; room: ReturnType<typeof connectRoom> } & Clients> {
  const {
    timings = quickTimings,
    timeoutMs = 1_500,
    perMinute = 10_000,
    account,
    scopes = [DRIVE_FILE],
    now = Date.now,
    wrapSheets = (sheets) => sheets,
  } = options;
  const room = connectRoom(google, { timeoutMs });
  await signInBefore(google, room.auth, scopes, account);
  const clients = clientsOf(room.auth, { timeoutMs, perMinute, now });
  const sealer = createSealer(room.secrets);
  const destination = createGoogleDestination({
    ...clients,
    sheets: wrapSheets(clients.sheets),
    sealer,
    target,
    timeZone: officeTimeZone,
    now,
    random: Math.random,
    timings,
  });
  return { destination, auth: room.auth, room, ...clients };
}

type Clients = ReturnType<typeof clientsOf>;

export function clientsOf(auth: GoogleAuth, { timeoutMs = 1_500, perMinute = 10_000, now = Date.now } = {}) {
  const { call } = auth;
  return {
    drive: createDriveClient({ call, timeoutMs }),
    uploads: createUploadClient({ call, timeoutMs }),
    sheets: createSheetsClient({
      call,
      timeoutMs,
      reads: createTokenBucket({ perMinute, now }),
      writes: createTokenBucket({ perMinute, now }),
    }),
  };
}

/** The rows of the office's sheet by heading, header left out. */
export function sheetRows(google: LocalGoogle, target: GoogleTarget): Record<string, string>[] {
  const [header = [], ...rows] = rowsOfTab(google.state, target.spreadsheetId);
  return rows
    .filter((row) => row.some((cell) => cell !== ''))
    .map((row) => Object.fromEntries(header.map((name, column) => [name, row[column] ?? ''])));
}

export function foldersUnder(google: LocalGoogle, target: GoogleTarget): RemoteFile[] {
  return [...google.state.files.values()].filter(
    (file) => file.mimeType === FOLDER_MIME && file.parents.includes(target.folderId),
  );
}

export function filesIn(google: LocalGoogle, folder: RemoteFile): RemoteFile[] {
  return [...google.state.files.values()].filter((file) => file.parents.includes(folder.id) && !file.trashed);
}
