/** A year printed across: its months in one row, their figures in a row below. */
import { middleX, surround } from './geometry.ts';
import type { Layout, Row } from './layout.ts';
import { type MonthWord, monthsIn } from './month-words.ts';
import { readSigned, textOf } from './quantities.ts';
import type { Entry } from './usage-history.ts';

/** So many months in one row are a year, or part of one. */
const fewestMonths = 6;
/** In heights of the months: the rows of the table below them, and its heading above. */
const [TABLE_BELOW, HEADING_ABOVE] = [7, 5];

const ofUse = /kwh|\buse\b|usage|used/i;
/** Other rows of such a table, and headings of daily averages. */
const ofOther = /average|avg|daily|days?\b|temp|cost|\$|therm|ccf|\bkw\b/i;

export function readAcross(layout: Layout): Entry[] {
  for (const [rowIndex, row] of layout.rows.entries()) {
    const months = monthsIn(row);
    const [first] = months;
    if (months.length < fewestMonths || !first) continue;
    const below = layout.rows.slice(rowIndex + 1).filter((other) => gap(row, other) < TABLE_BELOW * row.height);
    const said = headingOf(layout, row, rowIndex, first);
    const figures = below.find((other) => isOfUse(headOf(other, first), said) && figuresUnder(months, other, layout));
    if (figures) return figuresUnder(months, figures, layout) ?? [];
  }
  return [];
}

const gap = (upper: Row, lower: Row) => lower.box.top - upper.box.top;

/** What a row says of itself before its first month. */
const headOf = ({ words }: Row, { words: [month] }: MonthWord) =>
  textOf(words.filter(({ box }) => month !== undefined && box.left + box.width < month.box.left));

function headingOf(layout: Layout, row: Row, rowIndex: number, first: MonthWord): string {
  const above = layout.rows.slice(0, rowIndex).filter((other) => gap(other, row) < HEADING_ABOVE * row.height);
  return [...above.map(({ words }) => textOf(words)), headOf(row, first)].join(' ');
}

/** Its own name decides; a row without one is what the heading says. */
const isOfUse = (own: string, heading: string) =>
  own === '' ? ofUse.test(heading) && !ofOther.test(heading) : ofUse.test(own) && !ofOther.test(own);

/** A whole number under each month; null when hardly any month has one, or when they are years. */
function figuresUnder(months: readonly MonthWord[], row: Row, layout: Layout): Entry[] | null {
  const middles = months.map(({ words }) => middleX(surround(words.map(({ box }) => box)) ?? row.box));
  const pitch = Math.min(...middles.slice(1).map((middle, index) => middle - (middles[index] ?? 0)));
  const entries = months.map(({ month, year }, index): Entry => {
    const word = row.words.find(({ box }) => Math.abs(middleX(box) - (middles[index] ?? 0)) < pitch / 2);
    const read = word && readSigned(word.text, layout);
    return {
      month,
      year,
      figure: word && read && Number.isInteger(read.value) ? { kwh: read.value, word, repairs: read.repairs } : null,
    };
  });
  const figures = entries.flatMap(({ figure }) => figure ?? []);
  const areYears = figures.every(({ word }) => /^(20)?[0-3]\d$/.test(word.text));
  return figures.length * 4 >= months.length * 3 && !areYears ? entries : null;
}
