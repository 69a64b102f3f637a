import type { DeliveredSubmission } from '../../../main/sync/destinations/google/reconcile.ts';
import type { Office } from '../office.ts';

/** What is delivered to Google by what this desktop knows, each with its receipts. */
export function deliveredOf(office: Office, ids: readonly string[]): DeliveredSubmission[] {
  const newestRow = office.db.prepare<[string], { id: string }>(
    "SELECT id FROM outbox WHERE submission_id = ? AND kind = 'row' AND destination = 'google' ORDER BY version DESC",
  );
  return ids.map((id) => {
    const entry = office.storage.outbox.get(newestRow.get(id)?.id ?? '');
    if (entry === null) throw new Error(`${id} was never delivered`);
    const { submission, receipts } = office.describe(entry);
    return { submission, receipts };
  });
}
