import Database from 'better-sqlite3';

type SqliteError = InstanceType<typeof Database.SqliteError>;

/** True for an error of this primary code or one of its extended codes (SQLITE_BUSY also matches SQLITE_BUSY_SNAPSHOT). */
export function isSqliteError(cause: unknown, ...codes: readonly string[]): cause is SqliteError {
  return (
    cause instanceof Database.SqliteError &&
    codes.some((code) => cause.code === code || cause.code.startsWith(`${code}_`))
  );
}

/** The file is not, or no longer, a readable database. */
export function saysDamaged(cause: unknown): cause is SqliteError {
  return isSqliteError(cause, 'SQLITE_CORRUPT', 'SQLITE_NOTADB');
}

/** The disk or the rights on it are at fault, not the file's content. */
export function saysUnusable(cause: unknown): boolean {
  const ofTheDisk = ['SQLITE_CANTOPEN', 'SQLITE_IOERR', 'SQLITE_FULL', 'SQLITE_READONLY', 'SQLITE_PERM'];
  return isSqliteError(cause, ...ofTheDisk) || (cause instanceof Error && 'syscall' in cause);
}

/** Another program, or another part of this one, holds what is asked for. */
export function saysBusy(cause: unknown): boolean {
  return isSqliteError(cause, 'SQLITE_BUSY', 'SQLITE_LOCKED');
}
