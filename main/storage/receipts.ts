import type { Database } from 'better-sqlite3';
import type { Receipt } from '../sync/receipt.ts';

export type ReceiptsTable = ReturnType<typeof createReceiptsTable>;

/** What was delivered where. One receipt per thing at the destination ('folder', 'row', 'file:<documentId>'). */
export function createReceiptsTable(db: Database) {
  const of = db.prepare<[string, string], { item: string; receipt: string }>(
    'SELECT item, receipt FROM receipts WHERE submission_id = ? AND destination = ?',
  );
  const put = db.prepare<[string, string, string, string, number]>(
    `INSERT INTO receipts (submission_id, destination, item, receipt, delivered_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (submission_id, destination, item)
     DO UPDATE SET receipt = excluded.receipt, delivered_at = excluded.delivered_at`,
  );
  const remove = db.prepare<[string, string, string]>(
    'DELETE FROM receipts WHERE submission_id = ? AND destination = ? AND item = ?',
  );
  const mentions = db.prepare<[string, string, string, string], { found: 1 }>(
    'SELECT 1 AS found FROM receipts WHERE destination = ? AND item = ? AND receipt ->> ? = ? LIMIT 1',
  );

  return {
    of(submissionId: string, destination: string): ReadonlyMap<string, Receipt> {
      return new Map(of.all(submissionId, destination).map((row) => [row.item, JSON.parse(row.receipt)]));
    },
    put(submissionId: string, destination: string, item: string, receipt: Receipt, at: number): void {
      put.run(submissionId, destination, item, JSON.stringify(receipt), at);
    },
    remove(submissionId: string, destination: string, item: string): void {
      remove.run(submissionId, destination, item);
    },
    /** Whether the item's receipt of any submission holds this text under that key; a scan, for rare questions. */
    anyHolds(destination: string, item: string, key: string, text: string): boolean {
      return mentions.get(destination, item, key, text) !== undefined;
    },
  };
}
