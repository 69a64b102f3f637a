import { cellRange, columnLetters, columnRange, quoteTab } from '../../../google/a1-notation.ts';
import type { GoogleProblem } from '../../../google/google-problem.ts';
import type { SheetCell, SheetsClient } from '../../../google/sheets-client.ts';
import { err, ok, type Result } from '../../../result.ts';
import type { RowHeader } from '../../submission-row.ts';
import { findLayout, HEADER_SEARCH_ROWS, type Layout, placeCells, sameLayout } from './sheet-layout.ts';

export type SheetRef = { readonly spreadsheetId: string; readonly sheetId: number };

export type TableProblem = GoogleProblem | { readonly kind: 'no-id-column' };

/** What was read of a tab in one request: all of it from the same moment. */
export type TableView = {
  readonly layout: Layout;
  /** By row from 0, header included; empty unless asked for. */
  readonly columns: ReadonlyMap<RowHeader, readonly string[]>;
  /** The whole tab, if it was asked for. */
  readonly everything: readonly (readonly string[])[];
  readonly rows: ReadonlyMap<number, readonly string[]>;
};

export type TableChange = { readonly row: number; readonly from: number; readonly cells: readonly SheetCell[] };

/** One tab of the office's sheet, known by its number: it may be renamed, its columns moved, at any moment. */
export type SheetTable = {
  readonly ref: SheetRef;
  readonly view: (
    wanted: { readonly columns?: readonly RowHeader[]; readonly rows?: readonly number[]; readonly everything?: true },
    signal: AbortSignal,
  ) => Promise<Result<TableView, TableProblem>>;
  /** Not idempotent. Where Google put the rows, A1 notation. */
  readonly append: (
    layout: Layout,
    rows: readonly ReadonlyMap<RowHeader, string>[],
    signal: AbortSignal,
  ) => Promise<Result<string, GoogleProblem>>;
  readonly write: (changes: readonly TableChange[], signal: AbortSignal) => Promise<Result<null, GoogleProblem>>;
  /** Adds those of our columns that are missing, at the right end. */
  readonly addColumns: (layout: Layout, signal: AbortSignal) => Promise<Result<null, GoogleProblem>>;
};

/** Tells sheets apart. */
export const sheetKey = ({ spreadsheetId, sheetId }: SheetRef): string => `${spreadsheetId} ${sheetId}`;

/** The office's sheet, and perhaps one or two it used before: each is made once and remembers what it learnt. */
export function createSheetTables(sheets: SheetsClient): (ref: SheetRef) => SheetTable {
  const tables = new Map<string, SheetTable>();
  return (ref) => {
    const key = sheetKey(ref);
    const table = tables.get(key) ?? createSheetTable(sheets, ref);
    if (!tables.has(key) && tables.size >= MOST_TABLES) tables.clear();
    tables.set(key, table);
    return table;
  };
}

const MOST_TABLES = 8;

