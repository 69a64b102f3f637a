import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { DriveClient, NewDriveFile } from '../../../google/drive-client.ts';
import type { DriveFile } from '../../../google/drive-file.ts';
import type { GoogleProblem } from '../../../google/google-problem.ts';
import type { IdPool } from '../../../google/id-pool.ts';
import { err, ok, type Result } from '../../../result.ts';
import type { Delivery, DeliveryDocument } from '../../destination.ts';
import type { Outcome } from '../../outcome.ts';
import { fileItem } from '../../receipt-items.ts';
import { isMissing, originalDamaged } from '../folder-problems.ts';
import { fileName } from '../safe-names.ts';
import type { GoogleFolders } from './google-folder.ts';
import type { Failed, OutcomeOf, Step } from './google-outcome.ts';
import {
  type FileReceipt,
  type FolderReceipt,
  fileReceipt,
  NO_UPLOAD,
  OUR_PROPERTY,
  uploadItem,
} from './google-receipts.ts';
import type { GoogleUploads } from './google-uploads.ts';
import { reserveId } from './reserve-id.ts';

export type GoogleFiles = { readonly deliver: (delivery: Delivery, signal: AbortSignal) => Promise<Outcome> };

/** Above it Google wants the resumable protocol: https://developers.google.com/workspace/drive/api/guides/manage-uploads */
const RESUMABLE_FROM_BYTES = 5_000_000;

const MIME_TYPES: Readonly<Record<DeliveryDocument['kind'], string>> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  tiff: 'image/tiff',
  webp: 'image/webp',
  heic: 'image/heic',
};

/**
 * A submission's bills in its folder. A file counts as delivered only when Google's checksum is that of the original.
 * Its id is reserved and kept before the first byte is sent, so that it can't be there twice.
 */
