import { ok, type Result } from '../../../result.ts';
import { type RowHeader, rowHeaders } from '../../submission-row.ts';
import type { RowReceipt } from './google-receipts.ts';
import { isForeignLink, OUR_HEADERS, PROOF_HEADER } from './sheet-layout.ts';
import type { SheetTable, TableProblem, TableView } from './sheet-table.ts';
import { placesOf } from './sheet-update.ts';

/** A row as we delivered it. `before`: what its cells held before, in the order of `rowHeaders`; empty: a new row. */
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
  const all = await table.view({ columns: [ID, PROOF_HEADER] }, signal);
  if (!all.ok) return all;
  const sharedLinks = findSharedLinks(all.value);
  if (rows.length === 0) return ok({ ids: new Set(), sharedLinks });
  const places = placesOf(all.value);
  const there = await table.view({ rows: rows.flatMap(({ submissionId }) => places.get(submissionId) ?? []) }, signal);
  if (!there.ok) return there;
  const { layout, rows: texts } = there.value;
  const byId = new Map([...texts.values()].map((row) => [row[layout.idColumn] ?? '', row]));
  const disturbed = rows.filter((row) => {
    const now = byId.get(row.submissionId);
    return now !== undefined && isDisturbed(row, (header) => now[layout.columns.get(header) ?? -1] ?? null);
  });
  return ok({ ids: new Set(disturbed.map(({ submissionId }) => submissionId)), sharedLinks });
}

function findSharedLinks(view: TableView): ReadonlyMap<string, string> {
  const links = view.columns.get(PROOF_HEADER) ?? [];
  const shown = [...placesOf(view)].map(([id, row]) => [id, links[row] ?? ''] as const);
  const byLink = Map.groupBy(shown, ([, link]) => link);
  return new Map(shown.filter(([, link]) => link !== '' && (byLink.get(link)?.length ?? 0) > 1));
}

/** Pure. `now`: what stands in that column; null: there is no such column. What the office typed itself is its own. */
export function isDisturbed({ cells, before }: DeliveredRow, now: (header: RowHeader) => string | null): boolean {
  const ours = (header: RowHeader) => cells[rowHeaders.indexOf(header)] ?? '';
  const link = now(PROOF_HEADER);
  if (link !== null && isForeignLink(link, ours(PROOF_HEADER))) return true;
  const putBack = (header: RowHeader) => {
    const was = before[rowHeaders.indexOf(header)];
    return was !== undefined && was !== ours(header) && was === now(header);
  };
  return OUR_HEADERS.some(putBack);
}

const ID: RowHeader = 'Unique ID';
