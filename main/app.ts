import { createDeliveryRooms, type DeliveryRooms } from './compose/delivery-rooms.ts';
import { createDocumentRooms, type DocumentRooms } from './compose/document-rooms.ts';
import { exportLogs } from './diagnostics/export-logs.ts';
import { recordMemoryHistory } from './diagnostics/memory-history.ts';
import type { Host } from './host.ts';
import { createIntake, type Intake } from './intake/create-intake.ts';
import { agentName, currentLists } from './intake/current-lists.ts';
import { createSubmissionMoves } from './intake/submission-moves.ts';
import { createRouter } from './ipc/router.ts';
import { ok, type Result } from './result.ts';
import { createSettings, defaultSettings, type SettingsStore } from './settings.ts';
import { createDailyBackup } from './storage/backup.ts';
import { openStorage, type Storage } from './storage/storage.ts';
import type { StorageProblem } from './storage/storage-problem.ts';

export type App = {
  /** The contract, to be served over whatever the host has. */
  readonly router: ReturnType<typeof createRouter>;
  /** Goes on with unfinished pages and deliveries, and makes the day's backup. */
  readonly start: () => Promise<void>;
  /** Ends OCR processes and closes the database; what was in progress goes on at the next start. */
  readonly stop: () => Promise<void>;
  /** For hosts without a window. */
  readonly rooms: Pick<DocumentRooms, 'takeIn' | 'reader' | 'pool'> &
    Pick<DeliveryRooms, 'outbox' | 'delivery' | 'queue' | 'google'> & {
      readonly storage: Storage;
      readonly settings: SettingsStore;
      readonly intake: Intake;
    };
};

export type AppOptions = {
  /** Something the user should know at once, e.g. that a backup was restored. */
  readonly startNotice?: string;
};

/** The composition root: wires the rooms for any host. Nothing runs before `start`. */
export async function createApp(host: Host, options: AppOptions = {}): Promise<Result<App, StorageProblem>> {
  const opened = openStorage({ dataFolder: host.paths.data });
  if (!opened.ok) return opened;
  try {
    return ok(await wire(host, opened.value, options));
  } catch (cause) {
    // The data folder is let go, so that the next start finds it free.
    opened.value.close();
    throw cause;
  }
}

async function wire(host: Host, storage: Storage, options: AppOptions): Promise<App> {
  const { now, log } = host;
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const settings = createSettings({ kept: storage.settings, defaults: defaultSettings(host.paths) });
  const lists = () => currentLists(storage);
  const moves = createSubmissionMoves({ storage });
  const documents = await createDocumentRooms(host, storage, settings);
  const { takeIn, reader, pool, drawPage, documentFile } = documents;
  const deliveries = createDeliveryRooms(host, {
    storage,
    settings,
    moves,
    timeZone,
    documentFile,
    agentName: (agentId) => agentName(lists(), agentId),
  });
  const { outbox, delivery, queue, google } = deliveries;
  const intake = createIntake({ storage, moves, outbox, documentView: reader.progress, lists, now, log });
  reader.onSettled(intake.documentSettled);
  const backup = createDailyBackup({ storage, now, timeZone, log });
  const stopRecording = recordMemoryHistory({ table: storage.memoryHistory, onMemory: pool.onMemory, now });
  let stopWatchingNetwork = () => {};

  return {
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
      exportLogs: () => exportLogs({ host, database: ok({ storage, settings: settings.get() }) }),
    }),
    rooms: { storage, settings, takeIn, reader, pool, intake, outbox, delivery, queue, google },
    async start() {
      intake.resume();
      reader.start();
      deliveries.start();
      backup.start();
      stopWatchingNetwork = host.onOnline(deliveries.comeOnline);
      log.info('app: started', { version: host.version, host: host.kind });
    },
    async stop() {
      stopWatchingNetwork();
      const stopped = await Promise.allSettled([documents.stop(), deliveries.stop(), backup.stop()]);
      stopRecording();
      // Last, for all of them write until they have stopped; and in any case, for it holds the data folder.
      storage.close();
      const failures = stopped.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
      if (failures.length > 0) throw new AggregateError(failures, 'Not all of the app stopped as it should');
      log.info('app: stopped');
    },
  };
}
