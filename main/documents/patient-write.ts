import type { Log, LogFacts } from '../diagnostics/log.ts';
import { saysBusy, saysUnusable } from '../storage/sqlite-error.ts';
import type { Timers } from './timers.ts';

/** Resolves when it is written, or given up by the stop. Throws what is no fault of the disk or of another program. */
export type PatientWrite = (write: () => void, facts: LogFacts) => Promise<void>;

export type PatientWriteParts = {
  readonly isStopped: () => boolean;
  readonly timers: Timers;
  readonly log: Log;
};

/** Twice as long as SQLite itself waits for a lock, and main with it. */
const TRY_AGAIN_MS = 10_000;

/**
 * For results that took long to make: while the disk is full or another program holds the database, the same write is
 * tried again and again. After a refusal nothing is tried for a while, whoever asks.
 */
export function createPatientWrite({ isStopped, timers, log }: PatientWriteParts): PatientWrite {
  let nextTry: Promise<void> | null = null;

  const pause = () =>
    new Promise<void>((resolve) => {
      timers.after(TRY_AGAIN_MS, () => {
        nextTry = null;
        resolve();
      });
    });

  return async (write, facts) => {
    for (;;) {
      while (nextTry) await nextTry;
      if (isStopped()) return;
      try {
        return write();
      } catch (cause) {
        if (!saysBusy(cause) && !saysUnusable(cause)) throw cause;
        log.error('documents: result not kept yet', cause, facts);
        nextTry = pause();
      }
    }
  };
}
