/** A year printed as a table: a month and its figures on each line. */
import { bottomOf, rightOf } from './geometry.ts';
import { createRun, type Layout, type Row, type Run } from './layout.ts';
import { type MonthWord, monthsIn } from './month-words.ts';
import type { Word } from './page-reading.ts';
import { readSigned } from './quantities.ts';
import type { Entry } from './usage-history.ts';

/** `Nov 24   812   31   26.2`, month below month: one list of entries for each column of months. */
export function readTables(layout: Layout): Entry[][] {
  const heads = findHeads(layout);
  return columnsOfMonths(layout).map((column) => {
    const [first, last] = [column.starts[0], column.starts.at(-1)];
    if (!first || !last) return [];
    const rows = layout.rows.filter(
      (row) =>
        row.box.top > first.row.box.top - 1.2 * column.pitch && row.box.top < last.row.box.top + 1.2 * column.pitch,
    );
    const head = heads.findLast(
      ({ box }) =>
        bottomOf(box) < first.row.box.top + layout.height &&
        first.row.box.top - bottomOf(box) < HEAD_ABOVE * layout.height &&
        box.left > column.left - 2 * layout.height &&
        box.left < column.right,
    );
    return rows.flatMap((row) => {
      const start = column.starts.find((candidate) => candidate.row === row)?.month ?? null;
      const cells = row.words.filter(
        (word) =>
          word.box.left > column.left + layout.height &&
          word.box.left < column.right &&
          !(start?.words.includes(word) ?? false),
      );
      const figure = figureIn(cells, head, layout);
      return start || figure ? [{ month: start?.month ?? null, year: start?.year ?? null, figure }] : [];
    });
  });
}

/** So many months below each other are a year, or part of one. */
const monthsOfTable = 6;

/** Whether a table of months is printed, whatever was read of its figures. */
export const hasTable = (layout: Layout) =>
  layout.rows.some(isHeading) || columnsOfMonths(layout).some((column) => monthsOf(column) >= monthsOfTable);

/** Readings of several periods of day stand below each other, too, all of the same two dates. */
const monthsOf = ({ starts }: Column) => new Set(starts.map(({ month }) => month.month)).size;

/** `Month   kWh   Days`, and nothing between that would make it a sentence. */
function isHeading({ words }: Row): boolean {
  const texts = words.map(({ text }) => text.toUpperCase().replace(/\W/g, ''));
  const month = texts.indexOf('MONTH');
  return month >= 0 && texts.slice(month + 1, month + 3).includes('KWH');
}

/** In heights of the page's words: a heading of three lines. */
const HEAD_ABOVE = 5;

/** Headings of columns of use: those that say kWh, or else those that say use; never those of daily averages. */
function findHeads(layout: Layout): Run[] {
  const saying = (unit: RegExp) =>
    layout.rows.flatMap((row) =>
      row.words.flatMap((word, index) => (unit.test(word.text) ? [headingAround(row, index)] : [])),
    );
  const inKwh = saying(/^\W*kwh\W*$/i);
  const heads = inKwh.length > 0 ? inKwh : saying(/^\W*(usage|use|used)\W*$/i);
  return heads.filter(({ text }) => !/average|avg|daily|\/\s?day/i.test(text));
}

/** Columns stand further apart than the words of a heading, in heights of the row. */
const WITHIN_HEADING = 0.8;

/** The words right before and behind that belong to the same heading. */
function headingAround({ words, height }: Row, index: number): Run {
  let [first, last] = [index, index];
  const isNear = (left: Word | undefined, right: Word | undefined) =>
    left !== undefined && right !== undefined && right.box.left - rightOf(left.box) < WITHIN_HEADING * height;
  while (isNear(words[first - 1], words[first])) first -= 1;
  while (isNear(words[last], words[last + 1])) last += 1;
  return createRun(words.slice(first, last + 1));
}

function figureIn(cells: readonly Word[], head: Run | undefined, layout: Layout): Entry['figure'] {
  const cell = head ? cells.find((word) => isUnder(word, head)) : isLonely(cells) ? cells[0] : undefined;
  const read = cell && readSigned(cell.text, layout);
  return cell && read && Number.isInteger(read.value) ? { kwh: read.value, word: cell, repairs: read.repairs } : null;
}

const isLonely = (cells: readonly Word[]) => cells.length === 1 || /kwh/i.test(cells[1]?.text ?? '');
const isUnder = (cell: Word, head: Run) =>
  cell.box.left < rightOf(head.box) + head.box.height && rightOf(cell.box) > head.box.left - head.box.height;

type Start = { readonly row: Row; readonly month: MonthWord };
type Column = {
  readonly left: number;
  /** Where the next column of months begins. */
  readonly right: number;
  readonly pitch: number;
  readonly starts: readonly Start[];
};

/** Months that stand below each other. */
function columnsOfMonths(layout: Layout): Column[] {
  const lists: Start[][] = [];
  for (const row of layout.rows) {
    if (isHeadOfFigures(row)) continue;
    for (const month of monthsIn(row)) {
      if (isOfCharge(month, row)) continue;
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
    const left = leftOf(starts);
    const others = columns
      .filter((other) => areBeside(other, starts))
      .map(leftOf)
      .filter((other) => other > left + 4 * layout.height);
    const tops = starts.map((start) => start.row.box.top);
    const gaps = tops.slice(1).map((top, index) => top - (tops[index] ?? 0));
    return { left, right: Math.min(...others, left + 45 * layout.height), pitch: Math.min(...gaps), starts };
  });
}

/** Names of months differ in width: those printed in the middle of their column start at different places. */
const leftOf = (starts: readonly Start[]) => Math.min(...starts.map(({ month }) => month.words[0]?.box.left ?? 0));

/** `Delivery charge - Oct 1068 kwh @ 0.0383565`: months of a charge are no months of a year. */
const isOfCharge = ({ words: [month] }: MonthWord, { words }: Row) =>
  words.some(({ text, box }) => month !== undefined && box.left > month.box.left && /^[@©®]/.test(text));

/** `Mar 24 - Feb 25   Days   kwh`: months over the table, not in it. */
function isHeadOfFigures(row: Row): boolean {
  const ofMonths = new Set(monthsIn(row).flatMap(({ words }) => words));
  const others = row.words.filter((word) => !ofMonths.has(word));
  return others.some(({ text }) => /^\W*kwh\W*$/i.test(text)) && !others.some(({ text }) => /\d/.test(text));
}

/** Whether two columns stand at the same height somewhere. */
function areBeside(a: readonly Start[], b: readonly Start[]): boolean {
  const top = (starts: readonly Start[]) => starts[0]?.row.box.top ?? 0;
  const bottom = (starts: readonly Start[]) =>
    bottomOf(starts.at(-1)?.row.box ?? { left: 0, top: 0, width: 0, height: 0 });
  return top(a) < bottom(b) && top(b) < bottom(a);
}
