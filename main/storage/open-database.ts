import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '../result.ts';
import { listBackups } from './backup-files.ts';
import { acquireInstanceLock, type InstanceLock } from './instance-lock.ts';
import { databaseVersion, latestVersion, type Migration, migrate, migrations } from './migrations.ts';
import { saysDamaged, saysUnusable } from './sqlite-error.ts';
import { damaged, folderUnusable, newerDatabase, type StorageProblem } from './storage-problem.ts';

export const databaseFileName = 'intake.db';

export type OpenDatabase = {
  readonly db: Database.Database;
  /** Closes the database and lets the data folder go. */
  readonly close: () => void;
};

/**
 * Opens the one database of a data folder, claims the folder for this process, checks the file and brings its tables
 * up to date. Makes folder and file when they aren't there. On a problem nothing is changed and nothing stays open.
 */
export function openDatabase(
  dataFolder: string,
  list: readonly Migration[] = migrations,
): Result<OpenDatabase, StorageProblem> {
  try {
    mkdirSync(dataFolder, { recursive: true });
    const lock = acquireInstanceLock(dataFolder);
    if (!lock.ok) return lock;
    return openHolding(lock.value, dataFolder, list);
  } catch (cause) {
    if (saysUnusable(cause)) return err(folderUnusable(dataFolder, cause));
    throw cause;
  }
}

/** The lock goes with the database: let go when it closes, and when it can't be opened. */
function openHolding(
  lock: InstanceLock,
  dataFolder: string,
  list: readonly Migration[],
): Result<OpenDatabase, StorageProblem> {
  let kept = false;
  try {
    const opened = openLocked(dataFolder, list);
    if (!opened.ok) return opened;
    const db = opened.value;
    kept = true;
    return ok({
      db,
      close() {
        db.close();
        lock.release();
      },
    });
  } finally {
    if (!kept) lock.release();
  }
}

function openLocked(dataFolder: string, list: readonly Migration[]): Result<Database.Database, StorageProblem> {
  const file = path.join(dataFolder, databaseFileName);
  const backups = listBackups(dataFolder);
  // An empty new database in place of a lost one would look as if all submissions were gone; SQLite takes an empty file for one.
  const isLost = !existsSync(file) || statSync(file).size === 0;
  if (isLost && backups.length > 0) return err(damaged('the file is missing or empty', backups));

  const db = new Database(file, { timeout: 5_000 });
  try {
    const version = databaseVersion(db);
    if (version > latestVersion(list)) {
      db.close();
      return err(newerDatabase(version, latestVersion(list)));
    }
    const fault = integrityFault(db);
    if (fault) {
      db.close();
      return err(damaged(fault, backups));
    }
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    migrate(db, list);
    return ok(db);
  } catch (cause) {
    db.close();
    if (saysDamaged(cause)) return err(damaged(cause.message, backups));
    throw cause;
  }
}

/** What SQLite finds wrong with the file, or null. Reads all of it: tens of milliseconds for each 10 MB. */
export function integrityFault(db: Database.Database): string | null {
  const answer = String(db.pragma('quick_check(1)', { simple: true }));
  return answer === 'ok' ? null : answer;
}
