/** Rows of meter readings: current minus previous, times a multiplier, is the use. What adds up was read right. */
import { readNumber } from './digits.ts';
import { bottomOf, rightOf } from './geometry.ts';
import type { Layout, Row } from './layout.ts';
import type { Word } from './page-reading.ts';
import type { Quantity } from './quantities.ts';
import { textOf } from './quantities.ts';

export type MeterRow = {
  readonly kwh: number;
  readonly words: readonly Word[];
  readonly repairs: number;
  readonly layout: Layout;
  readonly rowIndex: number;
  /** Whether the row's own arithmetic comes out: true, false, or null when there is nothing to check. */
  readonly addsUp: boolean | null;
  /** Of the meter, where they prove the row. */
  readonly readings: Readings | null;
  readonly period: 'on' | 'mid' | 'off' | null;
};

type Readings = { readonly from: number; readonly to: number };

/** Rows of a page's usage table. A row counts by its unit and days, or because its readings add up to its use. */
export function findMeterRows(layout: Layout, quantities: readonly Quantity[]): MeterRow[] {
  const rows: MeterRow[] = [];
  for (const quantity of quantities) {
    if (quantity.kind === 'average' || quantity.kind === 'charge') continue;
    const { addsUp, readings } = checkReadings(quantity.row.words.slice(0, quantity.first), Math.abs(quantity.kwh));
    const labelled = /total|billed|demand/i.test(quantity.before) && addsUp !== true;
    if (labelled || (quantity.kind !== 'reading' && addsUp !== true)) continue;
    const { row, rowIndex, words, repairs, kwh } = quantity;
    rows.push({ kwh, words, repairs, layout, rowIndex, addsUp, readings, period: periodOf(layout, row, rowIndex) });
  }
  return rows;
}

/** Rows without a unit, under a heading that says kWh: only when their readings add up. */
export function findUnitlessRows(layout: Layout): MeterRow[] {
  return layout.rows.flatMap((row, rowIndex) => {
    if (/kwh|kw\b|rkva|ccf|therm/i.test(textOf(row.words))) return [];
    // What stands beside the table on the same row may hold figures, too.
    return integersOf(row.words)
      .slice(2)
      .flatMap(({ index, value, word, repairs }): MeterRow[] => {
        const { addsUp, readings } = checkReadings(row.words.slice(0, index), value);
        if (addsUp !== true || !standsUnderKwh(layout, rowIndex, word)) return [];
        const period = periodOf(layout, row, rowIndex);
        return [{ kwh: value, words: [word], repairs, layout, rowIndex, addsUp, readings, period }];
      })
      .slice(-1);
  });
}

type Integer = { readonly value: number; readonly repairs: number; readonly word: Word; readonly index: number };

function integersOf(words: readonly Word[]): Integer[] {
  return words.flatMap((word, index) => {
    if (/[/:$%]/.test(word.text) || !/\d/.test(word.text)) return [];
    const read = readNumber(word.text);
    return read && Number.isInteger(read.value) ? [{ ...read, word, index }] : [];
  });
}

/** Whether two readings before the use differ by it, or by it divided by a multiplier that is printed too. */
function checkReadings(before: readonly Word[], kwh: number): Pick<MeterRow, 'addsUp' | 'readings'> {
  const numbers = integersOf(before).map((integer) => integer.value);
  let pairs = 0;
  for (const [i, one] of numbers.entries()) {
    for (const [apart, two] of numbers.slice(i + 1).entries()) {
      const [from, to] = [Math.min(one, two), Math.max(one, two)];
      const difference = to - from;
      if (to < 100 || (difference === 0 && kwh > 0)) continue;
      pairs += 1;
      const multiplier = kwh / difference;
      const isPrinted = Number.isInteger(multiplier) && numbers.slice(i + apart + 2).includes(multiplier);
      if (difference === kwh && (kwh >= 10 || kwh === 0)) return { addsUp: true, readings: { from, to } };
      if (multiplier > 1 && isPrinted) return { addsUp: true, readings: { from, to } };
      // A register with five dials starts again from zero.
      if (difference > 50_000 && 100_000 - difference === kwh)
        return { addsUp: true, readings: { from: to, to: from } };
    }
  }
  return { addsUp: pairs === 0 ? null : false, readings: null };
}

function periodOf(layout: Layout, row: Row, rowIndex: number): MeterRow['period'] {
  const own = periodIn(textOf(row.words));
  if (own) return own;
  const above = layout.rows[rowIndex - 1];
  if (!above || row.box.top - bottomOf(above.box) > 1.5 * row.height) return null;
  // A period that heads its row stands alone on the line above.
  return above.words.length <= 3 ? periodIn(textOf(above.words)) : null;
}

function periodIn(text: string): MeterRow['period'] {
  if (/\/\s?OFF\b|off[\s-]?peak/i.test(text)) return 'off';
  if (/\/\s?MID\b|mid[\s-]?peak|shoulder|\bmid\b|intermediate/i.test(text)) return 'mid';
  if (/\/\s?[O0]N\b|on[\s-]?peak|\bpeak\b/i.test(text)) return 'on';
  return null;
}

function standsUnderKwh(layout: Layout, rowIndex: number, word: Word): boolean {
  return layout.rows
    .slice(Math.max(0, rowIndex - 6), rowIndex)
    .some((row) =>
      row.words.some(
        (head) =>
          /kwh/i.test(head.text) &&
          head.box.left < rightOf(word.box) + row.height &&
          rightOf(head.box) > word.box.left - 2 * row.height,
      ),
    );
}
