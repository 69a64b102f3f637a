import type { Database } from 'better-sqlite3';

type Job = {
  /** Answers how to tell its caller, to be called when all is on the disk. */
  readonly run: () => () => void;
  readonly fail: (cause: unknown) => void;
};

/**
 * Writes what is asked for in the same turn of the event loop in one transaction: the disk is waited for once, not once
 * each, and whoever clicks meanwhile has a turn. Resolves when it is on the disk; work that throws undoes only itself.
 */
export function createGroupCommit(db: Database) {
  const transaction = <T>(work: () => T): T => db.transaction(work).immediate();
  let waiting: Job[] = [];

  function commit(): void {
    const jobs = waiting;
    waiting = [];
    try {
      const tell = transaction(() => jobs.map((job) => job.run()));
      for (const each of tell) each();
    } catch (cause) {
      for (const job of jobs) job.fail(cause);
    }
  }

  return <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(commit);
      const run = () => {
        try {
          const done = transaction(work);
          return () => resolve(done);
        } catch (cause) {
          // A full disk ends the whole transaction, not only this part of it.
          if (!db.inTransaction) throw cause;
          return () => reject(cause);
        }
      };
      waiting.push({ run, fail: reject });
    });
}
