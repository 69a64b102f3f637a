import type { MemoryHistoryTable } from '../storage/memory-history.ts';

type Memory = { readonly totalBytes: number; readonly processes: readonly unknown[] };

export type MemoryHistoryParts = {
  readonly table: MemoryHistoryTable;
  /** Samples come about twice a second while bills are read, and not at all otherwise. */
  readonly onMemory: (listener: (memory: Memory) => void) => () => void;
  /** UTC milliseconds. */
  readonly now: () => number;
};

const MINUTE_MS = 60_000;
const KEPT_MS = 7 * 24 * 60 * MINUTE_MS;

/** Keeps one row for each minute in which memory was measured, for seven days. Returns how to stop, which keeps the last. */
export function recordMemoryHistory({ table, onMemory, now }: MemoryHistoryParts): () => void {
  let minute = { minuteAt: 0, peakBytes: 0, sumBytes: 0, samples: 0, processes: 0 };

  const keep = () => {
    const { minuteAt, peakBytes, sumBytes, samples, processes } = minute;
    if (samples === 0) return;
    table.put({ minuteAt, peakBytes, meanBytes: Math.round(sumBytes / samples), processes });
    table.prune(minuteAt - KEPT_MS);
  };

  const stopListening = onMemory(({ totalBytes, processes }) => {
    const minuteAt = Math.floor(now() / MINUTE_MS) * MINUTE_MS;
    if (minuteAt !== minute.minuteAt) {
      keep();
      minute = { minuteAt, peakBytes: 0, sumBytes: 0, samples: 0, processes: 0 };
    }
    minute.peakBytes = Math.max(minute.peakBytes, totalBytes);
    minute.sumBytes += totalBytes;
    minute.samples += 1;
    minute.processes = Math.max(minute.processes, processes.length);
  });
  return () => {
    stopListening();
    keep();
  };
}
