/** A year drawn as bars, with a figure over each. */
import { readKwh } from './digits.ts';
import { middleX, rightOf } from './geometry.ts';
import type { Layout, Row } from './layout.ts';
import { monthsIn } from './month-words.ts';
import type { Word } from './page-reading.ts';
import type { Entry } from './usage-history.ts';

/** Fewer months than this along a line are no chart. */
const fewestMonths = 3;
/** So many are one without doubt, and figures over it may stand higher. */
const monthsOfChart = 6;
const HIGHEST_FIGURE = 22;
/** From the months up to the highest figure and the heading, in heights of the months. */
const CHART_HEIGHT = 16;

/** Month names along a floor, one figure above each. */
export function readBars(layout: Layout): Entry[] {
  for (const [rowIndex, row] of layout.rows.entries()) {
    const months = monthsIn(row);
    if (months.length < fewestMonths) continue;
    const rowsAbove = layout.rows
      .slice(0, rowIndex)
      .filter((other) => row.box.top - other.box.top < CHART_HEIGHT * row.height);
    if (rowsAbove.some((other) => isOfAverages(other, row))) continue;
    const above = rowsAbove.flatMap((other) => other.words);
    return months.map((month) => {
      const over = above.flatMap((word) => {
        const read =
          Math.abs(middleX(word.box) - middleX(month.words[0]?.box ?? row.box)) < 1.6 * row.height
            ? readKwh(word.text)
            : null;
        return read && Number.isInteger(read.value) ? [{ kwh: read.value, word, repairs: read.repairs }] : [];
      });
      return { month: month.month, year: month.year, figure: over.length === 1 ? (over[0] ?? null) : null };
    });
  }
  return [];
}

/** So many digits over a line of months, in lines of nothing else, are figures of bars: two of them, or some run together. */
const fewestDigits = 6;
/** What stands at the lines of a scale is round; a figure of a bar is so only now and then. */
const isUneven = (text: string) => text.length >= 3 && Number(text) % 10 !== 0;

/** Whether bars with figures are drawn, whatever was read of them. */
export function hasFigures({ rows }: Layout): boolean {
  return rows.some((floor, rowIndex) => {
    if (monthsIn(floor).length < monthsOfChart) return false;
    const above = rows.slice(0, rowIndex).filter((row) => floor.box.top - row.box.top < HIGHEST_FIGURE * floor.height);
    const lines = above.map(({ words }) => words.filter((word) => standsOver(word, floor)).map(({ text }) => text));
    if (lines.some((line) => saysAverage(line.join(' ')))) return false;
    const bare = lines.filter((line) => line.every((text) => /^\d{2,}$/.test(text))).flat();
    return bare.join('').length >= fewestDigits || bare.some(isUneven);
  });
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
