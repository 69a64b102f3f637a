import { err, ok, type Result } from '../result.ts';
import type { DriveClient } from './drive-client.ts';
import type { GoogleProblem } from './google-problem.ts';

/** Ids reserved ahead at Drive, many at a time. One that was taken and never used costs nothing. */
export type IdPool = {
  readonly take: (signal: AbortSignal) => Promise<Result<string, GoogleProblem>>;
  /** Google no longer takes ids of this pool: somebody else signed in. */
  readonly clear: () => void;
};

export function createIdPool(drive: Pick<DriveClient, 'generateIds'>, batch = 100): IdPool {
  let ids: string[] = [];
  let refilling: Promise<GoogleProblem | null> | null = null;

  async function refill(signal: AbortSignal): Promise<GoogleProblem | null> {
    try {
      const reserved = await drive.generateIds(batch, signal);
      if (!reserved.ok) return reserved.error;
      ids.push(...reserved.value);
      return null;
    } finally {
      refilling = null;
    }
  }

  return {
    take: async (signal) => {
      for (;;) {
        const id = ids.pop();
        if (id !== undefined) return ok(id);
        refilling ??= refill(signal);
        const problem = await refilling;
        if (problem !== null) return err(problem);
      }
    },
    clear: () => {
      ids = [];
    },
  };
}
