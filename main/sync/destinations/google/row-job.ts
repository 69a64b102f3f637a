import type { Delivery } from '../../destination.ts';
import { type RowHeader, rowHeaders, submissionRow } from '../../submission-row.ts';
import {
  type AppendReceipt,
  appendReceipt,
  fileReceipt,
  folderReceipt,
  type RowReceipt,
  rowReceipt,
} from './google-receipts.ts';
import { findLayout, type Layout } from './sheet-layout.ts';
import type { SheetRef } from './sheet-table.ts';
import type { UncheckedRow } from './unchecked-writes.ts';

/** A submission's row to be delivered, and what is known of it. */
export type RowJob = {
  readonly id: string;
  readonly delivery: Delivery;
  readonly cells: ReadonlyMap<RowHeader, string>;
  readonly receipt: RowReceipt | null;
  /** An append that may have had its effect. */
  readonly unseen: AppendReceipt | null;
  /** It may be there: to be looked for before it is written. Also after the delivery that is in doubt was given up. */
  readonly inDoubt: boolean;
};

export function toRowJob(delivery: Delivery, timeZone: string): RowJob {
  const receipt = rowReceipt(delivery.receipts);
  const asDelivered = delivery.asDelivered ? receipt?.cells : undefined;
  const texts = asDelivered ?? submissionRow(delivery.submission, { timeZone, billLink: billLink(delivery) });
  const unseen = appendReceipt(delivery.receipts);
  return {
    id: delivery.submission.id,
    delivery,
    cells: new Map(rowHeaders.map((header, index) => [header, texts[index] ?? ''])),
    receipt,
    unseen,
    inDoubt: delivery.inDoubt || unseen !== null,
  };
}

/** The bill itself; the folder where there are several. */
function billLink({ submission, receipts }: Delivery): string {
  const [only, ...others] = submission.documents;
  const link = only && others.length === 0 ? fileReceipt(receipts, only.documentId)?.link : undefined;
  return link || (folderReceipt(receipts)?.link ?? '');
}

/** Where the row is, or may be; null: nowhere yet. */
export const placeOf = ({ receipt, unseen }: RowJob): SheetRef | null => receipt ?? unseen;

/** To be kept before the row is sent: after a crash nothing else tells where it may have come to stand. */
export function noteAppend({ spreadsheetId, sheetId }: SheetRef, layout: Layout, { cells }: RowJob): AppendReceipt {
  const { headerRow, header } = layout;
  const texts = rowHeaders.map((name) => cells.get(name) ?? '');
  return { spreadsheetId, sheetId, headerRow, header, cells: texts };
}

/** The row as an append that nobody saw the end of wrote it; empty when there was none. */
export function uncheckedRow(job: RowJob): readonly UncheckedRow[] {
  if (job.unseen === null) return [];
  const { headerRow, header, cells } = job.unseen;
  const layout = findLayout([...Array.from({ length: headerRow }, () => []), header]);
  if (!layout.ok) return [];
  const texts = new Map(rowHeaders.map((name, index) => [name, cells[index] ?? '']));
  return [{ row: job, written: { layout: layout.value, cells: new Map([[job.id, texts]]) } }];
}

/** True when a text of ours stands in the row's columns without a name: it was carried there by a column that moved. */
export const hasStray = ({ cells }: RowJob, texts: readonly string[], { header }: Layout): boolean => {
  const ours = new Set(cells.values());
  return texts.some((text, column) => text !== '' && !header[column]?.trim() && ours.has(text));
};

export const asWrittenBy = (job: RowJob, layout: Layout): UncheckedRow => ({
  row: job,
  written: { layout, cells: new Map([[job.id, job.cells]]) },
});
