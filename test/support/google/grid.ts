/** One tab's cells. Empty cells are '' or missing; rows may have different lengths. Rows and columns count from 0. */
export type Cell = string | number | boolean;
export type Grid = { rows: Cell[][]; rowCount: number; columnCount: number };

/** Inclusive; null bounds reach to the edge of the sheet. */
export type GridRange = {
  readonly top: number | null;
  readonly left: number | null;
  readonly bottom: number | null;
  readonly right: number | null;
};
export type Area = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };

export const emptyGrid = (rowCount = 1000, columnCount = 26): Grid => ({ rows: [], rowCount, columnCount });

export const cellAt = (grid: Grid, row: number, column: number): Cell => grid.rows[row]?.[column] ?? '';

export function setCell(grid: Grid, row: number, column: number, value: Cell): void {
  while (grid.rows.length <= row) grid.rows.push([]);
  const cells = grid.rows[row] ?? [];
  while (cells.length <= column) cells.push('');
  cells[column] = value;
}

/** Column letters to an index from 0: A is 0, AA is 26. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters.toUpperCase()) index = index * 26 + (letter.charCodeAt(0) - 64);
  return index - 1;
}

export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

const CORNER = /^([A-Za-z]{0,3})(\d{0,7})$/;

/** The part after the `!` of A1 notation; null when it isn't one. */
export function parseCells(cells: string): GridRange | null {
  const [from = '', to] = cells.split(':');
  const start = CORNER.exec(from);
  const end = CORNER.exec(to ?? from);
  if (from === '' || start === null || end === null) return null;
  const column = (letters: string | undefined) => (letters ? columnIndex(letters) : null);
  const row = (digits: string | undefined) => (digits ? Number(digits) - 1 : null);
  return { left: column(start[1]), top: row(start[2]), right: column(end[1]), bottom: row(end[2]) };
}

export const areaName = (area: Area): string =>
  `${columnLetters(area.left)}${area.top + 1}:${columnLetters(area.right)}${area.bottom + 1}`;

/** Bounds a range to the sheet; null when it begins outside it. */
export function boundRange(grid: Grid, range: GridRange): Area | null {
  const top = range.top ?? 0;
  const left = range.left ?? 0;
  if (top >= grid.rowCount || left >= grid.columnCount) return null;
  return {
    top,
    left,
    bottom: Math.min(range.bottom ?? grid.rowCount - 1, grid.rowCount - 1),
    right: Math.min(range.right ?? grid.columnCount - 1, grid.columnCount - 1),
  };
}

/** As values.get answers: no empty cells at the end of a row, no empty rows at the end. */
export function readArea(grid: Grid, area: Area): Cell[][] {
  const rows: Cell[][] = [];
  for (let row = area.top; row <= Math.min(area.bottom, grid.rows.length - 1); row += 1) {
    const cells = (grid.rows[row] ?? []).slice(area.left, area.right + 1).map((cell) => cell ?? '');
    while (cells.length > 0 && cells.at(-1) === '') cells.pop();
    rows.push(cells);
  }
  while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop();
  return rows;
}

/** The table around a cell, as a spreadsheet's "select region" finds it: grown while anything touches its edge. */
export function tableAround(grid: Grid, row: number, column: number): Area | null {
  if (cellAt(grid, row, column) === '') return null;
  const area = { top: row, left: column, bottom: row, right: column };
  const rowTouches = (at: number) =>
    anyFilled(grid, { top: at, bottom: at, left: area.left - 1, right: area.right + 1 });
  const columnTouches = (at: number) =>
    anyFilled(grid, { top: area.top - 1, bottom: area.bottom + 1, left: at, right: at });
  for (;;) {
    const before = areaName(area);
    // Rows first: a tall table then costs one look at each row, not one at every row for each.
    while (rowTouches(area.bottom + 1)) area.bottom += 1;
    while (rowTouches(area.top - 1)) area.top -= 1;
    while (columnTouches(area.right + 1)) area.right += 1;
    while (columnTouches(area.left - 1)) area.left -= 1;
    if (areaName(area) === before) return area;
  }
}

function anyFilled(grid: Grid, area: Area): boolean {
  for (let row = Math.max(0, area.top); row <= area.bottom; row += 1)
    for (let column = Math.max(0, area.left); column <= area.right; column += 1)
      if (cellAt(grid, row, column) !== '') return true;
  return false;
}

/**
 * The last table inside an area, by its lowest row, then its rightmost column: what values.append extends. Google doesn't
 * say which of two side by side is the last; this one is the worse for us. Null when there is none.
 */
export function lastTableIn(grid: Grid, area: Area): Area | null {
  for (let row = Math.min(area.bottom, grid.rows.length - 1); row >= area.top; row -= 1)
    for (let column = area.right; column >= area.left; column -= 1)
      if (cellAt(grid, row, column) !== '') return tableAround(grid, row, column);
  return null;
}

export function insertRows(grid: Grid, at: number, count: number): void {
  while (grid.rows.length < at) grid.rows.push([]);
  grid.rows.splice(at, 0, ...Array.from({ length: count }, () => []));
  grid.rowCount += count;
}

export function insertColumn(grid: Grid, at: number): void {
  for (const row of grid.rows) if (row.length > at) row.splice(at, 0, '');
  grid.columnCount += 1;
}

/** Sorts all rows below the header, as a clerk does with a click on a column. */
export function sortRows(grid: Grid, column: number, direction: 'ascending' | 'descending'): void {
  const [header = [], ...rest] = grid.rows;
  const sign = direction === 'ascending' ? 1 : -1;
  const filled = rest.filter((row) => row.some((cell) => cell !== ''));
  filled.sort((a, b) => sign * String(a[column] ?? '').localeCompare(String(b[column] ?? '')));
  grid.rows = [header, ...filled];
}