export function createGoogleFiles(options: {
  readonly drive: DriveClient;
  readonly uploads: GoogleUploads;
  readonly folders: GoogleFolders;
  readonly ids: IdPool;
  readonly outcomeOf: OutcomeOf;
}): GoogleFiles {
  const { drive, uploads, folders, ids, outcomeOf } = options;

  type Job = {
    readonly delivery: Delivery;
    readonly document: DeliveryDocument;
    readonly folder: FolderReceipt;
    readonly receipt: FileReceipt;
    readonly signal: AbortSignal;
  };

  async function reserve(
    delivery: Delivery,
    document: DeliveryDocument,
    signal: AbortSignal,
  ): Promise<Step<FileReceipt>> {
    const name = fileName(document.fileName, document.kind);
    const md5 = await md5Of(document);
    if (md5 === null) return err(originalDamaged(name));
    const isIt = ({ properties }: DriveFile) => properties.greenwattDocument === document.documentId;
    const id = await reserveId({ drive, ids }, delivery, isIt, signal);
    if (!id.ok) return err(outcomeOf(id.error, 'file'));
    const reserved: FileReceipt = { state: 'reserved', id: id.value, name, link: '', md5 };
    await delivery.keepReceipt(fileItem(document.documentId), reserved);
    return ok(reserved);
  }

  /** Makes the file, or gives the one that exists under its id its content again. */
  function send(job: Job, mode: 'create' | 'replace'): Promise<Result<DriveFile, GoogleProblem>> {
    const { delivery, document, folder, receipt, signal } = job;
    const file: NewDriveFile & { id: string } = {
      id: receipt.id,
      name: receipt.name,
      mimeType: MIME_TYPES[document.kind],
      parentId: folder.id,
      properties: {
        ...OUR_PROPERTY,
        greenwattSubmission: delivery.submission.id,
        greenwattDocument: document.documentId,
      },
    };
    if (document.sizeBytes > RESUMABLE_FROM_BYTES) return uploads.send({ delivery, document, file, mode, signal });
    return readFile(document.path).then((content) =>
      mode === 'create'
        ? drive.createWithContent(file, content, signal)
        : drive.replaceContent(file.id, file.mimeType, content, signal),
    );
  }

  /** What stands at Google under our id: nothing, the file, or another or half a file in its place. */
  async function look(job: Job): Promise<Step<DriveFile | null>> {
    const found = await drive.get(job.receipt.id, job.signal);
    if (found.ok) return ok(found.value);
    return found.error.kind === 'not-found' ? ok(null) : err(outcomeOf(found.error, 'file'));
  }

  /** The end of an attempt that left this file at Google. */
  async function settle({ delivery, document, folder, receipt, signal }: Job, file: DriveFile): Promise<Outcome> {
    if (file.md5 !== receipt.md5) {
      // Its session is over: it would only tell of this half a file again.
      if (document.sizeBytes > RESUMABLE_FROM_BYTES)
        await delivery.keepReceipt(uploadItem(document.documentId), NO_UPLOAD);
      const problem = 'The file did not arrive whole. It is sent again.';
      return { kind: 'retry', cause: 'google-md5-mismatch', problem };
    }
    if (file.trashed) {
      const rescued = await rescueFile(delivery, folder, file, signal);
      if (rescued !== null) return rescued;
    }
    const delivered: FileReceipt = { ...receipt, state: 'delivered', link: file.link };
    const { documentId } = document;
    return { kind: 'delivered', receipts: { [fileItem(documentId)]: delivered, [uploadItem(documentId)]: null } };
  }

  async function rescueFile(
    delivery: Delivery,
    folder: FolderReceipt,
    file: DriveFile,
    signal: AbortSignal,
  ): Promise<Failed | null> {
    if (file.explicitlyTrashed) {
      const restored = await drive.change(file.id, { trashed: false }, signal);
      if (!restored.ok) return outcomeOf(restored.error, 'file');
      if (!restored.value.trashed) return null;
    }
    const rescued = await folders.rescue(delivery, folder, signal);
    return rescued.ok ? null : rescued.error;
  }

  async function attempt(job: Job): Promise<Outcome> {
    const { delivery, document, folder, signal } = job;
    // A second attempt looks first: sending a bill twice costs more than asking.
    const found = delivery.inDoubt || delivery.attempt > 1 ? await look(job) : ok(null);
    if (!found.ok) return found.error;
    if (found.value !== null && found.value.md5 === job.receipt.md5) return settle(job, found.value);
    const sent = await send(job, found.value === null ? 'create' : 'replace');
    if (sent.ok) return settle(job, sent.value);
    switch (sent.error.kind) {
      case 'id-taken': {
        const there = await look(job);
        if (!there.ok) return there.error;
        if (there.value !== null) return settle(job, there.value);
        break;
      }
      case 'not-found': {
        const rescued = await folders.rescue(delivery, folder, signal);
        if (!rescued.ok) return rescued.error;
        return { kind: 'retry', cause: 'google-folder-gone', problem: 'The folder was gone and was made again.' };
      }
      case 'refused': {
        ids.clear();
        const fresh = await reserve(delivery, document, signal);
        if (!fresh.ok) return fresh.error;
        if (delivery.attempt > 3) break;
        return { kind: 'retry', cause: 'google-id-refused', problem: 'Google asked for another id.' };
      }
      default:
    }
    return outcomeOf(sent.error, 'file');
  }

  return {
    deliver: async (delivery, signal) => {
      const { payload, submission } = delivery;
      const documentId = payload.kind === 'file' ? payload.documentId : '';
      const document = submission.documents.find((each) => each.documentId === documentId);
      if (document === undefined) return { kind: 'delivered', receipts: {} };
      const known = fileReceipt(delivery.receipts, documentId);
      // The same document is the same bytes: an edit of the form sends no bill again.
      if (known?.state === 'delivered') return { kind: 'delivered', receipts: {} };
      const folder = await folders.ensure(delivery, signal);
      if (!folder.ok) return folder.error;
      const receipt = known === null ? await reserve(delivery, document, signal) : ok(known);
      return receipt.ok
        ? attempt({ delivery, document, folder: folder.value, receipt: receipt.value, signal })
        : receipt.error;
    },
  };
}

/** Null when the original is missing or no longer what was taken in. */
async function md5Of({ path, sha256 }: DeliveryDocument): Promise<string | null> {
  const md5 = createHash('md5');
  const sha = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) {
      md5.update(chunk);
      sha.update(chunk);
    }
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw cause;
  }
  return sha.digest('hex') === sha256 ? md5.digest('hex') : null;
}
