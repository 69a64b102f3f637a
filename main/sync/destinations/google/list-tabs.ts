import { cellRange, quoteTab } from '../../../google/a1-notation.ts';
import type { GoogleProblem } from '../../../google/google-problem.ts';
import type { SheetsClient } from '../../../google/sheets-client.ts';
import { ok, type Result } from '../../../result.ts';

/** The tabs of the office's lists, with the headings they begin with. */
export const LIST_TABS: Readonly<Record<string, readonly string[]>> = {
  Agents: ['ID', 'Name'],
  Utilities: ['Name', 'Active'],
  Developers: ['Name', 'Agreement'],
};

const TITLES = Object.keys(LIST_TABS);

type Rows = readonly (readonly string[])[];

/** Fills those tabs that are empty: with what the earlier spreadsheet has in them, else with headings. All must exist. */
export async function fillListTabs(
  sheets: SheetsClient,
  spreadsheetId: string,
  earlierId: string | null,
  signal: AbortSignal,
): Promise<Result<null, GoogleProblem>> {
  const now = await sheets.read(spreadsheetId, TITLES.map(quoteTab), signal);
  if (!now.ok) return now;
  const empty = TITLES.filter((_, index) => now.value[index]?.length === 0);
  const earlier = earlierId === null || empty.length === 0 ? ok(new Map()) : await readLists(sheets, earlierId, signal);
  if (!earlier.ok) return earlier;
  for (const title of empty) {
    const rows: Rows = earlier.value.get(title) ?? [LIST_TABS[title] ?? []];
    // Not a plain write: a long list needs more rows than a new tab has.
    const filled = await sheets.append(spreadsheetId, cellRange(title, 0, 0), rows, signal);
    if (!filled.ok) return filled;
  }
  return ok(null);
}

async function readLists(
  sheets: SheetsClient,
  spreadsheetId: string,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Rows>, GoogleProblem>> {
  const found = await sheets.tabs(spreadsheetId, signal);
  if (!found.ok) return found;
  const there = TITLES.filter((title) => found.value.tabs.some((tab) => tab.title === title));
  if (there.length === 0) return ok(new Map());
  const read = await sheets.read(spreadsheetId, there.map(quoteTab), signal);
  if (!read.ok) return read;
  const lists = there.map((title, index) => [title, read.value[index] ?? []] as const);
  return ok(new Map(lists.filter(([, rows]) => rows.length > 0)));
}
