import { generateKeyPairSync } from 'node:crypto';
import { emptyGrid } from './grid.ts';
import type { LocalGoogle } from './local-google.ts';
import { FOLDER_MIME, newRemoteId, type RemoteFile, SHEET_MIME } from './remote-state.ts';

/** The OAuth client that an office made for itself in Google's console. */
export const OFFICE_CLIENT = {
  clientId: 'office-client.apps.googleusercontent.com',
  clientSecret: 'office-client-secret',
};
export const CLERK = 'clerk@office.example';
export const ROBOT = 'intake@office-project.iam.gserviceaccount.com';

export function registerOfficeClient(google: LocalGoogle): typeof OFFICE_CLIENT {
  google.state.clients.set(OFFICE_CLIENT.clientId, OFFICE_CLIENT.clientSecret);
  return OFFICE_CLIENT;
}

/** Registers a service account and returns its key file's text, as Google's console downloads it. */
export function makeServiceAccountKey(google: LocalGoogle, email = ROBOT): string {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  google.state.serviceAccounts.set(email, publicKey);
  return JSON.stringify({
    type: 'service_account',
    project_id: 'office-project',
    private_key_id: '0123456789abcdef0123456789abcdef01234567',
    private_key: privateKey,
    client_email: email,
    client_id: '100000000000000000001',
    token_uri: 'https://oauth2.googleapis.com/token',
    universe_domain: 'googleapis.com',
  });
}

/** A folder or file that somebody in the office made by hand, without this app. */
export function placeFile(google: LocalGoogle, file: Partial<RemoteFile> = {}): RemoteFile {
  const placed: RemoteFile = {
    id: newRemoteId(google.state, '1h'),
    name: 'Made by hand',
    mimeType: FOLDER_MIME,
    parents: [],
    trashed: false,
    createdAt: 0,
    listedAt: 0,
    appProperties: {},
    md5Checksum: null,
    sizeBytes: null,
    driveId: null,
    access: { [CLERK]: 'writer' },
    apps: [],
    ...file,
  };
  google.state.files.set(placed.id, placed);
  return placed;
}

export function placeSpreadsheet(
  google: LocalGoogle,
  tabs: Readonly<Record<string, readonly (readonly string[])[]>>,
  file: Partial<RemoteFile> = {},
): RemoteFile {
  const placed = placeFile(google, { mimeType: SHEET_MIME, name: 'Intake', ...file });
  google.state.spreadsheets.set(placed.id, {
    id: placed.id,
    tabs: Object.entries(tabs).map(([title, rows], index) => ({
      sheetId: index === 0 ? 0 : 1000 + index,
      title,
      grid: { ...emptyGrid(), rows: rows.map((row) => [...row]) },
      frozenRowCount: 0,
    })),
  });
  return placed;
}
