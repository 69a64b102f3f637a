import type { Database } from 'better-sqlite3';

export type SettingsTable = ReturnType<typeof createSettingsTable>;

/** Settings by key, as any JSON. What they mean, and what counts as valid, is for the reader to say. */
export function createSettingsTable(db: Database) {
  const all = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings');
  const put = db.prepare<[string, string]>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare<[string]>('DELETE FROM settings WHERE key = ?');
  const writeAll = db.transaction((change: Readonly<Record<string, unknown>>) => {
    for (const [key, value] of Object.entries(change)) {
      if (value === undefined) remove.run(key);
      else put.run(key, JSON.stringify(value));
    }
  });

  return {
    read(): Readonly<Record<string, unknown>> {
      return Object.fromEntries(all.all().map((row) => [row.key, JSON.parse(row.value)]));
    },
    /** All keys of the change or none; `undefined` forgets a key; the others stay. */
    write(change: Readonly<Record<string, unknown>>): void {
      writeAll(change);
    },
  };
}
