import type { Database } from 'better-sqlite3';
import type { ReferenceLists } from '../intake/reference-lists.ts';

export type ReferenceListsTable = ReturnType<typeof createReferenceListsTable>;

type Rows = Omit<ReferenceLists, 'refreshedAt'>;

/** The lists as last fetched, for offline use. */
export function createReferenceListsTable(db: Database) {
  const all = db.prepare<[], { list: keyof Rows; rows: string; refreshed_at: number }>('SELECT * FROM reference_lists');
  const put = db.prepare<[string, string, number]>(
    `INSERT INTO reference_lists (list, rows, refreshed_at) VALUES (?, ?, ?)
     ON CONFLICT (list) DO UPDATE SET rows = excluded.rows, refreshed_at = excluded.refreshed_at`,
  );

  return {
    /** The lists that were ever fetched; `refreshedAt` is that of the oldest. */
    read(): Partial<Rows> & { readonly refreshedAt: number | null } {
      const rows = all.all();
      const lists: Partial<Rows> = Object.fromEntries(rows.map((row) => [row.list, JSON.parse(row.rows)]));
      return { ...lists, refreshedAt: rows.length === 0 ? null : Math.min(...rows.map((row) => row.refreshed_at)) };
    },
    replace<List extends keyof Rows>(list: List, rows: Rows[List], refreshedAt: number): void {
      put.run(list, JSON.stringify(rows), refreshedAt);
    },
  };
}
