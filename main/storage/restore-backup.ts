import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '../result.ts';
import { listBackups } from './backup-files.ts';
import { acquireInstanceLock } from './instance-lock.ts';
import { databaseVersion } from './migrations.ts';
import { databaseFileName, integrityFault } from './open-database.ts';
import { createSettingsTable } from './settings.ts';
import { saysDamaged, saysUnusable } from './sqlite-error.ts';
import { type Backup, damaged, folderUnusable, type StorageProblem } from './storage-problem.ts';

export type Restored = {
  readonly from: Backup;
  /** Where the damaged files lie now; null when there were none. */
  readonly setAside: string | null;
};

/**
 * Puts the newest sound backup in the database's place. The database must be closed. What was there is moved to
 * `<data>/set-aside-<time>/`, never deleted, and only once the backup has proved sound.
 */
export function restoreBackup({
  dataFolder,
  now,
}: {
  dataFolder: string;
  now: () => number;
}): Result<Restored, StorageProblem> {
  try {
    const lock = acquireInstanceLock(dataFolder);
    if (!lock.ok) return lock;
    try {
      return restoreHolding(dataFolder, now());
    } finally {
      lock.value.release();
    }
  } catch (cause) {
    if (saysUnusable(cause)) return err(folderUnusable(dataFolder, cause));
    throw cause;
  }
}

function restoreHolding(dataFolder: string, at: number): Result<Restored, StorageProblem> {
  const candidate = path.join(dataFolder, `${databaseFileName}.restoring`);
  const sound = listBackups(dataFolder).find((backup) => prepareCandidate(backup.path, candidate, at));
  if (!sound) return err(damaged('no backup is readable either', []));
  const setAside = setCurrentAside(dataFolder, at);
  renameSync(candidate, path.join(dataFolder, databaseFileName));
  return ok({ from: sound, setAside });
}

/**
 * Of settings: when a backup was put in the database's place, UTC ms, and not before the newest submission in it, whatever
 * the clock says. What was begun until then may have been delivered since.
 */
export const RESTORED_AT = 'restoredAt';

/**
 * Copies the backup and checks the copy. What was still owed on that day may have been delivered since, so all of
 * it is marked to be looked up before it is repeated; and so may be what was a draft then.
 */
function prepareCandidate(backup: string, candidate: string, at: number): boolean {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${candidate}${suffix}`, { force: true });
  copyFileSync(backup, candidate);
  const db = new Database(candidate);
  try {
    if (integrityFault(db) || databaseVersion(db) === 0) return false;
    db.exec(`UPDATE outbox SET in_doubt = 1 WHERE state <> 'delivered'`);
    const newest = db.prepare<[], { at: number | null }>('SELECT max(created_at) AS at FROM submissions').get();
    createSettingsTable(db).write({ [RESTORED_AT]: Math.max(at, newest?.at ?? 0) });
    return true;
  } catch (cause) {
    if (saysDamaged(cause)) return false;
    throw cause;
  } finally {
    db.close();
  }
}

function setCurrentAside(dataFolder: string, at: number): string | null {
  const names = ['', '-wal', '-shm']
    .map((suffix) => `${databaseFileName}${suffix}`)
    .filter((name) => existsSync(path.join(dataFolder, name)));
  if (names.length === 0) return null;
  const folder = path.join(dataFolder, `set-aside-${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}`);
  mkdirSync(folder, { recursive: true });
  // Companions first: should this be cut short, the main file is still there and the next restore finishes the job.
  for (const name of names.reverse()) renameSync(path.join(dataFolder, name), path.join(folder, name));
  return folder;
}
