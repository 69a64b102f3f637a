import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { silentLog } from '../../main/diagnostics/log.ts';
import type { DocumentProgress } from '../../main/documents/document.ts';
import { documentLimits } from '../../main/documents/document-limits.ts';
import { createDocumentReader, type DocumentReader, type ReaderParts } from '../../main/documents/document-reader.ts';
import { createDocumentStore } from '../../main/documents/document-store.ts';
import type { OcrPool } from '../../main/documents/ocr-pool.ts';
import { createTakeIn } from '../../main/documents/take-in.ts';
import { systemTimers } from '../../main/documents/timers.ts';
import { extractFields } from '../../main/extraction/extract-fields.ts';
import { openStorage } from '../../main/storage/storage.ts';
import { tempFolder } from './temp-folder.ts';

/** Store, database, take-in and reader over one data folder, as `app.ts` wires them. */
export async function openReadingOffice(pool: OcrPool, parts: Partial<ReaderParts> = {}, dataFolder = tempFolder()) {
  const opened = openStorage({ dataFolder });
  if (!opened.ok) throw new Error(opened.error.message);
  const storage = opened.value;
  const limits = parts.limits ?? documentLimits;
  const store = createDocumentStore({ dataFolder, limits });
  await store.open();
  const reader = createDocumentReader({
    storage,
    store,
    pool,
    extractFields,
    limits,
    pageTimeBudgetMs: () => 12_000,
    now: Date.now,
    timers: systemTimers,
    log: silentLog,
    ...parts,
  });
  const takeIn = createTakeIn({
    store,
    documents: storage.documents,
    onTakenIn: reader.wake,
    now: Date.now,
    newId: randomUUID,
  });
  let closed = false;
  const close = () => {
    if (closed) return;
    closed = true;
    reader.stop();
    storage.close();
  };
  onTestFinished(close);
  reader.start();
  return { dataFolder, storage, store, reader, takeIn, close };
}

export type ReadingOffice = Awaited<ReturnType<typeof openReadingOffice>>;

/** Resolves with the first snapshot that the condition holds for. */
export function progressWhere(
  reader: DocumentReader,
  documentId: string,
  holds: (progress: DocumentProgress) => boolean,
): Promise<DocumentProgress> {
  return new Promise((resolve) => {
    let stop = () => {};
    let found = false;
    stop = reader.watch([documentId], ([progress]) => {
      if (found || !progress || !holds(progress)) return;
      found = true;
      resolve(progress);
      queueMicrotask(() => stop());
    });
  });
}

export function isSettled({ state }: DocumentProgress): boolean {
  return state.kind !== 'waiting' && state.kind !== 'reading';
}
