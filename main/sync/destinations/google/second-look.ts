import { ok, type Result } from '../../../result.ts';
import { type RowHeader, rowHeaders } from '../../submission-row.ts';
import type { RowReceipt } from './google-receipts.ts';
import { OUR_HEADERS, PROOF_HEADER } from './sheet-layout.ts';
import type { SheetTable, TableProblem } from './sheet-table.ts';
import { placesOf } from './sheet-update.ts';

/** A row as we delivered it. `before`: what its cells held before, in the order of `rowHeaders`; empty: a new row. */
export type DeliveredRow = {
  readonly submissionId: string;
  readonly cells: RowReceipt['cells'];
  readonly before: readonly string[];
};

/**
 * The rows that another desktop's write went into after ours. It looks before and after it writes and puts back what a
 * sort made it overwrite, but only as it had seen it: what we wrote between its look and its write it doesn't know.
 * Only whoever delivered a row can tell, a while later.
 */
export async function findDisturbed(
  table: SheetTable,
  rows: readonly DeliveredRow[],
  signal: AbortSignal,
): Promise<Result<ReadonlySet<string>, TableProblem>> {
  const ids = await table.view({ columns: [ID] }, signal);
  if (!ids.ok) return ids;
  const places = placesOf(ids.value);
  const there = await table.view({ rows: rows.flatMap(({ submissionId }) => places.get(submissionId) ?? []) }, signal);
  if (!there.ok) return there;
  const { layout, rows: texts } = there.value;
  const byId = new Map([...texts.values()].map((row) => [row[layout.idColumn] ?? '', row]));
  const disturbed = rows.filter((row) => {
    const now = byId.get(row.submissionId);
    return now !== undefined && isDisturbed(row, (header) => now[layout.columns.get(header) ?? -1] ?? null);
  });
  return ok(new Set(disturbed.map(({ submissionId }) => submissionId)));
}

/** Pure. `now`: what stands in that column; null: there is no such column. What the office typed itself is its own. */
export function isDisturbed({ cells, before }: DeliveredRow, now: (header: RowHeader) => string | null): boolean {
  const ours = (header: RowHeader) => cells[rowHeaders.indexOf(header)] ?? '';
  const link = now(PROOF_HEADER);
  if (link !== null && link !== ours(PROOF_HEADER) && isGoogleLink(link)) return true;
  const putBack = (header: RowHeader) => {
    const was = before[rowHeaders.indexOf(header)];
    return was !== undefined && was !== ours(header) && was === now(header);
  };
  return OUR_HEADERS.some(putBack);
}

const isGoogleLink = (text: string) => /^https:\/\/(drive|docs)\.google\.com\//.test(text);

const ID: RowHeader = 'Unique ID';
