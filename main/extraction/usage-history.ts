/** A year of monthly use: from a table of months, or from bars with figures. */
import { median, overlap } from './geometry.ts';
import { hasFigures, readBars } from './history-bars.ts';
import { readAcross } from './history-row.ts';
import { hasTable, readTables } from './history-table.ts';
import { findLabels } from './labels.ts';
import type { Layout, Row } from './layout.ts';
import { monthsIn, monthsLikely } from './month-words.ts';
import type { Word } from './page-reading.ts';

export type Month = {
  /** From 0. */
  readonly month: number;
  /** Two digits; null when it isn't printed. */
  readonly year: number | null;
  readonly kwh: number;
  readonly words: readonly Word[];
  readonly repairs: number;
};
export type History = {
  readonly layout: Layout;
  /** Oldest first, no month missing between. */
  readonly months: readonly Month[];
};

/** Whether two looks at a page saw the same figure. */
export function isSameMonth(a: Month | undefined, b: Month | undefined): boolean {
  const [one, two] = [a?.words[0]?.onPage, b?.words[0]?.onPage];
  return one !== undefined && two !== undefined && overlap(one, two);
}

/** Fewer months than this may be anything; so many already tell that a year is printed. */
const fewestMonths = 3;

/** The longest unbroken series of months on the page. */
export function findHistory(layout: Layout): History | null {
  const tables = readTables(layout);
  const read = layout.reading.source === 'ocr' ? withoutSpecks : (entries: readonly Entry[]) => entries;
  // Of two years beside or below each other the newer one stands last.
  const [best] = [...tables.toReversed(), readBars(layout), readAcross(layout), tables.flat()]
    .map((entries) => longestRun(read(entries)))
    .sort((a, b) => b.length - a.length);
  return best && best.length >= fewestMonths ? { layout, months: best } : null;
}

/** So many months along a line are the floor of a year's bars. */
const monthsOfYear = 6;

/** Lines of months on a page that OCR read, over which a year may be drawn whose figures, if it has any, were lost. */
export function yearFloors({ reading, rows }: Layout): readonly Row[] {
  if (reading.source !== 'ocr') return [];
  return rows.filter((row) => Math.max(monthsIn(row).length, monthsLikely(row)) >= monthsOfYear);
}

const yearHeadings = [
  'Usage History',
  'Use History',
  'Your Electricity Use',
  'use - 13 months',
  'usage - 13 months',
] as const;

/** Whether a year seems to be drawn whose figures, if it has any, OCR may have lost. */
export const mayHideYear = (layout: Layout): boolean =>
  yearFloors(layout).length > 0 || (layout.reading.source === 'ocr' && findLabels(layout, yearHeadings).length > 0);

/** Whether OCR saw figures of a year: a table of months, or figures over bars. */
export const showsYear = (layout: Layout): boolean =>
  layout.reading.source === 'ocr' && (hasTable(layout) || hasFigures(layout));

/** One line of a table or one bar; what could not be read is null. */
export type Entry = {
  readonly month: number | null;
  readonly year: number | null;
  readonly figure: { readonly kwh: number; readonly word: Word; readonly repairs: number } | null;
};

/** A month of so small a share of the usual one is what was left of a figure, or a speck. */
const SPECK = 1 / 50;

function withoutSpecks(entries: readonly Entry[]): Entry[] {
  const usual = median(entries.flatMap(({ figure }) => figure?.kwh ?? []));
  return entries.map((entry) =>
    entry.figure && entry.figure.kwh < usual * SPECK ? { ...entry, figure: null } : entry,
  );
}

/** The longest series without a gap. Months that could not be read are counted on from those that could. */
function longestRun(entries: readonly Entry[]): Month[] {
  const dated = entries.filter((entry) => entry.month !== null && entry.year !== null && entry.figure);
  const series = [countOn(entries, 1), countOn(entries, -1).reverse()].map(longestOf);
  const byDate = longestOf(
    [...Map.groupBy(dated, (entry) => (entry.year ?? 0) * 12 + (entry.month ?? 0))]
      .sort(([a], [b]) => a - b)
      .flatMap(([, same]) => toMonth(same[0], same[0]?.month ?? 0) ?? []),
  );
  return [...series, byDate].reduce((best, run) => (run.length > best.length ? run : best), []);
}

/** Gives every entry the month its neighbours imply, when those that were read agree on it. */
function countOn(entries: readonly Entry[], step: 1 | -1): (Month | null)[] {
  const starts = entries.flatMap((entry, index) =>
    entry.month === null ? [] : [(((entry.month - step * index) % 12) + 12) % 12],
  );
  const votes = [...Map.groupBy(starts, (start) => start)].sort((a, b) => b[1].length - a[1].length);
  const [winner, rival] = votes;
  if (!winner || winner[1].length < starts.length * 0.6) return [];
  // A month misread as another stands alone: several that count on from elsewhere come after one that was lost.
  if (rival && rival[1].length > 1) return [];
  return entries.map((entry, index) =>
    toMonth({ ...entry, year: null }, (((winner[0] + step * index) % 12) + 12) % 12),
  );
}

function toMonth(entry: Entry | undefined, month: number): Month | null {
  return entry?.figure
    ? { month, year: entry.year, kwh: entry.figure.kwh, words: [entry.figure.word], repairs: entry.figure.repairs }
    : null;
}

function longestOf(ordered: readonly (Month | null)[]): Month[] {
  let best: Month[] = [];
  let run: Month[] = [];
  for (const month of ordered) {
    const last = run.at(-1);
    run = month === null ? [] : last && follows(last, month) ? [...run, month] : [month];
    if (run.length > best.length) best = run;
  }
  return best;
}

function follows(earlier: Month, later: Month): boolean {
  if ((earlier.month + 1) % 12 !== later.month) return false;
  if (earlier.year === null || later.year === null) return true;
  return later.year === earlier.year + (later.month === 0 ? 1 : 0);
}
