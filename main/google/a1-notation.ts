/** Columns and rows count from 0 here, as in our code; in A1 notation from A and 1. */

export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + (letter.charCodeAt(0) - 64);
  return column - 1;
}

/** A tab's title as it must stand before the `!`. */
export const quoteTab = (title: string): string => `'${title.replaceAll("'", "''")}'`;

export const cellRange = (tab: string, row: number, column: number): string =>
  `${quoteTab(tab)}!${columnLetters(column)}${row + 1}`;

export const columnRange = (tab: string, column: number): string =>
  `${quoteTab(tab)}!${columnLetters(column)}:${columnLetters(column)}`;

/** Where a range that Google tells of begins; null when it isn't one of cells. */
export function startOf(range: string): { readonly row: number; readonly column: number } | null {
  const match = /(?:^|!)([A-Z]{1,3})(\d+)(?::[A-Z]{1,3}\d+)?$/.exec(range);
  return match?.[1] === undefined ? null : { column: columnNumber(match[1]), row: Number(match[2]) - 1 };
}
