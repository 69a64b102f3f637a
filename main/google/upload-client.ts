import { z } from 'zod';
import type { Result } from '../result.ts';
import { FILE_FIELDS, type NewDriveFile, SLOW_LINE_BYTES_PER_MS, toMetadata } from './drive-client.ts';
import { type DriveFile, parseDriveFile } from './drive-file.ts';
import type { GoogleCall } from './google-auth.ts';
import type { GoogleProblem } from './google-problem.ts';

/** How far an upload session is. */
export type UploadProgress =
  | { readonly kind: 'finished'; readonly file: DriveFile }
  /** Google has that many bytes and waits for the next. */
  | { readonly kind: 'incomplete'; readonly receivedBytes: number };

export type UploadChunk = { readonly bytes: Buffer; readonly offset: number; readonly totalBytes: number };

type Answer<T> = Promise<Result<T, GoogleProblem>>;

/**
 * Drive's resumable uploads: https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable.
 * Who holds a session's URI may write that one file without signing in, so it is a secret. It lives for a week; one that
 * ended is answered with `not-found`.
 */
export type UploadClient = {
  readonly startCreate: (file: NewDriveFile, totalBytes: number, signal: AbortSignal) => Answer<string>;
  readonly startReplace: (id: string, mimeType: string, totalBytes: number, signal: AbortSignal) => Answer<string>;
  readonly progress: (sessionUri: string, totalBytes: number, signal: AbortSignal) => Answer<UploadProgress>;
  readonly send: (sessionUri: string, chunk: UploadChunk, signal: AbortSignal) => Answer<UploadProgress>;
};

const UPLOAD = 'https://www.googleapis.com/upload/drive/v3/files';
export function createUploadClient({
  call,
  timeoutMs,
}: {
  readonly call: GoogleCall;
  readonly timeoutMs: number;
}): UploadClient {
  const patience = (bytes: number) => timeoutMs + Math.ceil(bytes / SLOW_LINE_BYTES_PER_MS);
  const query = new URLSearchParams({ uploadType: 'resumable', supportsAllDrives: 'true', fields: FILE_FIELDS });

  const start = (
    method: 'POST' | 'PATCH',
    url: string,
    metadata: object,
    mimeType: string,
    totalBytes: number,
    signal: AbortSignal,
  ) =>
    call(async (auth) => {
      const headers = { 'x-upload-content-type': mimeType, 'x-upload-content-length': String(totalBytes) };
      const response = await auth.request({
        method,
        url: `${url}?${query}`,
        data: metadata,
        headers,
        signal,
        timeout: timeoutMs,
      });
      return z.string().parse(response.headers.get('location'));
    });

  const put = (sessionUri: string, contentRange: string, data: Buffer | '', signal: AbortSignal) =>
    call<UploadProgress>(async (auth) => {
      const response = await auth.request<unknown>({
        method: 'PUT',
        url: sessionUri,
        headers: { 'content-range': contentRange, 'content-type': 'application/octet-stream' },
        data,
        signal,
        timeout: patience(data.length),
        // 308 is "go on", not a redirect: it names no other place.
        validateStatus: (status) => (status >= 200 && status < 300) || status === 308,
      });
      if (response.status !== 308) return { kind: 'finished', file: parseDriveFile(response.data) };
      const last = /bytes=0-(\d+)/.exec(response.headers.get('range') ?? '')?.[1];
      return { kind: 'incomplete', receivedBytes: last === undefined ? 0 : Number(last) + 1 };
    });

  return {
    startCreate: (file, totalBytes, signal) =>
      start('POST', UPLOAD, toMetadata(file), file.mimeType, totalBytes, signal),
    startReplace: (id, mimeType, totalBytes, signal) =>
      start('PATCH', `${UPLOAD}/${encodeURIComponent(id)}`, { mimeType }, mimeType, totalBytes, signal),
    progress: (sessionUri, totalBytes, signal) => put(sessionUri, `bytes */${totalBytes}`, '', signal),
    send: (sessionUri, { bytes, offset, totalBytes }, signal) =>
      put(sessionUri, `bytes ${offset}-${offset + bytes.length - 1}/${totalBytes}`, bytes, signal),
  };
}
