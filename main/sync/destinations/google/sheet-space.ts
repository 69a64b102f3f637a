import type { Tab } from '../../../google/sheets-client.ts';

/** Cells of a whole spreadsheet: https://support.google.com/drive/answer/37603 (read November 2026). */
const MOST_CELLS = 10_000_000;

/** How much of what Google allows a spreadsheet has, 0 to 1. Empty cells of its grid count, too. */
export const fullness = (tabs: readonly Tab[]): number =>
  tabs.reduce((sum, { rows, columns }) => sum + rows * columns, 0) / MOST_CELLS;

/** From here on it is to be followed by another: days before rows are refused even in a large office. */
export const isNearlyFull = (tabs: readonly Tab[]): boolean => fullness(tabs) >= 0.9;
