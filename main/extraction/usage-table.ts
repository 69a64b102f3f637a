/** The usage table of a page: its meter rows, added up. */
import type { Charge } from './charges.ts';
import type { Layout } from './layout.ts';
import { findMeterRows, findUnitlessRows, type MeterRow } from './meter-rows.ts';
import type { Quantity } from './quantities.ts';
import { type Sighting, sight } from './sighting.ts';

export type UsageTable = {
  readonly sighting: Sighting;
  readonly rows: readonly MeterRow[];
  /** False when a time of day is missing. */
  readonly complete: boolean;
};

/** A page's meter rows. Rows of the same period twice are two meters, or a meter that was changed. */
export function findTableRows(layout: Layout, quantities: readonly Quantity[]): readonly MeterRow[] {
  const found = findMeterRows(layout, quantities);
  return withoutParts(found.length > 0 ? found : findUnitlessRows(layout));
}

/** The sum of a page's meter rows, checked against what the bill charges for. */
export function readTable(layout: Layout, rows: readonly MeterRow[], charges: readonly Charge[]): UsageTable[] {
  if (rows.length === 0) return [];
  const words = rows.flatMap((row) => row.words);
  const total = rows.reduce((sum, row) => sum + row.kwh, 0);
  const value = String(Math.round(total));
  const repairs = rows.reduce((sum, row) => sum + row.repairs, 0);
  const sighting = sight(layout, words, {
    value,
    anchoring: trustRows(rows, total, charges),
    place: 'usage table',
    repairs,
  });
  // Figures that satisfy their own sum were read right, whatever OCR thought of them.
  const legibility = addUp(rows) ? Math.max(sighting.legibility, 0.97) : sighting.legibility;
  return [{ rows, sighting: { ...sighting, legibility }, complete: isComplete(rows) }];
}

/** Whether every row's own arithmetic comes out. */
export const addUp = (rows: readonly MeterRow[]) => rows.every((row) => row.addsUp === true);

/** A meter that counts the whole and its parts, by day and night, has a row that is the sum of the others, all read or not. */
function withoutParts(rows: readonly MeterRow[]): readonly MeterRow[] {
  const total = rows.reduce((sum, row) => sum + row.kwh, 0);
  const whole = rows.find((row) => row.kwh * 2 === total && rows.length > 2) ?? wholeBesideParts(rows, total);
  return whole ? [whole] : rows;
}

function wholeBesideParts(rows: readonly MeterRow[], total: number): MeterRow | undefined {
  const [row, ...others] = rows.filter(({ period }) => period === null);
  return row && others.length === 0 && row.kwh * 2 > total ? row : undefined;
}

function isComplete(rows: readonly MeterRow[]): boolean {
  const periods = new Set(rows.map((row) => row.period));
  return periods.has('on') === periods.has('off') && (periods.has('on') || !periods.has('mid'));
}

/** How far the rows are all the rows there are, and rightly read. */
function trustRows(rows: readonly MeterRow[], total: number, charges: readonly Charge[]): number {
  const repeated = charges.filter((charge) => charges.some((other) => other !== charge && other.kwh === charge.kwh));
  if (!isComplete(rows) || repeated.some((charge) => charge.kwh > total) || lacksRow(rows, charges)) return 0.45;
  if (repeated.length > 0 && !explains(total, rows, charges)) return 0.85;
  if (rows.some((row) => row.addsUp === false)) return 0.8;
  return addUp(rows) ? 0.97 : 0.9;
}

/** Whether one kind of charge is for every row and for a part beside them, whose row was lost. */
export const lacksRow = (rows: readonly MeterRow[], charges: readonly Charge[]): boolean =>
  charges.some(
    ({ lines }) =>
      lines.length > rows.length && rows.length > 1 && rows.every((row) => lines.some((line) => line.kwh === row.kwh)),
  );

/** Whether the charges are for this total or for parts of it. */
function explains(total: number, rows: readonly MeterRow[], charges: readonly Charge[]): boolean {
  return charges.some(
    ({ kwh }) =>
      kwh === total || rows.some((row) => row.kwh === kwh) || charges.some((other) => other.kwh + kwh === total),
  );
}
