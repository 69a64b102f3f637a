import { err, ok, type Result } from '../../../result.ts';
import { finishWrite, type Unfinished } from './safe-write.ts';
import { type NewRow, setRight, type Written } from './sheet-append.ts';
import { type Layout, OUR_HEADERS } from './sheet-layout.ts';
import type { SheetTable, TableProblem } from './sheet-table.ts';

/**
 * What was written into a sheet while nobody could look at what came of it, as long as this run lasts. Without an answer
 * in between, a sort or a moved column could have carried our texts into somebody else's cells.
 */
export type UncheckedWrites = {
  /** Looks at all of it and puts it right; to be called before anything else is written. */
  readonly settle: (
    table: SheetTable,
    rows: readonly NewRow[],
    signal: AbortSignal,
  ) => Promise<Result<null, TableProblem>>;
  readonly addUpdate: (table: SheetTable, unfinished: Unfinished) => void;
  /** A row that may stand somewhere, written by that layout. */
  readonly addRow: (row: NewRow, layout: Layout) => void;
  readonly removeRow: (id: string) => void;
};

/** A few batches. Forgetting one costs a stray text in a column of the office's at worst. */
const MOST_ROWS = 5_000;
const MOST_UPDATES = 20;

const EDITABLE = new Set<string>(['Unique ID', ...OUR_HEADERS]);

export function createUncheckedWrites(): UncheckedWrites {
  const rowsById = new Map<string, Written>();
  const updates: { readonly table: SheetTable; readonly unfinished: Unfinished }[] = [];

  function addUpdate(table: SheetTable, unfinished: Unfinished): void {
    updates.push({ table, unfinished });
    if (updates.length > MOST_UPDATES) updates.shift();
  }

  async function finishUpdates(table: SheetTable, signal: AbortSignal): Promise<Result<null, TableProblem>> {
    for (const update of updates.filter((each) => each.table === table)) {
      const finished = await finishWrite(table, update.unfinished, signal);
      if (!finished.ok) return err(finished.error.problem);
      updates.splice(updates.indexOf(update), 1);
    }
    return ok(null);
  }

  async function setRowsRight(
    table: SheetTable,
    rows: readonly NewRow[],
    signal: AbortSignal,
  ): Promise<Result<null, TableProblem>> {
    const unchecked = rows.filter(({ id }) => rowsById.has(id));
    const byLayout = Map.groupBy(unchecked, ({ id }) => rowsById.get(id)?.layout.header.join('\n'));
    for (const group of byLayout.values()) {
      const written = group.flatMap(({ id }) => rowsById.get(id) ?? []);
      const layout = written[0]?.layout;
      if (layout === undefined) continue;
      const cells = new Map(written.flatMap((each) => [...each.cells]));
      const corrected = await setRight(table, { layout, cells }, group.map(editableOnly), signal);
      if (!corrected.ok) {
        if (corrected.error.unfinished !== null) addUpdate(table, corrected.error.unfinished);
        return err(corrected.error.problem);
      }
      for (const { id } of group) rowsById.delete(id);
    }
    return ok(null);
  }

  return {
    settle: async (table, rows, signal) => {
      const finished = await finishUpdates(table, signal);
      return finished.ok ? setRowsRight(table, rows, signal) : finished;
    },
    addUpdate,
    addRow: (row, layout) => {
      if (rowsById.size >= MOST_ROWS) rowsById.clear();
      rowsById.set(row.id, { layout, cells: new Map([[row.id, row.cells]]) });
    },
    removeRow: (id) => void rowsById.delete(id),
  };
}

/** The office may have filled its own columns since. */
const editableOnly = ({ id, cells }: NewRow): NewRow => ({
  id,
  cells: new Map([...cells].filter(([header]) => EDITABLE.has(header))),
});
