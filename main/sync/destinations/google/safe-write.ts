import type { SheetCell } from '../../../google/sheets-client.ts';
import { err, ok, type Result } from '../../../result.ts';
import { type CellsWritten, hitByMistake, stillOurs } from './mistaken-rows.ts';
import { columnsFollowed, type Layout, sameLayout } from './sheet-layout.ts';
import type { SheetTable, TableChange, TableProblem } from './sheet-table.ts';

/** Part of a tab at one moment: where each id stands, and the texts of some columns. Places count from 0. */
export type Snapshot = {
  readonly layout: Layout;
  readonly places: ReadonlyMap<string, number>;
  readonly columns: readonly number[];
  readonly text: (row: number, column: number) => string;
};

/** What is to stand where: by id, by column. */
export type WantedCells = ReadonlyMap<string, ReadonlyMap<number, string>>;

export type SafelyWritten =
  | { readonly kind: 'written'; readonly places: ReadonlyMap<string, number> }
  /** Columns came or went meanwhile: in the rows that were meant, texts may stand beside their columns. */
  | { readonly kind: 'columns-moved' }
  /** What was planned for is no longer so. */
  | { readonly kind: 'nothing-written' };

/** What to write into the sheet as it is now; null: it isn't as it was when this was planned. */
export type Plan = (before: Snapshot) => WantedCells | null;

/** A write whose outcome nobody could look at: to be taken up again before anything else is written there. */
export type Unfinished = { readonly before: Snapshot; readonly wanted: WantedCells; readonly look: Look };

export type WriteProblem = {
  readonly problem: TableProblem;
  /** Null: nothing was written for certain. */
  readonly unfinished: Unfinished | null;
};

export type Look = (signal: AbortSignal) => Promise<Result<Snapshot, TableProblem>>;

/** A format of the office may show a text otherwise than it was written: after so many rounds that is how it is. */
const ROUNDS = 3;

/**
 * Writes cells into rows found by their ids. Sheets has no way to write only if a row is still where it was, so a sort
 * between looking and writing makes us write into somebody else's row. Therefore everything touched is looked at before
 * and after, and what went wrong is put right: our texts in our rows, the old ones in the others. `note` is told how
 * everything stood just before something is written.
 */
export async function writeSafely(
  table: SheetTable,
  plan: Plan,
  look: Look,
  signal: AbortSignal,
  note: (before: Snapshot, wanted: WantedCells) => Promise<void> = async () => {},
): Promise<Result<SafelyWritten, WriteProblem>> {
  const looked = await look(signal);
  if (!looked.ok) return err({ problem: looked.error, unfinished: null });
  const before = looked.value;
  const wanted = plan(before);
  if (wanted === null) return ok({ kind: 'nothing-written' });
  const first = [...wanted].flatMap(([id, cells]) => changeOf(before.places.get(id), cells));
  if (first.length === 0) return ok({ kind: 'written', places: before.places });
  const unfinished = { before, wanted, look };
  await note(before, wanted);
  const wrote = await table.write(first, signal);
  if (!wrote.ok) return err({ problem: wrote.error, unfinished: wrote.error.kind === 'unclear' ? unfinished : null });
  return finishWrite(table, unfinished, signal, cellsWritten(first));
}

/**
 * Looks at what came of a write and corrects it until everything stands as it should. May be repeated. `written`: where
 * the write went, if that was only just now.
 */
export async function finishWrite(
  table: SheetTable,
  unfinished: Unfinished,
  signal: AbortSignal,
  written: CellsWritten | null = null,
): Promise<Result<SafelyWritten, WriteProblem>> {
  const { before, wanted, look } = unfinished;
  let others: WantedCells = new Map();
  let justWritten = written;
  for (let round = 0; ; round += 1) {
    const after = await look(signal);
    if (!after.ok) return err({ problem: after.error, unfinished });
    others = together(others, hitByMistake(before, after.value, together(wanted, others), justWritten));
    const toPutBack = stillOurs(before, after.value, others, together(wanted, others));
    const changes = round < ROUNDS ? changesTo(before, after.value, together(wanted, toPutBack)) : [];
    if (changes.length === 0)
      return ok(
        sameLayout(before.layout, after.value.layout)
          ? { kind: 'written', places: after.value.places }
          : { kind: 'columns-moved' },
      );
    const corrected = await table.write(changes, signal);
    if (!corrected.ok) return err({ problem: corrected.error, unfinished });
    // Only what was seen a moment ago tells who wrote a text.
    const isFresh = written !== null && sameLayout(before.layout, after.value.layout);
    justWritten = isFresh ? cellsWritten(changes) : null;
  }
}

const cellsWritten = (changes: readonly TableChange[]): CellsWritten =>
  new Map(
    changes.map(({ row, from, cells }) => [
      row,
      new Map(cells.flatMap((cell, index) => (cell === null ? [] : [[from + index, cell] as const]))),
    ]),
  );

/**
 * After a run that ended in the middle of a write: puts back what it may have overwritten in rows that weren't meant. The
 * rows that were meant are left to their own deliveries.
 */
export async function putBackOthers(
  table: SheetTable,
  { before, wanted, look }: Unfinished,
  signal: AbortSignal,
): Promise<Result<null, TableProblem>> {
  const now = await look(signal);
  if (!now.ok) return now;
  const changes = changesTo(before, now.value, hitByMistake(before, now.value, wanted));
  return changes.length === 0 ? ok(null) : table.write(changes, signal);
}

/** The cells of both, row by row. */
const together = (some: WantedCells, others: WantedCells): WantedCells =>
  new Map([...some, ...[...others].map(([id, cells]) => [id, new Map([...(some.get(id) ?? []), ...cells])] as const)]);

/** What it takes for these rows to hold these cells, whose columns are those of `before`. */
function changesTo(before: Snapshot, after: Snapshot, meant: WantedCells): readonly TableChange[] {
  const follow = columnsFollowed(before.layout, after.layout);
  return [...meant].flatMap(([id, wished]) => {
    const row = after.places.get(id);
    if (row === undefined) return [];
    const cells = new Map<number, string>();
    for (const [column, text] of wished) {
      const at = before.columns.includes(column) ? follow(column) : null;
      if (at !== null) cells.set(at, text);
    }
    const differs = [...cells].some(([column, text]) => after.text(row, column) !== text);
    return differs ? changeOf(row, cells) : [];
  });
}

/** One range a row, from the first to the last cell that changes; what lies between stays. */
export function changeOf(row: number | undefined, cells: ReadonlyMap<number, string>): readonly TableChange[] {
  if (row === undefined || cells.size === 0) return [];
  const from = Math.min(...cells.keys());
  const line: SheetCell[] = Array.from({ length: Math.max(...cells.keys()) - from + 1 }, () => null);
  for (const [column, text] of cells) line[column - from] = text;
  return [{ row, from, cells: line }];
}
