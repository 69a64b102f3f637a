/** Lines of text that belong together by where they stand. */
import { bottomOf, median, rightOf } from './geometry.ts';
import { type LabelHit, wordsAfter } from './labels.ts';
import { createRun, isColumnGap, type Layout, type Row, type Run } from './layout.ts';
import { withinColumn } from './next-column.ts';
import type { Box, Word } from './page-reading.ts';

/** Lines further apart than this many word heights don't belong together; a lost line between two must fit. */
const lineGap = 2.8;
/** Gaps up to this many word heights within a block may be where a word was lost. */
const lostWord = 5;

/** The words behind a label on its row, up to a column's gap. */
export function lineAfter(hit: LabelHit, options: { readonly firstGap: number }): Run | null {
  const taken: Word[] = [];
  for (const word of wordsAfter(hit)) {
    const last = taken.at(-1);
    if (last ? isColumnGap(last, word, hit.row) : word.box.left - rightOf(hit.box) > options.firstGap * hit.row.height)
      break;
    taken.push(word);
  }
  return taken.length > 0 ? createRun(taken) : null;
}

/** Up to `count` lines below a box that start at `left`, each close to the one before. */
export function linesBelow(
  layout: Layout,
  from: { readonly bottom: number; readonly left: number; readonly right: number },
  count: number,
): Run[] {
  const lines: Run[] = [];
  let bottom = from.bottom;
  for (const row of layout.rows) {
    if (lines.length === count) break;
    // Told from the row alone: cutting a run out of every row of the page would take most of field reading.
    const reach = lineGap * Math.max(row.height, layout.height);
    if (bottomOf(row.box) <= bottom || row.box.top - bottom > reach) continue;
    const run = startingAt(row, from.left, from.right);
    if (!run || run.box.top + run.box.height / 2 <= bottom) continue;
    if (run.box.top - bottom > reach) break;
    lines.push(run);
    bottom = bottomOf(run.box);
  }
  return lines;
}

/** The run of a row that starts at `left`, cut where the next column begins. */
function startingAt(row: Row, left: number, right: number): Run | null {
  const slack = 1.6 * row.height;
  for (const [index, run] of row.runs.entries()) {
    if (rightOf(run.box) < left - slack || run.box.left > left + slack) {
      // OCR may have closed the gap to the column on the left: look for a word that starts here.
      const at = run.words.findIndex((word) => Math.abs(word.box.left - left) < slack * 0.6);
      if (at > 0 && run.box.left < left) return cutAt(run.words.slice(at), right);
      continue;
    }
    return cutAt(withinReach(run, row.runs.slice(index + 1), row), right);
  }
  return null;
}

/** A word that OCR lost leaves a gap in a line that is no column's. */
function withinReach(run: Run, others: readonly Run[], row: Row): Word[] {
  const words = [...run.words];
  for (const other of others) {
    const last = words.at(-1);
    if (!last || other.box.left - rightOf(last.box) > lostWord * row.height) break;
    words.push(...other.words);
  }
  return words;
}

function cutAt(words: readonly Word[], right: number): Run | null {
  const kept = withinColumn(words).filter((word) => word.box.left < right);
  return kept.length > 0 ? createRun(kept) : null;
}

/** Where the column of a label ends: at the next run to its right on the label's own row. */
export function columnEnd(layout: Layout, hit: LabelHit): number {
  const next = hit.row.runs.find((run) => run.box.left > rightOf(hit.box) + 1.2 * hit.row.height);
  return next ? next.box.left - 0.5 * hit.row.height : layout.reading.width * 10;
}

/** The nearest line above a box whose left or right edge stands where the box's does; with `over`, that stands over it. */
export function lineAbove(
  layout: Layout,
  box: { readonly top: number; readonly left: number; readonly right: number },
  options: {
    readonly align: 'left' | 'right' | 'over';
    readonly reach: number;
    readonly accept: (run: Run) => boolean;
  },
): Run | null {
  for (const row of layout.rows.toReversed()) {
    // Told from the row alone: nearly every row of the page is too far above the box, or below it.
    if (box.top - bottomOf(row.box) > options.reach * layout.height) continue;
    if (box.top - row.box.top < -0.5 * row.height) continue;
    const slack = 2.2 * row.height;
    for (const run of row.runs.toReversed()) {
      // The box around a tilted line reaches into its neighbours.
      const gap = box.top - median(run.words.map((word) => bottomOf(word.box)));
      if (gap < -0.5 * row.height || gap > options.reach * layout.height) continue;
      if (isAligned(run.box, box, options.align, slack) && options.accept(run)) return run;
    }
  }
  return null;
}

function isAligned(
  { left, width }: Box,
  box: { readonly left: number; readonly right: number },
  align: 'left' | 'right' | 'over',
  slack: number,
): boolean {
  switch (align) {
    case 'left':
      return Math.abs(left - box.left) < slack;
    case 'right':
      return Math.abs(left + width - box.right) < slack;
    case 'over':
      return Math.min(left + width, box.right) - Math.max(left, box.left) > 0.6 * Math.min(width, box.right - box.left);
    default:
      return align satisfies never;
  }
}
