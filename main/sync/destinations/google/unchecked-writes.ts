import { err, ok, type Result } from '../../../result.ts';
import { ID_HEADER } from '../../submission-row.ts';
import { finishWrite, putBackOthers, type Unfinished } from './safe-write.ts';
import { type NewRow, setRight, type Written } from './sheet-append.ts';
import { OUR_HEADERS } from './sheet-layout.ts';
import type { SheetTable, TableProblem } from './sheet-table.ts';

/** A row that may stand somewhere, and how it was written. */
export type UncheckedRow = { readonly row: NewRow; readonly written: Written };

/**
 * What was written into a sheet while nobody could look at what came of it. Without an answer in between, a sort or a
 * moved column could have carried our texts into somebody else's cells.
 */
export type UncheckedWrites = {
  /**
   * Looks at all of it and puts it right; to be called before anything else is written. `fromBefore`: updates that a run
   * before this one left behind.
   */
  readonly settle: (
    table: SheetTable,
    left: { readonly rows: readonly UncheckedRow[]; readonly fromBefore: readonly Unfinished[] },
    signal: AbortSignal,
  ) => Promise<Result<null, TableProblem>>;
  readonly addUpdate: (table: SheetTable, unfinished: Unfinished) => void;
};

/** A few batches. Forgetting one costs a stray text in a column of the office's at worst. */
const MOST_UPDATES = 20;

const EDITABLE = new Set<string>([ID_HEADER, ...OUR_HEADERS]);

export function createUncheckedWrites(): UncheckedWrites {
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
    rows: readonly UncheckedRow[],
    signal: AbortSignal,
  ): Promise<Result<null, TableProblem>> {
    const byLayout = Map.groupBy(rows, ({ written: { layout } }) => [layout.headerRow, ...layout.header].join('\n'));
    for (const group of byLayout.values()) {
      const [first] = group;
      if (first === undefined) continue;
      const cells = new Map(group.flatMap(({ written }) => [...written.cells]));
      const written = { layout: first.written.layout, cells };
      const corrected = await setRight(
        table,
        written,
        group.map(({ row }) => editableOnly(row)),
        signal,
      );
      if (corrected.ok) continue;
      if (corrected.error.unfinished !== null) addUpdate(table, corrected.error.unfinished);
      return err(corrected.error.problem);
    }
    return ok(null);
  }

  return {
    settle: async (table, { rows, fromBefore }, signal) => {
      for (const update of fromBefore) {
        const putBack = await putBackOthers(table, update, signal);
        if (!putBack.ok) return putBack;
      }
      const finished = await finishUpdates(table, signal);
      return finished.ok ? setRowsRight(table, rows, signal) : finished;
    },
    addUpdate,
  };
}

/** The office may have filled its own columns since. */
const editableOnly = ({ id, cells }: NewRow): NewRow => ({
  id,
  cells: new Map([...cells].filter(([header]) => EDITABLE.has(header))),
});
