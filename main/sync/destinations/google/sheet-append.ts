import { startOf } from '../../../google/a1-notation.ts';
import { err, ok, type Result } from '../../../result.ts';
import { ID_HEADER, type RowHeader } from '../../submission-row.ts';
import { type Snapshot, type Unfinished, type WriteProblem, writeSafely } from './safe-write.ts';
import { type Layout, leftmost, PROOF_HEADER, sameLayout } from './sheet-layout.ts';
import type { SheetTable, TableProblem } from './sheet-table.ts';

export type NewRow = { readonly id: string; readonly cells: ReadonlyMap<RowHeader, string> };

/** An attempt to write that nobody could check: how the sheet looked to it, and what it wrote, by id. */
export type Written = { readonly layout: Layout; readonly cells: ReadonlyMap<string, NewRow['cells']> };

/** How an append ended for each row: by id, the row it stands in (from 0), or null: to be looked for. */
export type Appended =
  | { readonly kind: 'appended'; readonly rows: ReadonlyMap<string, number | null> }
  /** Nothing was written for certain. */
  | { readonly kind: 'not-appended'; readonly problem: TableProblem }
  | { readonly kind: 'unclear'; readonly problem: TableProblem; readonly unfinished: Unfinished | null };

/**
 * Appends rows in one request and looks at them afterwards: Google finds the table by itself, and somebody may insert a
 * column in that very moment, so rows can end up a column off. Those are put right.
 */
export async function appendRows(
  table: SheetTable,
  layout: Layout,
  rows: readonly NewRow[],
  signal: AbortSignal,
): Promise<Appended> {
  const appended = await table.append(
    layout,
    rows.map((row) => row.cells),
    signal,
  );
  if (!appended.ok) {
    const { error: problem } = appended;
    return problem.kind === 'unclear'
      ? { kind: 'unclear', problem, unfinished: null }
      : { kind: 'not-appended', problem };
  }
  const start = startOf(appended.value);
  if (start === null) return { kind: 'appended', rows: new Map() };
  const places = rows.map((_, index) => start.row + index);
  const looked = await table.view({ rows: places }, signal);
  if (!looked.ok) return { kind: 'unclear', problem: looked.error, unfinished: null };
  const asWritten = start.column === layout.left && sameLayout(layout, looked.value.layout);
  if (!asWritten || leftmost(layout) < layout.left) {
    const corrected = await setRight(table, writtenAs(layout, rows), rows, signal);
    if (!corrected.ok) return { kind: 'unclear', ...corrected.error };
    return { kind: 'appended', rows: new Map(rows.map(({ id }) => [id, corrected.value.get(id) ?? null])) };
  }
  const idAt = (row: number) => looked.value.rows.get(row)?.[layout.idColumn];
  // Not there any more: somebody sorted the sheet meanwhile.
  const placed = rows.map(({ id }, index) => [id, idAt(start.row + index) === id ? start.row + index : null] as const);
  return { kind: 'appended', rows: new Map(placed) };
}

export const writtenAs = (layout: Layout, rows: readonly NewRow[]): Written => ({
  layout,
  cells: new Map(rows.map(({ id, cells }) => [id, cells])),
});

/** Above that many rows the tab is not read whole to find what landed beside its columns. */
const MOST_ROWS = 20_000;

/** True when Google may see the headings as several tables: a column without a name lies between ours. */
const hasGap = ({ columns, left, right }: Layout): boolean =>
  [...columns.values()].some((column) => column < left || column > right);

/**
 * Puts rows right whose ids may stand in a column that isn't the ids': a column came or went while they were written, or
 * Google took another table for ours. Answers where they stand.
 */
export async function setRight(
  table: SheetTable,
  written: Written,
  rows: readonly NewRow[],
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, number>, WriteProblem>> {
  const ids = await table.view({ columns: [ID_HEADER] }, signal);
  if (!ids.ok) return err({ problem: ids.error, unfinished: null });
  const surelyInPlace = sameLayout(written.layout, ids.value.layout) && !hasGap(written.layout);
  if (surelyInPlace || (ids.value.columns.get(ID_HEADER)?.length ?? 0) > MOST_ROWS) return ok(new Map());
  const ours = new Set(rows.map(({ id }) => id));
  const look = (lookSignal: AbortSignal) => lookEverywhere(table, ours, lookSignal);
  const plan = (now: Snapshot) => new Map(rows.flatMap((row) => correctCells(row, now, written)));
  const corrected = await writeSafely(table, plan, look, signal);
  if (!corrected.ok) return corrected;
  if (corrected.value.kind === 'written') return ok(corrected.value.places);
  return err({ problem: { kind: 'unclear', why: 'server-error' }, unfinished: null });
}

/** The whole tab; our rows by their ids wherever in the row these stand, the others by the column of ids. */
async function lookEverywhere(
  table: SheetTable,
  ours: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Result<Snapshot, TableProblem>> {
  const view = await table.view({ everything: true }, signal);
  if (!view.ok) return view;
  const { layout, everything } = view.value;
  const places = new Map<string, number>();
  for (const [row, texts] of everything.entries()) {
    const id = texts.find((text) => ours.has(text)) ?? texts[layout.idColumn] ?? '';
    if (row > layout.headerRow && id !== '' && !places.has(id)) places.set(id, row);
  }
  const width = Math.max(0, ...everything.map((texts) => texts.length));
  return ok({
    layout,
    places,
    columns: Array.from({ length: width }, (_, column) => column),
    text: (row, column) => everything[row]?.[column] ?? '',
  });
}

/** What the row must hold, and nothing where a text of ours stands in a column that isn't. */
function correctCells(
  row: NewRow,
  { layout, places, columns, text }: Snapshot,
  written: Written,
): (readonly [string, ReadonlyMap<number, string>])[] {
  const at = places.get(row.id);
  if (at === undefined) return [];
  const idColumn = columns.find((column) => text(at, column) === row.id) ?? layout.idColumn;
  const shift = idColumn - written.layout.idColumn;
  const cells = new Map<number, string>();
  const clear = (column: number, ...ours: (string | undefined)[]) => {
    const now = text(at, column);
    if (now !== '' && ours.includes(now)) cells.set(column, '');
  };
  for (const [header, column] of written.layout.columns) clear(column + shift, written.cells.get(row.id)?.get(header));
  // In a column without a name, a text that we wrote is ours wherever it came to stand.
  const texts = [...(written.cells.get(row.id)?.values() ?? [])];
  for (const column of columns) if (!layout.header[column]?.trim()) clear(column, ...texts);
  for (const [header, column] of layout.columns) {
    const cell = row.cells.get(header);
    if (cell === undefined) continue;
    // What is right stays untouched: above all the id, by which everyone finds the row.
    if (text(at, column) === cell) cells.delete(column);
    else cells.set(column, cell);
  }
  const proof = layout.columns.get(PROOF_HEADER);
  if (cells.size > 0 && proof !== undefined) cells.set(proof, row.cells.get(PROOF_HEADER) ?? text(at, proof));
  return [[row.id, cells]];
}
