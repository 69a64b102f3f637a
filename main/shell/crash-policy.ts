/** Whether a page that crashed is loaded again, or crashes so often that a person has to be asked. */
export type CrashPolicy = { readonly afterCrash: () => 'reload' | 'ask' };

const MOST_CRASHES = 3;
const WITHIN_MS = 60_000;

export function createCrashPolicy(now: () => number): CrashPolicy {
  let crashes: readonly number[] = [];
  return {
    afterCrash: () => {
      crashes = [...crashes.filter((at) => now() - at < WITHIN_MS), now()];
      return crashes.length > MOST_CRASHES ? 'ask' : 'reload';
    },
  };
}
