import {
  findFile,
  isServiceAccount,
  isTrashed,
  mustHaveDriveScope,
  mustWrite,
  resourceOf,
  roleOf,
  scopeSees,
} from './drive-access.ts';
import { createUploads } from './drive-uploads.ts';
import { emptyGrid } from './grid.ts';
import { whoCalls } from './oauth-api.ts';
import type { Quotas } from './quotas.ts';
import {
  type AccessToken,
  FOLDER_MIME,
  newRemoteId,
  type RemoteFile,
  type RemoteState,
  SHEET_MIME,
} from './remote-state.ts';
import {
  type Call,
  driveRefusal,
  isObject,
  type JsonObject,
  listOf,
  parseJsonObject,
  type Reply,
  textOf,
} from './reply.ts';

export type DriveOptions = {
  readonly state: RemoteState;
  readonly now: () => number;
  readonly quotas: Quotas;
  readonly origin: () => string;
  readonly listingDelayMs: () => number;
};

/** Content that came with a create or an update: its checksum is all that is kept. */
export type Content = { readonly md5Checksum: string; readonly sizeBytes: number };

export type DriveApi = ReturnType<typeof createDriveApi>;
type Handler = { readonly name: string; readonly run: (call: Call) => Reply };

export function createDriveApi({ state, now, quotas, origin, listingDelayMs }: DriveOptions) {
  function enter(call: Call): AccessToken {
    const access = whoCalls(state, now(), call);
    mustHaveDriveScope(access);
    quotas.spend('drive', access.account);
    return access;
  }

  /** Everything a create checks before any byte of content is taken. */
  function checkCreate(access: AccessToken, call: Call, metadata: JsonObject): void {
    const id = textOf(metadata.id);
    const mimeType = textOf(metadata.mimeType) ?? 'application/octet-stream';
    if (id !== undefined) {
      if (state.files.has(id)) throw driveRefusal(409, 'fileIdInUse', 'A file already exists with the provided ID.');
      if (!state.reservedIds.has(id)) throw driveRefusal(400, 'invalid', 'The provided file ID is not usable.');
      if (mimeType === SHEET_MIME)
        throw driveRefusal(400, 'invalid', 'Generated IDs are not supported for Docs Editors formats.');
    }
    const parents = listOf(metadata.parents).map((parent) => findFile(state, access, call, String(parent)));
    for (const parent of parents) mustWrite(state, access, parent);
    const inSharedDrive = parents.some((parent) => parent.driveId !== null);
    if (isServiceAccount(access.account) && !inSharedDrive && mimeType !== FOLDER_MIME)
      throw driveRefusal(403, 'storageQuotaExceeded', 'Service Accounts do not have storage quota.');
  }

  function create(access: AccessToken, call: Call, metadata: JsonObject, content: Content | null): RemoteFile {
    checkCreate(access, call, metadata);
    const parents = listOf(metadata.parents).map(String);
    const file: RemoteFile = {
      id: textOf(metadata.id) ?? newRemoteId(state, '1f'),
      name: textOf(metadata.name) ?? 'Untitled',
      mimeType: textOf(metadata.mimeType) ?? 'application/octet-stream',
      parents,
      trashed: false,
      createdAt: now(),
      listedAt: now() + listingDelayMs(),
      appProperties: propertiesOf(metadata),
      md5Checksum: content?.md5Checksum ?? null,
      sizeBytes: content?.sizeBytes ?? null,
      driveId: parents.map((parent) => state.files.get(parent)?.driveId ?? null).find((id) => id !== null) ?? null,
      access: { [access.account]: 'writer' },
      apps: [access.clientId],
    };
    state.files.set(file.id, file);
    if (file.mimeType === SHEET_MIME) {
      const tabs = [{ sheetId: 0, title: 'Sheet1', grid: emptyGrid(), frozenRowCount: 0 }];
      state.spreadsheets.set(file.id, { id: file.id, tabs });
    }
    return file;
  }

  function update(
    access: AccessToken,
    call: Call,
    id: string,
    metadata: JsonObject,
    content: Content | null,
  ): RemoteFile {
    const file = findFile(state, access, call, id);
    mustWrite(state, access, file);
    if (textOf(metadata.name) !== undefined) file.name = String(metadata.name);
    if (typeof metadata.trashed === 'boolean') file.trashed = metadata.trashed;
    Object.assign(file.appProperties, propertiesOf(metadata));
    const removed = (call.url.searchParams.get('removeParents') ?? '').split(',');
    const added = (call.url.searchParams.get('addParents') ?? '').split(',').filter((each) => each !== '');
    for (const parent of added) findFile(state, access, call, parent);
    file.parents = [...file.parents.filter((parent) => !removed.includes(parent)), ...added];
    if (content !== null) Object.assign(file, content);
    return file;
  }

  const answer = (access: AccessToken, call: Call, file: RemoteFile): Reply => ({
    status: 200,
    body: resourceOf(state, file, call.url.searchParams.get('fields'), access.account),
  });

  /** A handler that acts as whoever calls. */
  const as = (act: (access: AccessToken, call: Call) => RemoteFile) => (call: Call) => {
    const access = enter(call);
    return answer(access, call, act(access, call));
  };
  const metadataOf = (call: Call) => parseJsonObject(call.body.toString());

  function generateIds(call: Call): Reply {
    enter(call);
    const count = Math.min(1000, Math.max(1, Number(call.url.searchParams.get('count') ?? 10)));
    const ids = Array.from({ length: count }, () => newRemoteId(state, '1r'));
    for (const id of ids) state.reservedIds.add(id);
    return { status: 200, body: { kind: 'drive#generatedIds', space: 'drive', ids } };
  }

  function list(call: Call): Reply {
    const access = enter(call);
    const ask = (name: string) => call.url.searchParams.get(name);
    const matches = parseQuery(state, ask('q') ?? '');
    const allDrives = ask('includeItemsFromAllDrives') === 'true' && ask('supportsAllDrives') === 'true';
    const found = [...state.files.values()].filter(
      (file) =>
        file.listedAt <= now() &&
        roleOf(state, file, access.account) !== null &&
        scopeSees(access, file, 'drive') &&
        (file.driveId === null || allDrives) &&
        matches(file),
    );
    const pageSize = Number(ask('pageSize') ?? 100);
    const start = Number(ask('pageToken') ?? 0);
    const fields = /files\(([^)]*)\)/.exec(ask('fields') ?? '')?.[1] ?? null;
    const files = found.slice(start, start + pageSize).map((file) => resourceOf(state, file, fields, access.account));
    const next = start + pageSize < found.length ? { nextPageToken: String(start + pageSize) } : {};
    return { status: 200, body: { kind: 'drive#fileList', files, ...next } };
  }

  function about(call: Call): Reply {
    const access = enter(call);
    const user = { kind: 'drive#user', displayName: access.account.split('@')[0], emailAddress: access.account };
    return { status: 200, body: { user, storageQuota: { limit: '16106127360', usage: '0' } } };
  }

  const uploads = createUploads({ state, origin, enter, checkCreate, create, update, answer });

  return {
    create,
    route(verb: string, path: string): Handler | null {
      const uploadRoute = uploads.route(verb, path);
      if (uploadRoute !== null) return uploadRoute;
      if (verb === 'GET' && path === '/drive/v3/about') return { name: 'drive.about.get', run: about };
      if (verb === 'GET' && path === '/drive/v3/files/generateIds')
        return { name: 'drive.files.generateIds', run: generateIds };
      if (verb === 'GET' && path === '/drive/v3/files') return { name: 'drive.files.list', run: list };
      if (verb === 'POST' && path === '/drive/v3/files')
        return { name: 'drive.files.create', run: as((access, call) => create(access, call, metadataOf(call), null)) };
      const id = /^\/drive\/v3\/files\/([^/]+)$/.exec(path)?.[1];
      if (id === undefined) return null;
      if (verb === 'GET')
        return { name: 'drive.files.get', run: as((access, call) => findFile(state, access, call, id)) };
      if (verb === 'PATCH')
        return {
          name: 'drive.files.update',
          run: as((access, call) => update(access, call, id, metadataOf(call), null)),
        };
      return null;
    },
  };
}