export function createSheetTable(sheets: SheetsClient, ref: SheetRef): SheetTable {
  const { spreadsheetId, sheetId } = ref;
  let title: string | null = null;
  let lastLayout: Layout | null = null;

  async function learnTitle(signal: AbortSignal): Promise<Result<string, GoogleProblem>> {
    const found = await sheets.tabs(spreadsheetId, signal);
    if (!found.ok) return found;
    const tab = found.value.tabs.find((each) => each.sheetId === sheetId);
    if (tab === undefined) return err({ kind: 'tab-missing' });
    title = tab.title;
    return ok(tab.title);
  }

  /** A tab is addressed by its name only: after a refusal its new name is asked for. Refused requests had no effect. */
  async function named<T>(
    signal: AbortSignal,
    run: (tab: string) => Promise<Result<T, GoogleProblem>>,
  ): Promise<Result<T, GoogleProblem>> {
    const known = title === null ? await learnTitle(signal) : ok(title);
    if (!known.ok) return known;
    const first = await run(known.value);
    if (first.ok || first.error.kind !== 'tab-missing') return first;
    const renamed = await learnTitle(signal);
    return renamed.ok ? run(renamed.value) : renamed;
  }

  async function view(
    { columns = [], rows = [], everything }: Parameters<SheetTable['view']>[0],
    signal: AbortSignal,
  ): Promise<Result<TableView, TableProblem>> {
    const runs = runsOf(rows);
    // Columns may move between two readings; whoever moves them three times in a second has to wait.
    for (let round = 0; round < 3; round += 1) {
      const assumed: Layout | null = lastLayout;
      const known = columns.filter((name) => assumed?.columns.has(name));
      const read = await named(signal, (tab) =>
        sheets.read(
          spreadsheetId,
          [
            `${quoteTab(tab)}!1:${HEADER_SEARCH_ROWS}`,
            ...known.map((name) => columnRange(tab, assumed?.columns.get(name) ?? 0)),
            ...(everything ? [quoteTab(tab)] : []),
            ...runs.map(([from, to]) => `${quoteTab(tab)}!${from + 1}:${to + 1}`),
          ],
          signal,
        ),
      );
      if (!read.ok) return read;
      const [head = [], ...ranges] = read.value;
      const layout = findLayout(head);
      if (!layout.ok) return err({ kind: 'no-id-column' });
      lastLayout = layout.value;
      const settled = assumed === null ? columns.length === 0 : sameLayout(assumed, layout.value);
      if (!settled && columns.length > 0) continue;
      const textsOf = (index: number) => (ranges[index] ?? []).map((row) => row[0] ?? '');
      return ok({
        layout: layout.value,
        columns: new Map(known.map((name, index) => [name, textsOf(index)])),
        everything: everything ? (ranges[known.length] ?? []) : [],
        rows: rowsOf(runs, ranges.slice(known.length + (everything ? 1 : 0))),
      });
    }
    return err({ kind: 'unclear', why: 'server-error' });
  }

  return {
    ref: { spreadsheetId, sheetId },
    view,

    append: (layout, rows, signal) =>
      named(signal, async (tab) => {
        const values = rows.map((cells) => placeCells(layout, cells));
        // Two columns and rows: should a column or a row be inserted just now, the heading of the ids is still in there.
        const { headerRow, idColumn } = layout;
        const around = `${cellRange(tab, headerRow, idColumn)}:${columnLetters(idColumn + 1)}${headerRow + 2}`;
        const appended = await sheets.append(spreadsheetId, around, values, signal);
        return appended.ok ? ok(appended.value.updatedRange) : appended;
      }),

    write: (changes, signal) =>
      named(signal, (tab) =>
        sheets.write(
          spreadsheetId,
          changes.map(({ row, from, cells }) => ({ range: cellRange(tab, row, from), rows: [cells] })),
          signal,
        ),
      ),

    addColumns: async (layout, signal) => {
      const found = await sheets.tabs(spreadsheetId, signal);
      if (!found.ok) return found;
      const columns = found.value.tabs.find((tab) => tab.sheetId === sheetId)?.columns ?? 0;
      const length = layout.header.length + layout.missing.length - columns;
      if (length > 0) {
        const grown = await sheets.restructure(
          spreadsheetId,
          [{ appendDimension: { sheetId, dimension: 'COLUMNS', length } }],
          signal,
        );
        if (!grown.ok) return grown;
      }
      return named(signal, (tab) =>
        sheets.write(
          spreadsheetId,
          [{ range: cellRange(tab, layout.headerRow, layout.header.length), rows: [layout.missing] }],
          signal,
        ),
      );
    },
  };
}

/** Neighbouring rows are read as one range. */
function runsOf(rows: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === row - 1) last[1] = row;
    else runs.push([row, row]);
  }
  return runs;
}

function rowsOf(runs: readonly (readonly [number, number])[], ranges: readonly (readonly (readonly string[])[])[]) {
  const rows = new Map<number, readonly string[]>();
  for (const [index, [from, to]] of runs.entries())
    for (let row = from; row <= to; row += 1) rows.set(row, ranges[index]?.[row - from] ?? []);
  return rows;
}
