import { err, ok, type Result } from '../../../result.ts';
import { ID_HEADER, type RowHeader, rowHeaders } from '../../submission-row.ts';
import {
  type Look,
  type SafelyWritten,
  type Snapshot,
  type WantedCells,
  type WriteProblem,
  writeSafely,
} from './safe-write.ts';
import { isForeignLink, PROOF_HEADER, sameLayout } from './sheet-layout.ts';
import type { SheetTable, TableChange, TableView } from './sheet-table.ts';

/** Cells of one row that are to be changed; the row is found by its id. */
export type RowUpdate = {
  readonly id: string;
  readonly cells: ReadonlyMap<RowHeader, string>;
  /** All of ours, to be written should the row show another link than the one we left there; null: look at nothing else. */
  readonly ifDisturbed: { readonly link: string; readonly cells: ReadonlyMap<RowHeader, string> } | null;
};

/** By id: the row it stands in (from 0). Left out: ids that no row has, and rows that have to be looked at whole. */
export type Updated = ReadonlyMap<string, number>;

/**
 * Above that many cells the columns are not read to be able to put back what a sort in the wrong moment made us
 * overwrite: some megabytes, for an edit.
 */
const MOST_CELLS = 300_000;

/**
 * Changes cells of rows found by their ids, whoever sorts the sheet or moves its columns meanwhile. `note` is told how
 * everything stood just before something is written.
 */
export async function updateRows(
  table: SheetTable,
  updates: readonly RowUpdate[],
  note: (before: Snapshot, wanted: WantedCells) => Promise<void>,
  signal: AbortSignal,
): Promise<Result<Updated, WriteProblem>> {
  for (let round = 0; round < 3; round += 1) {
    const written = await updateOnce(table, updates, note, signal);
    if (!written.ok) return written;
    if (written.value.kind === 'written') return ok(written.value.places);
    // In these rows texts stood beside their columns. Whether all is right again only the whole row tells.
    if (written.value.kind === 'columns-moved') return ok(new Map());
  }
  return err({ problem: { kind: 'unclear', why: 'server-error' }, unfinished: null });
}

async function updateOnce(
  table: SheetTable,
  updates: readonly RowUpdate[],
  note: (before: Snapshot, wanted: WantedCells) => Promise<void>,
  signal: AbortSignal,
): Promise<Result<SafelyWritten, WriteProblem>> {
  const start = await table.view({ columns: [ID_HEADER] }, signal);
  if (!start.ok) return err({ problem: start.error, unfinished: null });
  const { layout } = start.value;
  const targets = placesOf(start.value);
  const whole = await table.view({ rows: updates.flatMap(({ id }) => targets.get(id) ?? []) }, signal);
  if (!whole.ok) return err({ problem: whole.error, unfinished: null });
  if (!sameLayout(layout, whole.value.layout)) return ok({ kind: 'nothing-written' });

  const wanted = new Map(updates.map((update) => [update.id, wantedCells(update, whole.value, targets)]));
  const columns = new Set([...wanted.values()].flatMap((cells) => [...cells.keys()]));
  const headers: readonly RowHeader[] = [
    ...new Set([
      ID_HEADER,
      PROOF_HEADER,
      ...rowHeaders.filter((header) => columns.has(layout.columns.get(header) ?? -1)),
    ]),
  ];
  const small = (start.value.columns.get(ID_HEADER)?.length ?? 0) * headers.length <= MOST_CELLS;
  const look = lookAt(table, small ? headers : [ID_HEADER]);
  const plan = (before: Snapshot) => (sameLayout(layout, before.layout) ? wanted : null);
  const written = await writeSafely(table, plan, look, signal, note);
  if (!written.ok || written.value.kind !== 'columns-moved') return written;
  const after = await table.view({ columns: [ID_HEADER] }, signal);
  const strays = after.ok ? strayCells(whole.value, targets, after.value, updates) : [];
  // Should it fail, what is ours is put right when the rows are looked at.
  if (strays.length > 0) await table.write(strays, signal);
  return written;
}

/** By column: what changes, with the link that proves whose it is; all of ours when the row was disturbed. */
function wantedCells(
  { id, cells, ifDisturbed }: RowUpdate,
  { layout, rows }: TableView,
  targets: ReadonlyMap<string, number>,
): ReadonlyMap<number, string> {
  const texts = rows.get(targets.get(id) ?? -1);
  const link = texts?.[layout.idColumn] === id ? (texts[layout.columns.get(PROOF_HEADER) ?? -1] ?? '') : null;
  const isDisturbed = link !== null && ifDisturbed !== null && isForeignLink(link, ifDisturbed.link);
  const written = new Map([
    ...(link === null ? [] : [[PROOF_HEADER, link] as const]),
    ...(isDisturbed ? ifDisturbed.cells : cells),
  ]);
  return new Map(
    [...written]
      .map(([header, text]) => [layout.columns.get(header) ?? -1, text] as const)
      .filter(([column]) => column >= 0),
  );
}

/** Looks at some columns of all rows. */
export const lookAt =
  (table: SheetTable, headers: readonly RowHeader[]): Look =>
  async (signal) => {
    const view = await table.view({ columns: headers }, signal);
    return view.ok ? ok(snapshotOf(view.value)) : view;
  };

function snapshotOf(view: TableView): Snapshot {
  const byColumn = new Map([...view.columns].map(([name, texts]) => [view.layout.columns.get(name) ?? -1, texts]));
  return {
    layout: view.layout,
    places: placesOf(view),
    columns: [...byColumn.keys()],
    text: (row, column) => byColumn.get(column)?.[row] ?? '',
  };
}

/** Columns moved while we wrote, so our texts landed beside their columns: what stood there goes back. */
function strayCells(
  before: TableView,
  targets: ReadonlyMap<string, number>,
  after: TableView,
  updates: readonly RowUpdate[],
): readonly TableChange[] {
  const places = placesOf(after);
  return updates.flatMap(({ id, cells }) => {
    const row = places.get(id);
    const old = before.rows.get(targets.get(id) ?? -1);
    if (row === undefined || old?.[before.layout.idColumn] !== id) return [];
    const mine = new Set([...cells.keys()].map((header) => after.layout.columns.get(header)));
    const hit = [...cells.keys()].flatMap((header) => before.layout.columns.get(header) ?? []);
    return hit
      .filter((column) => !mine.has(column))
      .map((column) => {
        const name = after.layout.header[column] ?? '';
        const was = name.trim() === '' ? -1 : before.layout.header.indexOf(name);
        return { row, from: column, cells: [old[was] ?? ''] };
      });
  });
}

/** First row of each id. */
export function placesOf(view: TableView): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [row, id] of (view.columns.get(ID_HEADER) ?? []).entries())
    if (row > view.layout.headerRow && id !== '' && !places.has(id)) places.set(id, row);
  return places;
}
