/** A year of monthly use: from a table of months, or from bars with figures. */
import { readNumber } from './digits.ts';
import { middleX, rightOf } from './geometry.ts';
import type { Layout, Row } from './layout.ts';
import type { Word } from './page-reading.ts';

export type Month = {
  readonly month: number;
  readonly year: number | null;
  readonly kwh: number;
  readonly words: readonly Word[];
  readonly repairs: number;
};
export type History = {
  readonly layout: Layout /** Oldest first, no month missing between. */;
  readonly months: readonly Month[];
};

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** The longest unbroken series of months on the page; null when there are fewer than six. */
export function findHistory(layout: Layout): History | null {
  const series =
    [readTable(layout), readBars(layout)]
      .map((cells) => longestRun(cells, layout.height))
      .sort((a, b) => b.length - a.length)[0] ?? [];
  return series.length >= 6 ? { layout, months: series } : null;
}

type Cell = Month & { readonly left: number; readonly top: number };

/** `Nov 24   812   31   26.2`: the number in the column headed kWh, or the first behind the month. */
function readTable(layout: Layout): Cell[] {
  const heads = findKwhHeads(layout);
  return layout.rows.flatMap((row, rowIndex) =>
    monthsIn(row).flatMap((start, index, all) => {
      const end = all[index + 1]?.first ?? row.words.length;
      const cells = row.words
        .slice(start.last + 1, end)
        .filter((word) => word.box.left - rightOf(start.word.box) < 30 * row.height);
      const head = heads
        .filter((candidate) => candidate.rowIndex < rowIndex)
        .filter((candidate) => cells.some((cell) => isUnder(cell, candidate.word)))
        .at(-1);
      const cell = head ? cells.find((word) => isUnder(word, head.word)) : isLonely(cells) ? cells[0] : undefined;
      const read = cell && readNumber(cell.text);
      if (!cell || !read || !Number.isInteger(read.value)) return [];
      return [
        {
          month: start.month,
          year: start.year,
          kwh: read.value,
          words: [cell],
          repairs: read.repairs,
          left: start.word.box.left,
          top: row.box.top,
        },
      ];
    }),
  );
}

const isLonely = (cells: readonly Word[]) => cells.length === 1 || /kwh/i.test(cells[1]?.text ?? '');

/** Month names in a row along the floor, one figure above each. */
function readBars(layout: Layout): Cell[] {
  for (const [rowIndex, row] of layout.rows.entries()) {
    const months = monthsIn(row);
    if (months.length < 6) continue;
    const cells = months.flatMap((start) => {
      const reach = row.height * 14;
      const above = layout.rows
        .slice(0, rowIndex)
        .flatMap((other) => other.words)
        .filter(
          (word) =>
            row.box.top - word.box.top < reach &&
            Math.abs(middleX(word.box) - middleX(start.word.box)) < 1.3 * row.height,
        );
      const figures = above.flatMap((word) => {
        const read = readNumber(word.text);
        return read && Number.isInteger(read.value) ? [{ word, read }] : [];
      });
      const [figure] = figures;
      if (!figure || figures.length !== 1) return [];
      return [
        {
          month: start.month,
          year: start.year,
          kwh: figure.read.value,
          words: [figure.word],
          repairs: figure.read.repairs,
          left: start.word.box.left,
          top: row.box.top,
        },
      ];
    });
    if (cells.length >= 6) return cells;
  }
  return [];
}

type MonthStart = {
  readonly month: number;
  readonly year: number | null;
  readonly word: Word;
  readonly first: number;
  readonly last: number;
};

function monthsIn(row: Row): MonthStart[] {
  return row.words.flatMap((word, index) => {
    const found = /^\W*([A-Za-z]{3,9})[.,'’-]?(\d{2}|\d{4})?\W*$/.exec(word.text);
    const name = (found?.[1] ?? '').toUpperCase();
    const month = monthNames.findIndex(
      (short) =>
        name === short ||
        (name.length > 3 && fullNames[monthNames.indexOf(short)] === name) ||
        (short === 'SEP' && name === 'SEPT'),
    );
    if (!found || month < 0) return [];
    const next = row.words[index + 1];
    const behind =
      found[2] === undefined &&
      next &&
      /^['’]?(\d{2}|20\d{2})$/.test(next.text) &&
      next.box.left - rightOf(word.box) < 1.2 * row.height
        ? next.text.replace(/\D/g, '')
        : null;
    const year = found[2] ?? behind;
    return [{ month, year: year ? Number(year) % 100 : null, word, first: index, last: behind ? index + 1 : index }];
  });
}

const fullNames = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
];

function findKwhHeads(layout: Layout): { rowIndex: number; word: Word }[] {
  return layout.rows.flatMap((row, rowIndex) =>
    row.words.filter((word) => /^\W*kwh\W*$/i.test(word.text)).map((word) => ({ rowIndex, word })),
  );
}

const isUnder = (cell: Word, head: Word) =>
  cell.box.left < rightOf(head.box) + head.box.height && rightOf(cell.box) > head.box.left - head.box.height;

/** The longest series without a gap, oldest first: by the printed years, or else in the order of print, either way. */
function longestRun(cells: readonly Cell[], unit: number): Month[] {
  const dated = cells.filter((cell) => cell.year !== null);
  if (dated.length > cells.length / 2) {
    const byDate = Map.groupBy(dated, (cell) => (cell.year ?? 0) * 12 + cell.month);
    return longestOf([...byDate.entries()].sort(([a], [b]) => a - b).flatMap(([, same]) => same.slice(0, 1)));
  }
  const printed = [...cells].sort((a, b) => (Math.abs(a.left - b.left) > 3 * unit ? a.left - b.left : a.top - b.top));
  const [forward, backward] = [longestOf(printed), longestOf([...printed].reverse())];
  return forward.length >= backward.length ? forward : backward;
}

function longestOf(ordered: readonly Month[]): Month[] {
  let best: Month[] = [];
  let run: Month[] = [];
  for (const month of ordered) {
    const last = run.at(-1);
    run = last && follows(last, month) ? [...run, month] : [month];
    if (run.length > best.length) best = run;
  }
  return best;
}

function follows(earlier: Month, later: Month): boolean {
  if ((earlier.month + 1) % 12 !== later.month) return false;
  if (earlier.year === null || later.year === null) return true;
  return later.year === earlier.year + (later.month === 0 ? 1 : 0);
}
