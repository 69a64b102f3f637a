import type { Database } from 'better-sqlite3';
import { firstTables } from './migrations/001-first-tables.ts';
import { queue } from './migrations/002-queue.ts';
import { secondLooks } from './migrations/003-second-looks.ts';

export type Migration = { readonly version: number; readonly run: (db: Database) => void };

/** Forward-only and numbered without gaps. A shipped one is never edited: add the next. */
export const migrations: readonly Migration[] = [
  { version: 1, run: (db) => db.exec(firstTables) },
  { version: 2, run: (db) => db.exec(queue) },
  { version: 3, run: (db) => db.exec(secondLooks) },
];

export function latestVersion(list: readonly Migration[] = migrations): number {
  return list.at(-1)?.version ?? 0;
}

export function databaseVersion(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Brings the database to the newest version: all missing steps in one transaction, or none of them. */
export function migrate(db: Database, list: readonly Migration[] = migrations): void {
  const missing = list.filter((migration) => migration.version > databaseVersion(db));
  if (missing.length === 0) return;
  db.transaction(() => {
    for (const migration of missing) {
      migration.run(db);
      db.pragma(`user_version = ${migration.version}`);
    }
  }).immediate();
}
