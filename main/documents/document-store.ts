import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '../result.ts';
import { systemCode } from '../system-error.ts';
import { diskProblem } from './disk-problem.ts';
import type { DocumentKind, DocumentProblem, DocumentProblemCode } from './document.ts';
import { documentKind, KIND_BYTES } from './document-kind.ts';
import type { DocumentLimits } from './document-limits.ts';
import { documentProblem } from './document-problem.ts';

/** A file that is now kept for good. */
export type StoredFile = IncomingFile & {
  readonly sha256: string;
  readonly kind: DocumentKind;
};

export type IncomingFile = { readonly fileName: string; readonly sizeBytes: number };

/**
 * Originals, kept under the hash of their bytes: `documents/ab/<sha256>.<ext>`. A file is either whole and safe on the
 * disk or not there. Nothing here ever deletes one.
 */
export type DocumentStore = {
  /** Makes the folders and sweeps what uploads left behind. Called once, before anything else. */
  readonly open: () => Promise<void>;
  /** Absolute path of a stored file. */
  readonly pathOf: (sha256: string, kind: DocumentKind) => string;
  /** Starts receiving a file in pieces. `takeInId` must be new. */
  readonly begin: (takeInId: string, file: IncomingFile) => Promise<Result<null, DocumentProblem>>;
  /** Pieces come in order; one that came already is ignored, so a repeat is harmless. Answers the bytes received. */
  readonly append: (takeInId: string, offset: number, piece: Uint8Array) => Promise<Result<number, DocumentProblem>>;
  readonly finish: (takeInId: string) => Promise<Result<StoredFile, DocumentProblem>>;
  /** Forgets a file that will not be finished; unknown ids are fine. */
  readonly abandon: (takeInId: string) => Promise<void>;
  /** Forgets everything unfinished. */
  readonly close: () => Promise<void>;
  /** A folder on the same disk for short-lived files; emptied by `open`. */
  readonly scratchFolder: string;
};

export type StoreParts = {
  /** The app's data folder. */
  readonly dataFolder: string;
  readonly limits: DocumentLimits;
};

/** Files being received at the same time; one more pushes out the one that waited longest. */
const MAX_TAKE_INS = 32;

type TakeIn = IncomingFile & {
  readonly file: FileHandle;
  readonly partPath: string;
  readonly hash: Hash;
  receivedBytes: number;
  kind: DocumentKind | null;
  /** Pieces of one file are written one after the other, however they arrive. */
  last: Promise<unknown>;
};

