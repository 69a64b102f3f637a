import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { Log } from '../diagnostics/log.ts';
import { localDay } from '../local-time.ts';
import { backupFolder, listBackups, nextBackupPath } from './backup-files.ts';
import { integrityFault } from './open-database.ts';
import type { Storage } from './storage.ts';

const keptBackups = 7;
/** How often it is asked whether today's backup is there: a machine that never sleeps passes midnight running. */
const checkEveryMs = 60 * 60 * 1000;

export type DailyBackup = {
  /** Makes today's backup if it isn't there, now and on every day to come. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  /** True when a backup was made; false when today's was there. Throws when it could not be made. */
  readonly backUpIfDue: () => Promise<boolean>;
};

/** Daily copies `<data>/backups/intake-<number>-<day>.db`; each is checked before it counts, the seven newest are kept. */
export function createDailyBackup({
  storage,
  now,
  timeZone,
  log,
}: {
  storage: Pick<Storage, 'copyTo' | 'dataFolder'>;
  now: () => number;
  timeZone: string;
  log: Log;
}): DailyBackup {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<boolean> = Promise.resolve(false);

  async function backUpIfDue(): Promise<boolean> {
    const day = localDay(now(), timeZone);
    if (listBackups(storage.dataFolder)[0]?.day === day) return false;
    mkdirSync(backupFolder(storage.dataFolder), { recursive: true });
    const partial = path.join(backupFolder(storage.dataFolder), 'intake.db.partial');
    removeDatabaseFile(partial);
    await storage.copyTo(partial);
    makeSelfContained(partial);
    renameSync(partial, nextBackupPath(storage.dataFolder, day));
    for (const old of listBackups(storage.dataFolder).slice(keptBackups)) removeDatabaseFile(old.path);
    log.info('storage: backed up', { day });
    return true;
  }

  /** One at a time: two would write the same partial file. */
  function next(): Promise<boolean> {
    running = running.catch(() => false).then(backUpIfDue);
    return running;
  }

  function inBackground(): void {
    next().catch((cause: unknown) => log.error('storage: backup failed', cause));
  }

  return {
    start() {
      inBackground();
      timer = setInterval(inBackground, checkEveryMs);
      timer.unref();
    },
    async stop() {
      if (timer) clearInterval(timer);
      timer = null;
      // Its failure was logged where it was started.
      await running.catch(() => false);
    },
    backUpIfDue: next,
  };
}

/** One checked file without companions: the copy takes over the original's WAL mode. Throws when it isn't sound. */
function makeSelfContained(file: string): void {
  const copy = new SqliteDatabase(file);
  try {
    copy.pragma('journal_mode = DELETE');
    const fault = integrityFault(copy);
    if (fault) throw new Error(`The backup is not sound: ${fault}`);
  } finally {
    copy.close();
  }
}

function removeDatabaseFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}
