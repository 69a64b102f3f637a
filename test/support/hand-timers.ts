import type { Timers } from '../../main/documents/timers.ts';

/** A clock turned by hand. Callbacks run in the order of their times, as they would. */
export function handTimers() {
  let nowMs = 0;
  const due = new Set<{ readonly atMs: number; readonly callback: () => void }>();
  const timers: Timers = {
    after: (delayMs, callback) => {
      const timer = { atMs: nowMs + delayMs, callback };
      due.add(timer);
      return () => due.delete(timer);
    },
  };
  return {
    timers,
    nowMs: () => nowMs,
    /** Moves the clock on and calls back whatever is due by then. */
    turn(byMs: number): void {
      const untilMs = nowMs + byMs;
      for (;;) {
        const [next] = [...due].filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
        if (!next) break;
        nowMs = next.atMs;
        due.delete(next);
        next.callback();
      }
      nowMs = untilMs;
    },
  };
}
