import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = () => void;

let collect: Collect | null | undefined;

/**
 * Collects this process's garbage now, some 50 ms. Left to itself V8 lets main grow by a hundred megabytes after a long
 * document, because the machine has them; the budget that main shares with its OCR processes has not. Does nothing where
 * the runtime does not let it.
 */
export function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    // The flag counts for contexts made after it.
    collect = runInNewContext('typeof gc === "function" ? gc : null') as Collect | null;
  }
  collect?.();
}
