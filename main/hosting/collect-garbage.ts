import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | null = null;

/**
 * Collects this process's garbage now, some 50 ms. Left to itself V8 lets main grow by a hundred megabytes after a long
 * document, because the machine has them; the budget that main shares with its OCR processes has not.
 */
export function collectGarbage(): void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
