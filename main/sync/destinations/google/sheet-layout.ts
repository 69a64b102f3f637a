import type { SheetCell } from '../../../google/sheets-client.ts';
import { err, ok, type Result } from '../../../result.ts';
import { filledByOffice, ID_HEADER, type RowHeader, rowHeaders } from '../../submission-row.ts';

/** Where our columns are in the office's sheet right now. Rows and columns count from 0. */
export type Layout = {
  readonly headerRow: number;
  /** The header row as it stands, the office's own columns among ours. */
  readonly header: readonly string[];
  readonly columns: ReadonlyMap<RowHeader, number>;
  readonly idColumn: number;
  /** First column of the table around our id column: where an appended row begins. */
  readonly left: number;
  /** Its last column. */
  readonly right: number;
  /** Ours that the sheet doesn't have. */
  readonly missing: readonly RowHeader[];
};

/** The header may stand below a title; further down nobody looks for it. */
export const HEADER_SEARCH_ROWS = 10;

/** What an edit may change. Never the id, by which everyone finds the row; the rest is for the office to fill. */
export const OUR_HEADERS: readonly RowHeader[] = rowHeaders.filter(
  (header) => header !== ID_HEADER && !filledByOffice.has(header),
);

/** What no two rows have in common beside the id. Written with every change, it proves which cells our write hit. */
export const PROOF_HEADER: RowHeader = 'Utility Bill Link';

/** True when a row shows the link of something else at Google: what was meant for another row was written into it. */
export const isForeignLink = (shown: string, ours: string): boolean =>
  shown !== ours && /^https:\/\/(drive|docs)\.google\.com\//.test(shown);

const same = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();

/** Reads the first rows of a tab. Pure. */
export function findLayout(rows: readonly (readonly string[])[]): Result<Layout, 'no-id-column'> {
  const headerRow = rows.slice(0, HEADER_SEARCH_ROWS).findIndex((row) => row.some((cell) => same(cell, ID_HEADER)));
  const header = rows[headerRow];
  if (header === undefined) return err('no-id-column');
  const found = rowHeaders.map((name) => [name, header.findIndex((cell) => same(cell, name))] as const);
  const columns = new Map(found.filter(([, column]) => column >= 0));
  const idColumn = columns.get(ID_HEADER) ?? 0;
  let left = idColumn;
  while (left > 0 && header[left - 1]?.trim()) left -= 1;
  let right = idColumn;
  while (header[right + 1]?.trim()) right += 1;
  return ok({
    headerRow,
    header,
    columns,
    idColumn,
    left,
    right,
    missing: rowHeaders.filter((name) => !columns.has(name)),
  });
}

/** True when every column is still where it was. */
export const sameLayout = (one: Layout, other: Layout): boolean =>
  one.headerRow === other.headerRow &&
  one.header.length === other.header.length &&
  one.header.every((cell, index) => cell === other.header[index]);

/** Our cells at their places, from the column `from` on; null where the column isn't ours. */
export function placeCells(layout: Layout, cells: ReadonlyMap<RowHeader, string>, from = layout.left): SheetCell[] {
  const right = Math.max(...layout.columns.values());
  const placed: SheetCell[] = Array.from({ length: right - from + 1 }, () => null);
  for (const [header, column] of layout.columns) {
    const cell = cells.get(header);
    if (cell !== undefined && column >= from) placed[column - from] = cell;
  }
  return placed;
}

/** The leftmost of our columns; left of the table's edge when a column without a name lies between. */
export const leftmost = (layout: Layout): number => Math.min(...layout.columns.values());

/** Where a column is after others came or went: found by its name. Null: gone, or it has none. */
export function columnsFollowed(before: Layout, after: Layout): (column: number) => number | null {
  if (sameLayout(before, after)) return (column) => column;
  return (column) => {
    const name = before.header[column]?.trim();
    const found = name ? after.header.findIndex((each) => each.trim() === name) : -1;
    return found < 0 ? null : found;
  };
}
