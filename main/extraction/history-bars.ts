/** A year drawn as bars, with a figure over each. */
import { findScale } from './bar-scale.ts';
import { readKwh } from './digits.ts';
import { median, middleX, rightOf, surround } from './geometry.ts';
import type { Layout, Row } from './layout.ts';
import { type MonthWord, monthsIn } from './month-words.ts';
import type { Box, Word } from './page-reading.ts';
import type { Entry } from './usage-history.ts';

/** Fewer months than this along a line are no chart. */
const fewestMonths = 3;
/** So many are one without doubt, and figures over it may stand higher. */
const monthsOfChart = 6;
const HIGHEST_FIGURE = 22;
/** From the months up to the highest figure and the heading, in heights of the months; taller ones must stand by their scale. */
const CHART_HEIGHT = 16;
const TALLEST_CHART = 32;
/** From the highest figure up to the heading. */
const HEADING_OVER = 4;
/** How far a figure may stand from where its value belongs. */
const OFF_SCALE = 1.5;

type Figure = NonNullable<Entry['figure']>;

/** Month names along a floor, one figure above each. */
export function readBars(layout: Layout): Entry[] {
  for (const [rowIndex, row] of layout.rows.entries()) {
    const months = monthsIn(row);
    if (months.length < fewestMonths) continue;
    const rowsAbove = layout.rows.slice(0, rowIndex);
    const bars = barsAt(months);
    const columns = bars.map((bar) => figuresOver(bar, row, rowsAbove));
    const figures = onScale(columns, row) ?? columns.map((column) => within(CHART_HEIGHT, column, row));
    const tallest = Math.max(...figures.map((figure) => (figure ? heightOver(row, figure.word.box) : 0)));
    const top = Math.max(CHART_HEIGHT * row.height, tallest + HEADING_OVER * row.height);
    if (rowsAbove.some((other) => heightOver(row, other.box) < top && isOfAverages(other, row))) continue;
    return bars.map(({ month, year }, index) => ({ month, year, figure: figures[index] ?? null }));
  }
  return [];
}

/** A month along the floor; null where one must stand that could not be read. */
type Bar = Pick<Entry, 'month' | 'year'> & { readonly middle: number };

/** How far from a whole number of steps the next month may stand. */
const OFF_STEP = 0.2;

/** Bars stand at equal steps: a gap of two steps is a month whose name was lost. */
function barsAt(months: readonly MonthWord[]): Bar[] {
  const bars = months.flatMap(({ month, year, words }) => {
    const box = surround(words.map((word) => word.box));
    return box ? [{ month, year, middle: middleX(box) }] : [];
  });
  const step = median(bars.slice(1).map(({ middle }, index) => middle - (bars[index]?.middle ?? middle)));
  return bars.flatMap((bar, index) => {
    const next = bars[index + 1];
    const steps = next ? (next.middle - bar.middle) / step : 1;
    const lost = Math.abs(steps - Math.round(steps)) < OFF_STEP ? Math.round(steps) - 1 : 0;
    return [
      bar,
      ...Array.from({ length: Math.max(0, lost) }, (_, nth) => ({
        month: null,
        year: null,
        middle: bar.middle + (nth + 1) * step,
      })),
    ];
  });
}

const heightOver = (floor: Row, box: Box) => floor.box.top - box.top;

/** Whole numbers that stand in a month's column, however high. */
function figuresOver({ middle }: Bar, floor: Row, rowsAbove: readonly Row[]): Figure[] {
  return rowsAbove
    .filter((row) => heightOver(floor, row.box) < TALLEST_CHART * floor.height)
    .flatMap((row) => row.words)
    .flatMap((word) => {
      if (Math.abs(middleX(word.box) - middle) >= 1.6 * floor.height) return [];
      const read = readKwh(word.text);
      return read && Number.isInteger(read.value) ? [{ kwh: read.value, word, repairs: read.repairs }] : [];
    });
}

/** The only figure up to some heights; of several, none is known to be the bar's. */
function within(heights: number, column: readonly Figure[], floor: Row): Figure | null {
  const near = column.filter(({ word }) => heightOver(floor, word.box) < heights * floor.height);
  return near.length === 1 ? (near[0] ?? null) : null;
}

/** Of a chart that is taller than others, the figures that stand where their value belongs; null when it is none. */
function onScale(columns: readonly (readonly Figure[])[], floor: Row): (Figure | null)[] | null {
  if (columns.every((column) => within(CHART_HEIGHT, column, floor))) return null;
  const markOf = ({ kwh, word }: Figure) => ({ value: kwh, height: heightOver(floor, word.box) });
  const slack = OFF_SCALE * floor.height;
  const single = columns.flatMap((column) => within(TALLEST_CHART, column, floor) ?? []);
  const scale = findScale(single.map(markOf), slack);
  if (!scale) return null;
  return columns.map((column) => {
    const standing = column.filter((figure) => {
      const { value, height } = markOf(figure);
      return Math.abs(scale(value) - height) <= slack;
    });
    return standing.length === 1 ? (standing[0] ?? null) : null;
  });
}

/** So many digits over a line of months, in lines of nothing else, are figures of bars: two of them, or some run together. */
const fewestDigits = 6;
/** Figures of bars are printed as small as their months; those of readings and charges are not. */
const LARGER_PRINT = 1.4;
/** What stands at the lines of a scale is round; a figure of a bar is so only now and then. */
const isUneven = (text: string) => text.length >= 3 && Number(text) % 10 !== 0;

/** Whether bars with figures are drawn, whatever was read of them. */
export function hasFigures({ rows }: Layout): boolean {
  return rows.some((floor, rowIndex) => {
    if (monthsIn(floor).length < monthsOfChart) return false;
    const above = rows.slice(0, rowIndex).filter((row) => floor.box.top - row.box.top < HIGHEST_FIGURE * floor.height);
    const lines = above.map(({ words }) => words.filter((word) => standsOver(word, floor)));
    const textsOf = (line: readonly Word[]) => line.map(({ text }) => text);
    if (lines.some((line) => saysAverage(textsOf(line).join(' ')))) return false;
    const small = lines.filter((line) => line.every(({ box }) => box.height < LARGER_PRINT * floor.height));
    const bare = small
      .map(textsOf)
      .filter((line) => line.every((text) => /^\d{2,}$/.test(text)))
      .flat();
    return bare.join('').length >= fewestDigits || bare.some(isUneven);
  });
}

/** Bare figures of pages that OCR read, in lines of nothing else: what is left of bars whose months were lost, or anything. */
export function findLooseFigures({ reading, rows }: Layout): number[] {
  if (reading.source !== 'ocr') return [];
  const bare = rows.filter(({ words }) => words.every(({ text }) => /^\d[\d,.]{2,6}$/.test(text)));
  return bare.flatMap(({ words }) => words.map(({ text }) => Number(text.replace(/\D/g, ''))));
}

const standsOver = ({ box }: Word, floor: Row) => box.left < rightOf(floor.box) && rightOf(box) > floor.box.left;

/** `Average daily use (kWh)` over the chart: its figures are those of a day. */
const isOfAverages = (heading: Row, chart: Row) =>
  saysAverage(
    heading.words
      .filter((word) => standsOver(word, chart))
      .map(({ text }) => text)
      .join(' '),
  );

/** A line with a figure of its own is no heading. */
const saysAverage = (text: string) => /\b(average|avg|daily|per day)\b/i.test(text) && !/\d/.test(text);