function propertiesOf(metadata: JsonObject): Record<string, string> {
  if (!isObject(metadata.appProperties)) return {};
  return Object.fromEntries(Object.entries(metadata.appProperties).map(([key, value]) => [key, String(value)]));
}

const unquote = (text: string) => text.replace(/\\(['\\])/g, '$1');
const TERM =
  /\s*(?:'(?<parent>[^']*)' in parents|trashed\s*=\s*(?<trashed>true|false)|(?<field>name|mimeType)\s*=\s*'(?<value>(?:[^'\\]|\\.)*)'|appProperties has \{\s*key\s*=\s*'(?<key>[^']*)' and value\s*=\s*'(?<property>[^']*)'\s*\})\s*(?:and|$)/y;

/** The part of Drive's query language that the product speaks; anything else is refused, as a misspelt query is. */
function parseQuery(state: RemoteState, q: string): (file: RemoteFile) => boolean {
  const terms: ((file: RemoteFile) => boolean)[] = [];
  const pattern = new RegExp(TERM);
  while (pattern.lastIndex < q.length) {
    const groups = pattern.exec(q)?.groups;
    if (groups === undefined) throw driveRefusal(400, 'invalid', 'Invalid Value');
    const { parent, trashed, field, value = '', key, property } = groups;
    if (parent !== undefined) terms.push((file) => file.parents.includes(parent));
    else if (trashed !== undefined) terms.push((file) => isTrashed(state, file) === (trashed === 'true'));
    else if (field === 'name') terms.push((file) => file.name === unquote(value));
    else if (field === 'mimeType') terms.push((file) => file.mimeType === value);
    else if (key !== undefined) terms.push((file) => file.appProperties[key] === property);
  }
  return (file) => terms.every((term) => term(file));
}
