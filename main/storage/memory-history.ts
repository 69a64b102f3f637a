import type { Database } from 'better-sqlite3';

export type MemoryHistoryTable = ReturnType<typeof createMemoryHistoryTable>;

/** Memory of main and OCR processes together over one minute. */
export type MemoryMinute = {
  /** Start of the minute. */
  readonly minuteAt: number;
  readonly peakBytes: number;
  readonly meanBytes: number;
  readonly processes: number;
};

/** One row a minute; `prune` keeps it bounded. */
export function createMemoryHistoryTable(db: Database) {
  const put = db.prepare<[number, number, number, number]>(
    `INSERT INTO memory_history (minute_at, peak_bytes, mean_bytes, processes) VALUES (?, ?, ?, ?)
     ON CONFLICT (minute_at) DO UPDATE
     SET peak_bytes = max(peak_bytes, excluded.peak_bytes), mean_bytes = excluded.mean_bytes, processes = excluded.processes`,
  );
  const since = db.prepare<[number], { minute_at: number; peak_bytes: number; mean_bytes: number; processes: number }>(
    'SELECT * FROM memory_history WHERE minute_at >= ? ORDER BY minute_at',
  );
  const prune = db.prepare<[number]>('DELETE FROM memory_history WHERE minute_at < ?');

  return {
    put(minute: MemoryMinute): void {
      put.run(minute.minuteAt, minute.peakBytes, minute.meanBytes, minute.processes);
    },
    /** Oldest first. */
    since(from: number): readonly MemoryMinute[] {
      return since.all(from).map((row) => ({
        minuteAt: row.minute_at,
        peakBytes: row.peak_bytes,
        meanBytes: row.mean_bytes,
        processes: row.processes,
      }));
    },
    prune(before: number): void {
      prune.run(before);
    },
  };
}
