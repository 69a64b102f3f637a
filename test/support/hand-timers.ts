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
    /** The clock goes on and nobody is called back, as when the computer sleeps: what became due is late. */
    sleep(forMs: number): void {
      nowMs += forMs;
    },
    /** Moves the clock on and calls back whatever is due by then. */
    turn(byMs: number): void {
      const untilMs = nowMs + byMs;
      for (;;) {
        const [next] = [...due].filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
        if (!next) break;
        nowMs = Math.max(nowMs, next.atMs);
        due.delete(next);
        next.callback();
      }
      nowMs = untilMs;
    },
  };
}
