import { type Schedule, scheduleWithTimer } from './delivery-loop.ts';

export type RecurringWork<T> = {
  /** Works now and then again and again. */
  readonly start: () => void;
  /** Begins nothing more and waits until what runs has ended. */
  readonly stop: () => Promise<void>;
  /** At once; what runs already is waited for and not begun a second time. */
  readonly run: () => Promise<T>;
  readonly isRunning: () => boolean;
  /** Aborts with `stop`. */
  readonly stopping: AbortSignal;
};

/** Something to be done in the background by itself, and at once when asked for; never twice at the same time. */
export function createRecurringWork<T>({
  work,
  everyMs,
  onChange = () => {},
  schedule = scheduleWithTimer,
}: {
  /** Must not reject. */
  readonly work: () => Promise<T>;
  /** From one end to the next beginning. */
  readonly everyMs: number;
  /** It began or ended. */
  readonly onChange?: (() => void) | undefined;
  readonly schedule?: Schedule | undefined;
}): RecurringWork<T> {
  const stopping = new AbortController();
  let running: Promise<T> | null = null;
  let cancelTimer = () => {};

  function run(): Promise<T> {
    if (running) return running;
    running = work().finally(() => {
      running = null;
      onChange();
    });
    onChange();
    return running;
  }

  function runAgainAndAgain(): void {
    if (stopping.signal.aborted) return;
    void run().finally(() => {
      if (!stopping.signal.aborted) cancelTimer = schedule(everyMs, runAgainAndAgain);
    });
  }

  return {
    start: runAgainAndAgain,
    stop: async () => {
      stopping.abort();
      cancelTimer();
      await running;
    },
    run,
    isRunning: () => running !== null,
    stopping: stopping.signal,
  };
}
