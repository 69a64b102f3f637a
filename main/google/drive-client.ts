import { Readable } from 'node:stream';
import type { drive_v3 } from '@googleapis/drive';
import { z } from 'zod';
import type { Result } from '../result.ts';
import { type DriveFile, FOLDER_MIME, parseDriveFile } from './drive-file.ts';
import type { GoogleCall } from './google-auth.ts';
import type { GoogleProblem } from './google-problem.ts';

/** A new file or folder. `id` was reserved ahead, so creating it twice is answered with `id-taken`. */
export type NewDriveFile = {
  readonly id?: string;
  readonly name: string;
  readonly mimeType: string;
  readonly parentId: string | null;
  /** Ours alone, not shown in Drive: how a file of unknown fate is found again. */
  readonly properties?: Readonly<Record<string, string>>;
};

export type DriveChange = {
  readonly name?: string;
  readonly trashed?: boolean;
};

type Answer<T> = Promise<Result<T, GoogleProblem>>;

/** Drive v3 as we use it, shared drives included. One HTTP request a call, none repeated. */
export type DriveClient = {
  readonly whoAmI: (signal: AbortSignal) => Answer<{ readonly email: string }>;
  readonly generateIds: (count: number, signal: AbortSignal) => Answer<readonly string[]>;
  readonly get: (id: string, signal: AbortSignal) => Answer<DriveFile>;
  /** Without content: folders, and spreadsheets, whose ids can't be reserved. */
  readonly create: (file: NewDriveFile, signal: AbortSignal) => Answer<DriveFile>;
  readonly createFolder: (file: Omit<NewDriveFile, 'mimeType'>, signal: AbortSignal) => Answer<DriveFile>;
  /** For content up to 5 MB; `upload-client.ts` has more. */
  readonly createWithContent: (file: NewDriveFile, content: Buffer, signal: AbortSignal) => Answer<DriveFile>;
  readonly replaceContent: (id: string, mimeType: string, content: Buffer, signal: AbortSignal) => Answer<DriveFile>;
  readonly change: (id: string, change: DriveChange, signal: AbortSignal) => Answer<DriveFile>;
  /** At most 100, and perhaps without what was made within the last seconds: listings lag behind. */
  readonly findByProperty: (key: string, value: string, signal: AbortSignal) => Answer<readonly DriveFile[]>;
  /** Up to 1,000 of all that have it, in the trash too; `next` asks for the rest, null when there is none. */
  readonly pageByProperty: (
    key: string,
    value: string,
    page: string | null,
    signal: AbortSignal,
  ) => Answer<{ readonly files: readonly DriveFile[]; readonly next: string | null }>;
};

/** What is asked back of every file: enough to check it without another call. */
export const FILE_FIELDS =
  'id,name,mimeType,trashed,explicitlyTrashed,md5Checksum,parents,appProperties,driveId,webViewLink,capabilities/canAddChildren,capabilities/canEdit';

/** A slow office line: 32 KB/s. */
export const SLOW_LINE_BYTES_PER_MS = 32;

export function createDriveClient({
  call,
  timeoutMs,
}: {
  readonly call: GoogleCall;
  readonly timeoutMs: number;
}): DriveClient {
  const patience = (bytes: number) => timeoutMs + Math.ceil(bytes / SLOW_LINE_BYTES_PER_MS);
  const shared = { supportsAllDrives: true, fields: FILE_FIELDS };

  return {
    whoAmI: (signal) =>
      call(async (auth, { driveApi }) => {
        const { data } = await driveApi.about.get(
          { auth, fields: 'user(emailAddress)' },
          { signal, timeout: timeoutMs },
        );
        return { email: z.string().parse(data.user?.emailAddress) };
      }),

    generateIds: (count, signal) =>
      call(async (auth, { driveApi }) => {
        const { data } = await driveApi.files.generateIds(
          { auth, count, space: 'drive' },
          { signal, timeout: timeoutMs },
        );
        return z.array(z.string()).min(1).parse(data.ids);
      }),

    get: (fileId, signal) =>
      call(async (auth, { driveApi }) => {
        const { data } = await driveApi.files.get({ auth, fileId, ...shared }, { signal, timeout: timeoutMs });
        return parseDriveFile(data);
      }),

    create: (file, signal) =>
      call(async (auth, { driveApi }) => {
        const requestBody = toMetadata(file);
        const { data } = await driveApi.files.create({ auth, requestBody, ...shared }, { signal, timeout: timeoutMs });
        return parseDriveFile(data);
      }),

    createFolder: (file, signal) =>
      call(async (auth, { driveApi }) => {
        const requestBody = toMetadata({ ...file, mimeType: FOLDER_MIME });
        const { data } = await driveApi.files.create({ auth, requestBody, ...shared }, { signal, timeout: timeoutMs });
        return parseDriveFile(data);
      }),

    createWithContent: (file, content, signal) =>
      call(async (auth, { driveApi }) => {
        const requestBody = toMetadata(file);
        const media = { mimeType: file.mimeType, body: Readable.from([content]) };
        const timeout = patience(content.length);
        const { data } = await driveApi.files.create({ auth, requestBody, media, ...shared }, { signal, timeout });
        return parseDriveFile(data);
      }),

    replaceContent: (fileId, mimeType, content, signal) =>
      call(async (auth, { driveApi }) => {
        const media = { mimeType, body: Readable.from([content]) };
        const timeout = patience(content.length);
        const { data } = await driveApi.files.update(
          { auth, fileId, requestBody: { mimeType }, media, ...shared },
          { signal, timeout },
        );
        return parseDriveFile(data);
      }),

    change: (fileId, requestBody, signal) =>
      call(async (auth, { driveApi }) => {
        const { data } = await driveApi.files.update(
          { auth, fileId, requestBody, ...shared },
          { signal, timeout: timeoutMs },
        );
        return parseDriveFile(data);
      }),

    findByProperty: (key, value, signal) =>
      call(async (auth, { driveApi }) => {
        const q = `${hasProperty(key, value)} and trashed = false`;
        const fields = `files(${FILE_FIELDS})`;
        const { data } = await driveApi.files.list(
          { auth, q, fields, pageSize: 100, ...everywhere },
          { signal, timeout: timeoutMs },
        );
        return (data.files ?? []).map(parseDriveFile);
      }),

    pageByProperty: (key, value, page, signal) =>
      call(async (auth, { driveApi }) => {
        const fields = `nextPageToken,files(${FILE_FIELDS})`;
        const paging = { pageSize: 1000, ...(page === null ? {} : { pageToken: page }) };
        const { data } = await driveApi.files.list(
          { auth, q: hasProperty(key, value), fields, ...paging, ...everywhere },
          { signal, timeout: timeoutMs },
        );
        return { files: (data.files ?? []).map(parseDriveFile), next: data.nextPageToken ?? null };
      }),
  };
}

export function toMetadata(file: NewDriveFile): drive_v3.Schema$File {
  return {
    ...(file.id === undefined ? {} : { id: file.id }),
    name: file.name,
    mimeType: file.mimeType,
    ...(file.parentId === null ? {} : { parents: [file.parentId] }),
    ...(file.properties === undefined ? {} : { appProperties: { ...file.properties } }),
  };
}

const everywhere = { supportsAllDrives: true, includeItemsFromAllDrives: true, corpora: 'allDrives' };

const hasProperty = (key: string, value: string) =>
  `appProperties has { key='${quote(key)}' and value='${quote(value)}' }`;

const quote = (text: string) => text.replace(/[\\']/g, '\\$&');
