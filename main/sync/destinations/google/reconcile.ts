import type { DriveClient } from '../../../google/drive-client.ts';
import type { DriveFile } from '../../../google/drive-file.ts';
import type { SheetsClient } from '../../../google/sheets-client.ts';
import { err, ok } from '../../../result.ts';
import type { DeliverySubmission } from '../../destination.ts';
import type { Receipt } from '../../receipt.ts';
import { type RowHeader, rowHeaders } from '../../submission-row.ts';
import { everythingWaits, type OutcomeOf, type Step } from './google-outcome.ts';
import { fileReceipt, folderReceipt, OUR_PROPERTY, type RowReceipt, rowReceipt } from './google-receipts.ts';
import { OUR_HEADERS } from './sheet-layout.ts';
import { createSheetTable, type TableView } from './sheet-table.ts';

/** A submission that is delivered, by what we know: nothing of it is still owed. */
export type DeliveredSubmission = {
  readonly submission: DeliverySubmission;
  readonly receipts: ReadonlyMap<string, Receipt>;
};

/** Something at Google that isn't as we left it. Rows count from 1, as the sheet shows them. */
export type Difference = { readonly submissionId: string; readonly accountName: string } & (
  | { readonly kind: 'folder-missing' | 'folder-trashed' }
  | {
      readonly kind: 'file-missing' | 'file-trashed' | 'file-changed';
      readonly documentId: string;
      readonly name: string;
    }
  | { readonly kind: 'row-missing' }
  /** Perhaps corrected by the office: putting it right writes ours again. */
  | { readonly kind: 'row-differs'; readonly row: number; readonly columns: readonly RowHeader[] }
  /** For a person to decide: the machine deletes no rows. */
  | { readonly kind: 'row-doubled'; readonly rows: readonly number[] }
);

export type Reconciliation = { readonly checked: number; readonly differences: readonly Difference[] };

type Parts = { readonly drive: DriveClient; readonly sheets: SheetsClient; readonly outcomeOf: OutcomeOf };

/**
 * "Check now": compares what the receipts tell with what is at Google. A call for a thousand files and one for a sheet;
 * changes nothing. What isn't listed is asked for by its id, however much that is: new files stay out of listings for a
 * while, and those made with another OAuth client for good. Taken for missing, they would be made twice by a repair.
 */
export async function checkDelivered(
  parts: Parts,
  delivered: readonly DeliveredSubmission[],
  signal: AbortSignal,
): Promise<Step<Reconciliation>> {
  const files = await checkFiles(parts, delivered, signal);
  if (!files.ok) return files;
  const rows = await checkRows(parts, delivered, signal);
  if (!rows.ok) return rows;
  return ok({ checked: delivered.length, differences: [...files.value, ...rows.value] });
}

async function checkFiles(
  parts: Parts,
  delivered: readonly DeliveredSubmission[],
  signal: AbortSignal,
): Promise<Step<Difference[]>> {
  const { drive, outcomeOf } = parts;
  const listed = await listOurs(parts, signal);
  if (!listed.ok) return listed;

  async function find(id: string): Promise<Step<DriveFile | null>> {
    const known = listed.ok ? listed.value.get(id) : undefined;
    if (known !== undefined) return ok(known);
    const found = await drive.get(id, signal);
    if (found.ok) return found;
    return found.error.kind === 'not-found' ? ok(null) : err(outcomeOf(found.error, 'file'));
  }

  const differences: Difference[] = [];
  for (const { submission, receipts } of delivered) {
    const who = { submissionId: submission.id, accountName: submission.form.accountName };
    const folder = folderReceipt(receipts);
    const atGoogle = folder === null ? ok(null) : await find(folder.id);
    if (!atGoogle.ok) return atGoogle;
    if (atGoogle.value === null) {
      // Its files went with it.
      differences.push({ ...who, kind: 'folder-missing' });
      continue;
    }
    if (atGoogle.value.trashed) differences.push({ ...who, kind: 'folder-trashed' });
    for (const { documentId, fileName } of submission.documents) {
      const receipt = fileReceipt(receipts, documentId);
      const file = receipt === null ? ok(null) : await find(receipt.id);
      if (!file.ok) return file;
      const what = { ...who, documentId, name: receipt?.name ?? fileName };
      if (file.value === null) differences.push({ ...what, kind: 'file-missing' });
      else if (file.value.explicitlyTrashed) differences.push({ ...what, kind: 'file-trashed' });
      else if (file.value.md5 !== receipt?.md5) differences.push({ ...what, kind: 'file-changed' });
    }
  }
  return ok(differences);
}

async function listOurs(
  { drive, outcomeOf }: Parts,
  signal: AbortSignal,
): Promise<Step<ReadonlyMap<string, DriveFile>>> {
  const files = new Map<string, DriveFile>();
  for (let page: string | null = null; ; ) {
    const read: Awaited<ReturnType<DriveClient['pageByProperty']>> = await drive.pageByProperty(
      'greenwattApp',
      OUR_PROPERTY.greenwattApp,
      page,
      signal,
    );
    if (!read.ok) return err(outcomeOf(read.error, 'file'));
    for (const file of read.value.files) files.set(file.id, file);
    page = read.value.next;
    if (page === null) return ok(files);
  }
}

async function checkRows(
  parts: Parts,
  delivered: readonly DeliveredSubmission[],
  signal: AbortSignal,
): Promise<Step<Difference[]>> {
  const differences: Difference[] = [];
  const sheets = Map.groupBy(delivered, ({ receipts }) => {
    const receipt = rowReceipt(receipts);
    return receipt === null ? null : `${receipt.spreadsheetId} ${receipt.sheetId}`;
  });
  for (const [key, group] of sheets) {
    const receipt = rowReceipt(group[0]?.receipts ?? new Map());
    const view = key === null || receipt === null ? ok(null) : await readSheet(parts, receipt, signal);
    if (!view.ok) return view;
    for (const each of group) differences.push(...compareRow(each, view.value));
  }
  return ok(differences);
}

async function readSheet({ sheets, outcomeOf }: Parts, ref: RowReceipt, signal: AbortSignal): Promise<Step<TableView>> {
  const view = await createSheetTable(sheets, ref).view({ everything: true }, signal);
  if (view.ok) return view;
  if (view.error.kind === 'no-id-column')
    return err(everythingWaits('sheet-without-ids', 'The sheet has no column "Unique ID" in its first rows.'));
  return err(outcomeOf(view.error, 'row'));
}

function compareRow({ submission, receipts }: DeliveredSubmission, view: TableView | null): readonly Difference[] {
  const who = { submissionId: submission.id, accountName: submission.form.accountName };
  const receipt = rowReceipt(receipts);
  if (receipt === null || view === null) return [{ ...who, kind: 'row-missing' }];
  const { layout, everything } = view;
  const rows = everything.flatMap((texts, row) =>
    row > layout.headerRow && texts[layout.idColumn] === submission.id ? [row] : [],
  );
  const [row] = rows;
  if (row === undefined) return [{ ...who, kind: 'row-missing' }];
  if (rows.length > 1) return [{ ...who, kind: 'row-doubled', rows: rows.map((each) => each + 1) }];
  const columns = OUR_HEADERS.filter((header) => {
    const column = layout.columns.get(header);
    return column !== undefined && (everything[row]?.[column] ?? '') !== receipt.cells[rowHeaders.indexOf(header)];
  });
  return columns.length === 0 ? [] : [{ ...who, kind: 'row-differs', row: row + 1, columns }];
}
