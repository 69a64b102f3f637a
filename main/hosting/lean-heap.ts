/** Main shares a memory budget with its OCR processes; V8 does not know that and takes what the machine has. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = NodeJS.GCFunction;

let collect: Collect | null | undefined;

/**
 * Collects this process's garbage now, some 50 ms, and gives the memory back. Left to itself V8 lets main grow by a
 * hundred megabytes after a long document; after a plain collection it keeps the pages that became free, and makes new
 * ones all the same: reading 20 dense pages main came to 150-170 MB, of which it used 17, and now stays below 140. Does
 * nothing where the runtime does not let it.
 */
export function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    // The flag counts for contexts made after it.
    collect = runInNewContext('typeof gc === "function" ? gc : null') as Collect | null;
  }
  collect?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/**
 * Keeps the space for new objects as small as it is now. It would double again and again while bills are read, to 48 MB,
 * although what main holds stays below 20: reading 20 dense pages, main took 106 MB instead of 135. Field reading, which
 * makes most of the garbage, takes 2-4 % longer. The flag is read whenever the space is about to grow, so it counts for
 * a process that runs already.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
