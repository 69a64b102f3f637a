import { open } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../result.ts';
import type { DocumentsTable } from '../storage/documents.ts';
import { diskProblem } from './disk-problem.ts';
import type { DocumentProblem } from './document.ts';
import { documentProblem } from './document-problem.ts';
import type { DocumentStore } from './document-store.ts';

export type TakenIn = {
  readonly documentId: string;
  /** As the clerk's file is called. */
  readonly fileName: string;
};

export type TakeIn = {
  /** Starts receiving a file in pieces of any size. */
  readonly begin: (file: {
    fileName: string;
    sizeBytes: number;
  }) => Promise<Result<{ takeInId: string }, DocumentProblem>>;
  /** Pieces come in order; repeats are harmless. Answers the bytes received so far. */
  readonly append: (takeInId: string, offset: number, piece: Uint8Array) => Promise<Result<number, DocumentProblem>>;
  /** Keeps the file for good and makes it a document, unless it is one already. */
  readonly finish: (takeInId: string) => Promise<Result<TakenIn, DocumentProblem>>;
  readonly abandon: (takeInId: string) => Promise<void>;
  /** The whole of it for a file on this machine. */
  readonly takeInFile: (filePath: string) => Promise<Result<TakenIn, DocumentProblem>>;
};

export type TakeInParts = {
  readonly store: DocumentStore;
  readonly documents: DocumentsTable;
  /** Told of every document taken in, new or not. */
  readonly onTakenIn: (documentId: string) => void;
  readonly now: () => number;
  readonly newId: () => string;
};

const PIECE_BYTES = 1024 * 1024;

export function createTakeIn({ store, documents, onTakenIn, now, newId }: TakeInParts): TakeIn {
  const begin: TakeIn['begin'] = async ({ fileName, sizeBytes }) => {
    const takeInId = newId();
    const begun = await store.begin(takeInId, { fileName: path.basename(fileName), sizeBytes });
    return begun.ok ? ok({ takeInId }) : begun;
  };
  const finish: TakeIn['finish'] = async (takeInId) => {
    const stored = await store.finish(takeInId);
    if (!stored.ok) return stored;
    const { sha256, kind, sizeBytes, fileName } = stored.value;
    const document = documents.add({ id: newId(), sha256, kind, sizeBytes, fileName, takenInAt: now() });
    onTakenIn(document.id);
    return ok({ documentId: document.id, fileName });
  };

  return {
    begin,
    append: store.append,
    finish,
    abandon: store.abandon,
    takeInFile: async (filePath) => {
      try {
        await using file = await open(filePath, 'r');
        const about = await file.stat();
        if (!about.isFile()) return err(documentProblem('not-a-document'));
        const begun = await begin({ fileName: filePath, sizeBytes: about.size });
        if (!begun.ok) return begun;
        const { takeInId } = begun.value;
        const piece = new Uint8Array(PIECE_BYTES);
        for (let offset = 0; offset < about.size; ) {
          const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, offset);
          if (bytesRead === 0) break;
          const appended = await store.append(takeInId, offset, piece.subarray(0, bytesRead));
          if (!appended.ok) return appended;
          offset += bytesRead;
        }
        return await finish(takeInId);
      } catch (cause) {
        const code = diskProblem(cause);
        if (code !== null) return err(documentProblem(code));
        throw cause;
      }
    },
  };
}
