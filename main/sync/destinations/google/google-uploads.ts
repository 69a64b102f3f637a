import { type FileHandle, open } from 'node:fs/promises';
import type { NewDriveFile } from '../../../google/drive-client.ts';
import type { DriveFile } from '../../../google/drive-file.ts';
import type { GoogleProblem } from '../../../google/google-problem.ts';
import type { Sealer } from '../../../google/sealed-text.ts';
import type { UploadClient } from '../../../google/upload-client.ts';
import { err, ok, type Result } from '../../../result.ts';
import type { Delivery, DeliveryDocument } from '../../destination.ts';
import { type UploadReceipt, uploadItem, uploadReceipt } from './google-receipts.ts';

export type UploadJob = {
  readonly delivery: Delivery;
  readonly document: DeliveryDocument;
  readonly file: NewDriveFile & { readonly id: string };
  readonly mode: 'create' | 'replace';
  readonly signal: AbortSignal;
};

export type GoogleUploads = {
  /** Sends a large file, going on where an earlier attempt, perhaps before a restart, left off. */
  readonly send: (job: UploadJob) => Promise<Result<DriveFile, GoogleProblem>>;
};

/** Multiples of 256 KiB, as Google asks; so much at most is in memory, and is sent again after a break. */
const CHUNK_BYTES = 8 * 1024 * 1024;

export function createGoogleUploads({
  client,
  sealer,
}: {
  readonly client: UploadClient;
  readonly sealer: Sealer;
}): GoogleUploads {
  type Session = { readonly uri: string; readonly receivedBytes: number };

  /** The session an earlier attempt left, if Google still knows it. */
  async function resume({
    delivery,
    document,
    file,
    signal,
  }: UploadJob): Promise<Result<Session | DriveFile | null, GoogleProblem>> {
    const kept = uploadReceipt(delivery.receipts, document.documentId);
    const uri = kept?.fileId === file.id ? await sealer.open(kept.session) : null;
    if (uri === null) return ok(null);
    const progress = await client.progress(uri, document.sizeBytes, signal);
    if (!progress.ok)
      return progress.error.kind === 'not-found' || progress.error.kind === 'refused' ? ok(null) : progress;
    const { value } = progress;
    return ok(value.kind === 'finished' ? value.file : { uri, receivedBytes: value.receivedBytes });
  }

  async function begin({ delivery, document, file, mode, signal }: UploadJob): Promise<Result<Session, GoogleProblem>> {
    const started =
      mode === 'create'
        ? await client.startCreate(file, document.sizeBytes, signal)
        : await client.startReplace(file.id, file.mimeType, document.sizeBytes, signal);
    if (!started.ok) return started;
    const receipt: UploadReceipt = { session: await sealer.seal(started.value), fileId: file.id };
    await delivery.keepReceipt(uploadItem(document.documentId), receipt);
    return ok({ uri: started.value, receivedBytes: 0 });
  }

  async function sendFrom(
    { uri, receivedBytes }: Session,
    { document, signal }: UploadJob,
  ): Promise<Result<DriveFile, GoogleProblem>> {
    const source = await open(document.path);
    try {
      const totalBytes = document.sizeBytes;
      let offset = receivedBytes;
      while (offset < totalBytes) {
        const bytes = await readWhole(source, offset, Math.min(CHUNK_BYTES, totalBytes - offset));
        const progress = await client.send(uri, { bytes, offset, totalBytes }, signal);
        if (!progress.ok) return progress;
        if (progress.value.kind === 'finished') return ok(progress.value.file);
        // Google may keep less than it was sent; keeping nothing at all means it wants to be asked later.
        if (progress.value.receivedBytes <= offset) break;
        offset = progress.value.receivedBytes;
      }
      return err({ kind: 'unclear', why: 'server-error' });
    } finally {
      await source.close();
    }
  }

  return {
    send: async (job) => {
      const resumed = await resume(job);
      if (!resumed.ok) return resumed;
      if (resumed.value !== null && !('uri' in resumed.value)) return ok(resumed.value);
      const session = resumed.value === null ? await begin(job) : ok(resumed.value);
      if (!session.ok) return session;
      const sent = await sendFrom(session.value, job);
      // 404 for a session: it ended. The file itself may be there or not; the next attempt looks and begins anew.
      return !sent.ok && sent.error.kind === 'not-found' ? err({ kind: 'unclear', why: 'server-error' }) : sent;
    },
  };
}

/** Throws where the file ends early. */
async function readWhole(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) throw new Error(`the original ends ${length - done} bytes early`);
    done += bytesRead;
  }
  return bytes;
}
