import path from 'node:path';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '../result.ts';
import { isSqliteError } from './sqlite-error.ts';
import { inUse, type StorageProblem } from './storage-problem.ts';

export type InstanceLock = { readonly release: () => void };

/**
 * Claims the data folder for this process until `release` or the end of the process, however it ends.
 * The claim is SQLite's own file lock on a small file beside the database: unlike a pid file it is let go by the
 * system after a crash, and it works alike on Windows, macOS and Linux. The file itself stays; it means nothing alone.
 * Keep what is returned within reach: a lock that is garbage-collected is let go.
 */
export function acquireInstanceLock(dataFolder: string): Result<InstanceLock, StorageProblem> {
  const claim = new Database(path.join(dataFolder, 'intake.lock'), {
    // A predecessor that is just closing (restart after an update) gets a moment to let go.
    timeout: 1_000,
  });
  try {
    claim.pragma('locking_mode = EXCLUSIVE');
    claim.exec('BEGIN EXCLUSIVE');
    return ok({ release: () => claim.close() });
  } catch (cause) {
    claim.close();
    if (isSqliteError(cause, 'SQLITE_BUSY')) return err(inUse(dataFolder));
    throw cause;
  }
}
