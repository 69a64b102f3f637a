import path from 'node:path';
import { documentLimits } from './documents/document-limits.ts';
import { createDocumentReader, type DocumentReader } from './documents/document-reader.ts';
import { createDocumentStore } from './documents/document-store.ts';
import { memoryBudget } from './documents/memory-watchdog.ts';
import { createOcrPool, type OcrPool } from './documents/ocr-pool.ts';
import { workerLimits } from './documents/ocr-worker.ts';
import { createPageDrawer } from './documents/page-pictures.ts';
import { createTakeIn, type TakeIn } from './documents/take-in.ts';
import { systemTimers } from './documents/timers.ts';
import { extractFields } from './extraction/extract-fields.ts';
import type { Host } from './host.ts';
import { createIntake, type Intake } from './intake/create-intake.ts';
import { agentName, currentLists } from './intake/current-lists.ts';
import { createSubmissionMoves } from './intake/submission-moves.ts';
import { createRouter } from './ipc/router.ts';
import { ok, type Result } from './result.ts';
import { createSettings, type Settings, type SettingsStore } from './settings.ts';
import { createDailyBackup } from './storage/backup.ts';
import { openStorage, type Storage } from './storage/storage.ts';
import type { StorageProblem } from './storage/storage-problem.ts';
import { createDeliveryLoop, type DeliveryLoop } from './sync/delivery-loop.ts';
import { createDescriber, createSubmissionDescriber } from './sync/describe-delivery.ts';
import { createFolderDestination, folderDestinationName } from './sync/destinations/folder.ts';
import { googleDestinationName } from './sync/destinations/google/google.ts';
import { createGoogleOffice, type GoogleOffice } from './sync/google-office/google-office.ts';
import { createOutbox, type Outbox } from './sync/outbox.ts';
import { createDeliveryQueue, type DeliveryQueue } from './sync/queue.ts';

export type App = {
  /** The contract, to be served over whatever the host has. */
  readonly router: ReturnType<typeof createRouter>;
  /** Goes on with unfinished pages and deliveries, and makes the day's backup. */
  readonly start: () => Promise<void>;
  /** Ends OCR processes and closes the database; what was in progress goes on at the next start. */
  readonly stop: () => Promise<void>;
  /** For hosts without a window. */
  readonly rooms: {
    readonly storage: Storage;
    readonly settings: SettingsStore;
    readonly takeIn: TakeIn;
    readonly reader: DocumentReader;
    readonly pool: OcrPool;
    readonly intake: Intake;
    readonly outbox: Outbox;
    readonly delivery: DeliveryLoop;
    readonly queue: DeliveryQueue;
    readonly google: GoogleOffice;
  };
};

export type AppOptions = {
  /** Something the user should know at once, e.g. that a backup was restored. */
  readonly startNotice?: string;
};

/** The composition root: wires the rooms for any host. Nothing runs before `start`. */
export async function createApp(host: Host, options: AppOptions = {}): Promise<Result<App, StorageProblem>> {
  const { now, newId, random, log } = host;
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const opened = openStorage({ dataFolder: host.paths.data });
  if (!opened.ok) return opened;
  const storage = opened.value;
  const settings = createSettings({ kept: storage.settings, defaults: defaultSettings(host) });
  const lists = () => currentLists(storage);

  const store = createDocumentStore({ dataFolder: host.paths.data, limits: documentLimits });
  await store.open();
  const budgetOf = ({ memoryBudgetMb, recognisers }: Settings) =>
    memoryBudget({ budgetBytes: memoryBudgetMb * 1024 * 1024, recognisers, cores: host.cores });
  const pool = createOcrPool({
    startProcess: host.startOcrProcess,
    modelPath: path.join(host.paths.assets, 'models', 'eng-fast.traineddata.gz'),
    budget: budgetOf(settings.get()),
    limits: workerLimits,
    probeMemory: host.probeMemory,
    mainBytes: () => process.memoryUsage.rss(),
    mainPid: process.pid,
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
    now,
    timers: systemTimers,
    log,
  });
  const takeIn = createTakeIn({ store, documents: storage.documents, onTakenIn: reader.wake, now, newId });
  const drawPage = createPageDrawer({ reader, pages: storage.pages, pool, scratchFolder: store.scratchFolder, newId });

  const moves = createSubmissionMoves({ storage });
  const folder = createFolderDestination({
    folder: () => settings.get().destinationFolder,
    usedBefore: (root) => storage.receipts.anyHolds(folderDestinationName, 'folder', 'root', root),
    timeZone,
  });
  const outbox = createOutbox({
    storage,
    follow: moves.follow,
    destinations: () => {
      const { deliverToFolder, deliverToGoogle } = settings.get();
      return [...(deliverToFolder ? [folder.name] : []), ...(deliverToGoogle ? [googleDestinationName] : [])];
    },
    now,
    newId,
    random,
  });
  const describing = {
    storage,
    documentFile: (documentId: string) => {
      const record = storage.documents.get(documentId);
      return record && { ...record, path: store.pathOf(record.sha256, record.kind) };
    },
    agentName: (agentId: string) => agentName(lists(), agentId),
  };
  const google = createGoogleOffice({
    storage,
    settings,
    secrets: host.secrets,
    outbox: () => outbox,
    delivery: () => delivery,
    submissionOf: createSubmissionDescriber(describing),
    openLink: host.openLink,
    fetch,
    timeZone,
    now,
    random,
    newId,
    log,
  });
  const delivery = createDeliveryLoop({
    outbox,
    destinations: [folder, google.destination],
    describe: createDescriber({ ...describing, now }),
    now,
    random,
    log,
  });
  google.followDelivery(delivery);
  const queue = createDeliveryQueue({ storage, outbox, delivery, follow: moves.follow, now });
  const intake = createIntake({ storage, moves, outbox, documentView: reader.progress, lists, now, log });
  reader.onSettled(intake.documentSettled);
  settings.onChange(() => delivery.wake());

  const backup = createDailyBackup({ storage, now, timeZone, log });
  let stopWatchingNetwork = () => {};

  return ok({
    router: createRouter({
      host,
      startNotice: options.startNotice ?? null,
      storage,
      settings,
      intake,
      onSubmissionsChange: moves.onChange,
      takeIn,
      reader,
      drawPage,
      outbox,
      queue,
      google,
      pool,
      lists,
      log,
    }),
    rooms: { storage, settings, takeIn, reader, pool, intake, outbox, delivery, queue, google },
    async start() {
      intake.resume();
      reader.start();
      delivery.start();
      delivery.wake();
      await google.start();
      backup.start();
      stopWatchingNetwork = host.onOnline(() => {
        delivery.wake();
        void google.lists.refresh();
      });
      log.info('app: started', { version: host.version, host: host.kind });
    },
    async stop() {
      stopWatchingNetwork();
      reader.stop();
      await Promise.all([pool.stop(), delivery.stop(), google.stop(), backup.stop()]);
      storage.close();
      log.info('app: stopped');
    },
  });
}

function defaultSettings(host: Host): Settings {
  return {
    destinationFolder: host.paths.defaultDestination,
    memoryBudgetMb: 512,
    recognisers: 0,
    pageTimeBudgetMs: 12_000,
    deliverToFolder: true,
    deliverToGoogle: false,
    googleClientId: '',
    googleApiRoot: '',
  };
}
