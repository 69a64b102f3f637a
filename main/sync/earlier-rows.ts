import { rowHeaders, type SubmissionRow } from './submission-row.ts';

/** The item under which a destination keeps that a row is to be looked at once more. The storage finds these by this name. */
export const SECOND_LOOK_ITEM = 'second-look';

/** Nobody edits a row more often within the minutes until it is looked at. */
const MOST_EARLIER = 10;

/** Rows as a receipt holds them: all of `rowHeaders`, one row after another. */
export const rowsIn = (texts: readonly string[]): readonly SubmissionRow[] =>
  Array.from({ length: Math.floor(texts.length / rowHeaders.length) }, (_, n) =>
    texts.slice(n * rowHeaders.length, (n + 1) * rowHeaders.length),
  );

/**
 * What a row held that is to hold these cells now, newest first, to be kept until it is looked at: so long another
 * desktop's write may put back any of it. `delivered`: its cells until now; `earlier`: what was kept of it already.
 */
export function heldBefore(
  cells: SubmissionRow,
  delivered: SubmissionRow | null,
  earlier: readonly string[],
): readonly string[] {
  const known = [delivered ?? [], ...rowsIn(earlier)];
  const others = known.filter((row) => row.some((text, index) => text !== cells[index]));
  return others.slice(0, MOST_EARLIER).flat();
}
