/** A year of monthly use: from a table of months, or from bars with figures. */
import { readNumber } from './digits.ts';
import { bottomOf, middleX, rightOf } from './geometry.ts';
import type { Layout, Row } from './layout.ts';
import { type MonthWord, monthsIn } from './month-words.ts';
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

/** Fewer months than this may be anything; so many already tell that a year is printed. */
const fewestMonths = 3;

/** The longest unbroken series of months on the page. */
export function findHistory(layout: Layout): History | null {
  const [best] = [...readTables(layout), readBars(layout)]
    .map((entries) => longestRun(entries))
    .concat([longestRun(readTables(layout).flat())])
    .sort((a, b) => b.length - a.length);
  return best && best.length >= fewestMonths ? { layout, months: best } : null;
}

/** One line of a table or one bar; what could not be read is null. */
type Entry = {
  readonly month: number | null;
  readonly year: number | null;
  readonly figure: { readonly kwh: number; readonly word: Word; readonly repairs: number } | null;
};

/** `Nov 24   812   31   26.2`, month below month: one list of entries for each column of months. */
function readTables(layout: Layout): Entry[][] {
  const heads = layout.rows.flatMap((row) => row.words.filter((word) => /^\W*kwh\W*$/i.test(word.text)));
  return columnsOfMonths(layout).map((column) => {
    const [first, last] = [column.starts[0], column.starts.at(-1)];
    if (!first || !last) return [];
    const rows = layout.rows.filter(
      (row) =>
        row.box.top > first.row.box.top - 1.2 * column.pitch && row.box.top < last.row.box.top + 1.2 * column.pitch,
    );
    const head = heads
      .filter(
        (word) =>
          bottomOf(word.box) < first.row.box.top + layout.height &&
          word.box.left > column.left - 2 * layout.height &&
          word.box.left < column.right,
      )
      .at(-1);
    return rows.flatMap((row) => {
      const start = column.starts.find((candidate) => candidate.row === row)?.month ?? null;
      const cells = row.words.filter(
        (word) =>
          word.box.left > column.left + layout.height &&
          word.box.left < column.right &&
          !(start?.words.includes(word) ?? false),
      );
      const figure = figureIn(cells, head);
      return start || figure ? [{ month: start?.month ?? null, year: start?.year ?? null, figure }] : [];
    });
  });
}

function figureIn(cells: readonly Word[], head: Word | undefined): Entry['figure'] {
  const cell = head ? cells.find((word) => isUnder(word, head)) : isLonely(cells) ? cells[0] : undefined;
  const read = cell && readNumber(cell.text);
  return cell && read && Number.isInteger(read.value) ? { kwh: read.value, word: cell, repairs: read.repairs } : null;
}

const isLonely = (cells: readonly Word[]) => cells.length === 1 || /kwh/i.test(cells[1]?.text ?? '');
const isUnder = (cell: Word, head: Word) =>
  cell.box.left < rightOf(head.box) + head.box.height && rightOf(cell.box) > head.box.left - head.box.height;

type Start = { readonly row: Row; readonly month: MonthWord };
type Column = {
  readonly left: number /** Where the next column of months begins. */;
  readonly right: number;
  readonly pitch: number;
  readonly starts: readonly Start[];
};

/** Months that stand below each other. */
function columnsOfMonths(layout: Layout): Column[] {
  const lists: Start[][] = [];
  for (const row of layout.rows) {
    for (const month of monthsIn(row)) {
      const list = lists.find((candidate) => {
        const last = candidate.at(-1);
        return (
          last !== undefined &&
          last.row !== row &&
          Math.abs((last.month.words[0]?.box.left ?? 0) - (month.words[0]?.box.left ?? 0)) < 1.5 * row.height &&
          row.box.top - bottomOf(last.row.box) < 4 * row.height
        );
      });
      if (list) list.push({ row, month });
      else lists.push([{ row, month }]);
    }
  }
  const columns = lists.filter((list) => list.length >= 3);
  return columns.map((starts) => {
    const left = Math.min(...starts.map((start) => start.month.words[0]?.box.left ?? 0));
    const others = columns
      .map((other) => other[0]?.month.words[0]?.box.left ?? 0)
      .filter((other) => other > left + 4 * layout.height);
    const tops = starts.map((start) => start.row.box.top);
    const gaps = tops.slice(1).map((top, index) => top - (tops[index] ?? 0));
    return { left, right: Math.min(...others, left + 45 * layout.height), pitch: Math.min(...gaps), starts };
  });
}

/** Month names along a floor, one figure above each. */
function readBars(layout: Layout): Entry[] {
  for (const [rowIndex, row] of layout.rows.entries()) {
    const months = monthsIn(row);
    if (months.length < fewestMonths) continue;
    const above = layout.rows
      .slice(0, rowIndex)
      .flatMap((other) => other.words)
      .filter((word) => row.box.top - word.box.top < 16 * row.height);
    return months.map((month) => {
      const over = above.flatMap((word) => {
        const read =
          Math.abs(middleX(word.box) - middleX(month.words[0]?.box ?? row.box)) < 1.6 * row.height
            ? readNumber(word.text)
            : null;
        return read && Number.isInteger(read.value) ? [{ kwh: read.value, word, repairs: read.repairs }] : [];
      });
      return { month: month.month, year: month.year, figure: over.length === 1 ? (over[0] ?? null) : null };
    });
  }
  return [];
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
  const [winner] = votes;
  if (!winner || winner[1].length < starts.length * 0.6) return [];
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
