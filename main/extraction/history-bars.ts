/** A year drawn as bars, with a figure over each. */
import { readKwh } from './digits.ts';
import { middleX, rightOf } from './geometry.ts';
import type { Layout, Row } from './layout.ts';
import { monthsIn } from './month-words.ts';
import type { Entry } from './usage-history.ts';

/** Fewer months than this along a line are no chart. */
const fewestMonths = 3;
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

/** `Average daily use (kWh)` over the chart: its figures are those of a day. */
function isOfAverages(heading: Row, chart: Row): boolean {
  const over = heading.words.filter((word) => word.box.left < rightOf(chart.box) && rightOf(word.box) > chart.box.left);
  return /\b(average|avg|daily|per day)\b/i.test(over.map((word) => word.text).join(' '));
}
