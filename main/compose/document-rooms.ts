import path from 'node:path';
import { documentLimits } from '../documents/document-limits.ts';
import { createDocumentReader } from '../documents/document-reader.ts';
import { createDocumentStore } from '../documents/document-store.ts';
import { memoryBudget } from '../documents/memory-watchdog.ts';
import { createOcrPool } from '../documents/ocr-pool.ts';
import { workerLimits } from '../documents/ocr-worker.ts';
import { createPageDrawer } from '../documents/page-pictures.ts';
import { createTakeIn } from '../documents/take-in.ts';
import { systemTimers } from '../documents/timers.ts';
import { extractFields } from '../extraction/extract-fields.ts';
import type { Host } from '../host.ts';
import { collectGarbage, keepYoungGenerationSmall } from '../hosting/lean-heap.ts';
import type { Settings, SettingsStore } from '../settings.ts';
import type { Storage } from '../storage/storage.ts';
import type { DocumentFile } from '../sync/describe-delivery.ts';

export type DocumentRooms = Awaited<ReturnType<typeof createDocumentRooms>>;

/** Taking files in, reading them within the memory budget, and drawing their pages. Throws when the disk refuses. */
export async function createDocumentRooms(host: Host, storage: Storage, settings: SettingsStore) {
  const { now, newId, log } = host;
  keepYoungGenerationSmall();
  const store = createDocumentStore({ dataFolder: host.paths.data, limits: documentLimits });
  await store.open();
  const budgetOf = ({ memoryBudgetMb, recognisers }: Settings) =>
    memoryBudget({ budgetBytes: memoryBudgetMb * 1_000_000, recognisers, cores: host.cores });
  const pool = createOcrPool({
    startProcess: host.startOcrProcess,
    modelPath: path.join(host.paths.assets, 'models', 'eng-fast.traineddata.gz'),
    budget: budgetOf(settings.get()),
    limits: workerLimits,
    probeMemory: host.probeMemory,
    mainBytes: () => process.memoryUsage.rss(),
    mainPid: process.pid,
    collectGarbage,
    now,
    timers: systemTimers,
    log,
  });
  settings.onChange((changed) => pool.setBudget(budgetOf(changed)));
  const reader = createDocumentReader({
    storage,
    store,
    pool,
    extractFields,
    limits: documentLimits,
    pageTimeBudgetMs: () => settings.get().pageTimeBudgetMs,
    now,
    timers: systemTimers,
    log,
  });
  return {
    pool,
    reader,
    takeIn: createTakeIn({ store, documents: storage.documents, onTakenIn: reader.wake, now, newId }),
    drawPage: createPageDrawer({ reader, pages: storage.pages, pool, scratchFolder: store.scratchFolder, newId }),
    /** The original of a document; null for one that isn't there. */
    documentFile(documentId: string): DocumentFile | null {
      const record = storage.documents.get(documentId);
      return record && { ...record, path: store.pathOf(record.sha256, record.kind) };
    },
    /** Ends OCR processes and lets go of files that were on their way in; what was being read goes on at the next start. */
    async stop(): Promise<void> {
      reader.stop();
      await pool.stop();
      await store.close();
    },
  };
}