export function createDocumentStore({ dataFolder, limits }: StoreParts): DocumentStore {
  const folder = path.join(dataFolder, 'documents');
  const incoming = path.join(folder, 'incoming');
  const takeIns = new Map<string, TakeIn>();
  const pathOf = (sha256: string, kind: DocumentKind) => path.join(folder, sha256.slice(0, 2), `${sha256}.${kind}`);

  const drop = async (takeInId: string) => {
    const takeIn = takeIns.get(takeInId);
    if (!takeIn) return;
    takeIns.delete(takeInId);
    await takeIn.last;
    await takeIn.file.close();
    await rm(takeIn.partPath, { force: true });
  };

  const refuse = async (takeInId: string, code: DocumentProblemCode) => {
    await drop(takeInId);
    return err(documentProblem(code, limits));
  };

  const write = async (
    takeIn: TakeIn,
    offset: number,
    piece: Uint8Array,
  ): Promise<Result<number, DocumentProblemCode>> => {
    // A repeat of what is there already, e.g. after an answer got lost on the way.
    if (offset + piece.length <= takeIn.receivedBytes) return ok(takeIn.receivedBytes);
    if (offset !== takeIn.receivedBytes || offset + piece.length > takeIn.sizeBytes) return err('upload-incomplete');
    if (offset === 0) {
      takeIn.kind = documentKind(piece.subarray(0, KIND_BYTES));
      if (takeIn.kind === null) return err('not-a-document');
    }
    await writeAll(takeIn.file, piece, offset);
    takeIn.hash.update(piece);
    takeIn.receivedBytes += piece.length;
    return ok(takeIn.receivedBytes);
  };

  const keep = async (takeIn: TakeIn, kind: DocumentKind): Promise<StoredFile> => {
    const sha256 = takeIn.hash.digest('hex');
    const target = pathOf(sha256, kind);
    await takeIn.file.sync().finally(() => takeIn.file.close());
    if (await isWhole(target, takeIn.sizeBytes, sha256)) await rm(takeIn.partPath, { force: true });
    else {
      await mkdir(path.dirname(target), { recursive: true });
      await rename(takeIn.partPath, target);
      await syncFolder(path.dirname(target));
    }
    return { sha256, kind, fileName: takeIn.fileName, sizeBytes: takeIn.sizeBytes };
  };

  return {
    scratchFolder: incoming,
    pathOf,
    open: async () => {
      await mkdir(incoming, { recursive: true });
      for (const name of await readdir(incoming)) await rm(path.join(incoming, name), { force: true, recursive: true });
    },
    begin: async (takeInId, { fileName, sizeBytes }) => {
      if (sizeBytes === 0) return err(documentProblem('empty-file'));
      if (sizeBytes > limits.maxBytes) return err(documentProblem('file-too-large', limits));
      const [longest] = takeIns.keys();
      if (takeIns.size >= MAX_TAKE_INS && longest !== undefined) await drop(longest);
      const partPath = path.join(incoming, `${takeInId}.part`);
      const opened = await onDisk(async () => ok(await open(partPath, 'wx')));
      if (!opened.ok) return err(documentProblem(opened.error));
      const hash = createHash('sha256');
      const last = Promise.resolve();
      const received = { receivedBytes: 0, kind: null, last };
      takeIns.set(takeInId, { fileName, sizeBytes, file: opened.value, partPath, hash, ...received });
      return ok(null);
    },
    append: async (takeInId, offset, piece) => {
      const takeIn = takeIns.get(takeInId);
      if (!takeIn) return err(documentProblem('upload-incomplete'));
      const writing = takeIn.last.then(() => onDisk(() => write(takeIn, offset, piece)));
      takeIn.last = writing;
      const written = await writing;
      return written.ok ? written : refuse(takeInId, written.error);
    },
    finish: async (takeInId) => {
      const takeIn = takeIns.get(takeInId);
      if (!takeIn) return err(documentProblem('upload-incomplete'));
      await takeIn.last;
      if (takeIn.receivedBytes !== takeIn.sizeBytes) return refuse(takeInId, 'upload-incomplete');
      const { kind } = takeIn;
      if (kind === null) return refuse(takeInId, 'not-a-document');
      takeIns.delete(takeInId);
      const kept = await onDisk(async () => ok(await keep(takeIn, kind)));
      if (kept.ok) return kept;
      await rm(takeIn.partPath, { force: true });
      return err(documentProblem(kept.error));
    },
    abandon: drop,
    close: async () => {
      for (const takeInId of [...takeIns.keys()]) await drop(takeInId);
    },
  };
}

async function onDisk<T>(work: () => Promise<Result<T, DocumentProblemCode>>): Promise<Result<T, DocumentProblemCode>> {
  try {
    return await work();
  } catch (cause) {
    const code = diskProblem(cause);
    if (code === null) throw cause;
    return err(code);
  }
}

/** A disk with little room takes a part of the bytes, says how many, and refuses only the next ones. */
async function writeAll(file: FileHandle, piece: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < piece.length; ) {
    done += (await file.write(piece, done, piece.length - done, offset + done)).bytesWritten;
  }
}

/** Whether the file is there and still what it was; one that was damaged since is replaced by the same bill dropped anew. */
async function isWhole(file: string, sizeBytes: number, sha256: string): Promise<boolean> {
  try {
    if ((await stat(file)).size !== sizeBytes) return false;
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    return hash.digest('hex') === sha256;
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return false;
    throw cause;
  }
}

/** Makes the new name itself survive a power cut, where the system lets a folder be synced. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows and some network disks refuse to sync a folder; the file's own bytes are safe all the same.
  }
}
