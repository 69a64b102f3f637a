import { ok, type Result } from '../../../result.ts';
import { rowsIn } from '../../earlier-rows.ts';
import { ID_HEADER, type RowHeader, rowHeaders } from '../../submission-row.ts';
import type { RowReceipt } from './google-receipts.ts';
import { isForeignLink, OUR_HEADERS, PROOF_HEADER } from './sheet-layout.ts';
import type { SheetTable, TableProblem, TableView } from './sheet-table.ts';
import { placesOf } from './sheet-update.ts';

/** A row as we delivered it. `before`: see `SecondLookReceipt`. */
export type DeliveredRow = {
  readonly submissionId: string;
  readonly cells: RowReceipt['cells'];
  readonly before: readonly string[];
};

export type Disturbed = {
  readonly ids: ReadonlySet<string>;
  /** All rows of the sheet that show the bill's link of another row, too, by id: one of the two was hit by mistake. */
  readonly sharedLinks: ReadonlyMap<string, string>;
};

/**
 * Which of these rows another desktop's write went into after ours. It looks before and after it writes and puts back
 * what a sort made it overwrite, but only as it had seen it: what we wrote between its look and its write it doesn't
 * know. Only whoever delivered a row can tell, a while later.
 */
export async function findDisturbed(
  table: SheetTable,
  rows: readonly DeliveredRow[],
  signal: AbortSignal,
): Promise<Result<Disturbed, TableProblem>> {
  const all = await table.view({ columns: [ID_HEADER, PROOF_HEADER] }, signal);
  if (!all.ok) return all;
  const sharedLinks = findSharedLinks(all.value);
  const places = placesOf(all.value);
  const links = all.value.columns.get(PROOF_HEADER);
  const disturbed = rows.filter((row) => showsForeignLink(row, links?.[places.get(row.submissionId) ?? -1] ?? null));
  const ids = new Set(disturbed.map(({ submissionId }) => submissionId));

  // Only what changed a row can have been put back.
  const edited = rows.filter(({ submissionId, before }) => before.length > 0 && !ids.has(submissionId));
  const there = edited.flatMap(({ submissionId }) => places.get(submissionId) ?? []);
  if (there.length === 0) return ok({ ids, sharedLinks });
  const view = await table.view({ rows: there }, signal);
  if (!view.ok) return view;
  const { layout, rows: texts } = view.value;
  const byId = new Map([...texts.values()].map((row) => [row[layout.idColumn] ?? '', row]));
  for (const row of edited) {
    const now = byId.get(row.submissionId);
    const textOf = (header: RowHeader) => now?.[layout.columns.get(header) ?? -1] ?? null;
    if (showsForeignLink(row, textOf(PROOF_HEADER)) || wasPutBack(row, textOf)) ids.add(row.submissionId);
  }
  return ok({ ids, sharedLinks });
}

function findSharedLinks(view: TableView): ReadonlyMap<string, string> {
  const links = view.columns.get(PROOF_HEADER) ?? [];
  const shown = [...placesOf(view)].map(([id, row]) => [id, links[row] ?? ''] as const);
  const byLink = Map.groupBy(shown, ([, link]) => link);
  return new Map(shown.filter(([, link]) => link !== '' && (byLink.get(link)?.length ?? 0) > 1));
}

const ours = ({ cells }: DeliveredRow, header: RowHeader) => cells[rowHeaders.indexOf(header)] ?? '';

/** What the office typed there itself is its own. */
const showsForeignLink = (row: DeliveredRow, shown: string | null): boolean =>
  shown !== null && isForeignLink(shown, ours(row, PROOF_HEADER));

/** True when a cell that we changed holds what it held before. `now`: null where there is no such row or column. */
const wasPutBack = (row: DeliveredRow, now: (header: RowHeader) => string | null): boolean =>
  OUR_HEADERS.some((header) => {
    const index = rowHeaders.indexOf(header);
    const shown = now(header);
    return shown !== ours(row, header) && rowsIn(row.before).some((cells) => cells[index] === shown);
  });
