import type { Grid } from './grid.ts';

export const FOLDER_MIME = 'application/vnd.google-apps.folder';
export const SHEET_MIME = 'application/vnd.google-apps.spreadsheet';

export type RemoteFile = {
  id: string;
  name: string;
  mimeType: string;
  parents: string[];
  trashed: boolean;
  createdAt: number;
  /** When `files.list` starts to show it: listing lags behind, reading by id doesn't. */
  listedAt: number;
  appProperties: Record<string, string>;
  /** Bytes are not kept: their checksum and size are what a test compares. */
  md5Checksum: string | null;
  sizeBytes: number | null;
  /** Null in somebody's own Drive. */
  driveId: string | null;
  /** What each account may do; what lies in a folder inherits from it. */
  access: Record<string, 'writer' | 'reader'>;
  /** OAuth clients that made it or were given it: all that `drive.file` sees. */
  apps: string[];
};

export type Tab = { sheetId: number; title: string; grid: Grid; frozenRowCount: number };
export type Spreadsheet = { id: string; tabs: Tab[] };

export type UploadSession = {
  uploadId: string;
  fileId: string;
  metadata: string;
  totalBytes: number | null;
  received: Buffer[];
  receivedBytes: number;
  /** The answer, repeated to whoever asks again after the last byte. */
  finishedAs: string | null;
  expired: boolean;
  account: string;
  clientId: string;
};

export type Grant = { refreshToken: string; account: string; clientId: string; scopes: string[]; revoked: boolean };
export type AccessToken = {
  account: string;
  clientId: string;
  scopes: string[];
  expiresAt: number;
  grant: string | null;
};
export type AuthorizationCode = {
  account: string;
  clientId: string;
  redirectUri: string;
  codeChallenge: string;
  scopes: string[];
  offline: boolean;
};

/** Everything the Local Google remembers. Plain and mutable: tests look into it and change it as staff would. */
export type RemoteState = {
  files: Map<string, RemoteFile>;
  spreadsheets: Map<string, Spreadsheet>;
  reservedIds: Set<string>;
  uploads: Map<string, UploadSession>;
  grants: Map<string, Grant>;
  accessTokens: Map<string, AccessToken>;
  codes: Map<string, AuthorizationCode>;
  /** OAuth client id to secret. */
  clients: Map<string, string>;
  /** Service-account address to public key (PEM). */
  serviceAccounts: Map<string, string>;
  nextNumber: number;
};

export function emptyState(): RemoteState {
  return {
    files: new Map(),
    spreadsheets: new Map(),
    reservedIds: new Set(),
    uploads: new Map(),
    grants: new Map(),
    accessTokens: new Map(),
    codes: new Map(),
    clients: new Map(),
    serviceAccounts: new Map(),
    nextNumber: 1,
  };
}

/** An id that looks like Google's: long, opaque, never used before. */
export function newRemoteId(state: RemoteState, prefix: string): string {
  state.nextNumber += 1;
  return `${prefix}${state.nextNumber.toString(36).padStart(8, '0')}LocalGoogleId0000`;
}

const MAPS = ['files', 'spreadsheets', 'grants', 'accessTokens', 'clients', 'serviceAccounts'] as const;

/** What outlives a restart of the Local Google. Unfinished uploads and open consent pages don't. */
export function stateToJson(state: RemoteState): string {
  const kept = Object.fromEntries(MAPS.map((name) => [name, [...state[name]]]));
  return JSON.stringify({ ...kept, reservedIds: [...state.reservedIds], nextNumber: state.nextNumber });
}

/** Trusts its input: it is our own file, written by `stateToJson`. */
export function stateFromJson(json: string): RemoteState {
  const kept = JSON.parse(json);
  const state = emptyState();
  for (const name of MAPS) for (const [key, value] of kept[name]) state[name].set(key, value);
  for (const id of kept.reservedIds) state.reservedIds.add(id);
  state.nextNumber = kept.nextNumber;
  return state;
}
