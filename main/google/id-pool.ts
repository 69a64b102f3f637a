import { err, ok, type Result } from '../result.ts';
import type { DriveClient } from './drive-client.ts';
import type { GoogleProblem } from './google-problem.ts';

/** Ids reserved ahead at Drive, many at a time. One that was taken and never used costs nothing. */
export type IdPool = {
  readonly take: (signal: AbortSignal) => Promise<Result<string, GoogleProblem>>;
  /** Google no longer takes ids of this pool, nor those on their way into it: somebody else signed in. */
  readonly clear: () => void;
};

/** Everybody who needs an id waits for the same call; it ends with the patience of whoever asked first. */
type Refill = { readonly asker: AbortSignal; readonly done: Promise<GoogleProblem | null> };

export function createIdPool(drive: Pick<DriveClient, 'generateIds'>, batch = 100): IdPool {
  let ids: string[] = [];
  let refill: Refill | null = null;

  function startRefill(asker: AbortSignal): Refill {
    const into = ids;
    const reserve = async () => {
      try {
        const reserved = await drive.generateIds(batch, asker);
        if (!reserved.ok) return reserved.error;
        into.push(...reserved.value);
        return null;
      } finally {
        // Not that of somebody who signed in since.
        if (into === ids) refill = null;
      }
    };
    return { asker, done: reserve() };
  }

  return {
    take: async (signal) => {
      for (;;) {
        const id = ids.pop();
        if (id !== undefined) return ok(id);
        refill ??= startRefill(signal);
        const { asker, done } = refill;
        const problem = await done;
        const othersGaveUp = asker.aborted && !signal.aborted;
        if (problem !== null && !othersGaveUp) return err(problem);
      }
    },
    clear: () => {
      ids = [];
      refill = null;
    },
  };
}
