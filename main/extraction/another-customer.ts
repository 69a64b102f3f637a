/** Numbers that a bill names and that are not its own: a shared solar farm's, or the account that a balance came from. */
import { overlap } from './geometry.ts';
import type { Row } from './layout.ts';
import type { Box } from './page-reading.ts';
import { textOf } from './quantities.ts';

const another = /\b(host|satellite|transfer(red)?|former|previous|old)\b/i;

/** Whether the words of its line that stand before a number, or begin its label, say that it is another's. */
export function isAnothers({ runs }: Row, box: Box): boolean {
  const words = runs.find((run) => overlap(run.box, box))?.words ?? [];
  return another.test(textOf(words.filter((word) => word.box.left <= box.left)));
}
