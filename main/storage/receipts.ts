import type { Database } from 'better-sqlite3';
import type { Receipt } from '../sync/receipt.ts';

export type ReceiptsTable = ReturnType<typeof createReceiptsTable>;

export type KeptReceipt = {
  readonly destination: string;
  readonly item: string;
  readonly receipt: Receipt;
  readonly deliveredAt: number;
};

export type DueSecondLook = { readonly submissionId: string; readonly deliveredAt: number };

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
  const all = db.prepare<[string], { destination: string; item: string; receipt: string; delivered_at: number }>(
    'SELECT destination, item, receipt, delivered_at FROM receipts WHERE submission_id = ? ORDER BY delivered_at',
  );
  const deliveredTo = db.prepare<[string], { submission_id: string }>(
    `SELECT submission_id FROM receipts r WHERE destination = ? AND item = 'row' AND NOT EXISTS (
       SELECT 1 FROM outbox o
       WHERE o.submission_id = r.submission_id AND o.destination = r.destination AND o.state <> 'delivered')`,
  );
  const secondLooks = db.prepare<[string, number, number, number], { submission_id: string; delivered_at: number }>(
    `SELECT submission_id, delivered_at FROM receipts
     WHERE destination = ? AND item = 'second-look' AND (delivered_at <= ? OR delivered_at > ?) ORDER BY delivered_at LIMIT ?`,
  );
  const removeSecondLook = db.prepare<[string, string, number]>(
    `DELETE FROM receipts WHERE submission_id = ? AND destination = ? AND item = 'second-look' AND delivered_at = ?`,
  );
  const moveSecondLook = db.prepare<[number, string, string, number]>(
    `UPDATE receipts SET delivered_at = ?
     WHERE submission_id = ? AND destination = ? AND item = 'second-look' AND delivered_at = ?`,
  );
  const mentions = db.prepare<[string, string, string, string], { found: 1 }>(
    'SELECT 1 AS found FROM receipts WHERE destination = ? AND item = ? AND receipt ->> ? = ? LIMIT 1',
  );

  return {
    of(submissionId: string, destination: string): ReadonlyMap<string, Receipt> {
      return new Map(of.all(submissionId, destination).map((row) => [row.item, JSON.parse(row.receipt)]));
    },
    /** Of every destination, oldest first. */
    all(submissionId: string): readonly KeptReceipt[] {
      return all.all(submissionId).map((row) => ({
        destination: row.destination,
        item: row.item,
        receipt: JSON.parse(row.receipt),
        deliveredAt: row.delivered_at,
      }));
    },
    /** The submissions that have a row there and owe nothing to it. */
    deliveredTo(destination: string): readonly string[] {
      return deliveredTo.all(destination).map((row) => row.submission_id);
    },
    /** Null forgets the item. */
    keep(submissionId: string, destination: string, item: string, receipt: Receipt | null, at: number): void {
      if (receipt === null) remove.run(submissionId, destination, item);
      else put.run(submissionId, destination, item, JSON.stringify(receipt), at);
    },
    /**
     * Submissions whose row was delivered there `settleMs` before `at` or earlier and not looked at since, longest ago
     * first; later than `at`, too: then the clock was set back.
     */
    secondLooks(
      destination: string,
      { at, settleMs }: { readonly at: number; readonly settleMs: number },
      limit: number,
    ): readonly DueSecondLook[] {
      return secondLooks
        .all(destination, at - settleMs, at, limit)
        .map((row) => ({ submissionId: row.submission_id, deliveredAt: row.delivered_at }));
    },
    /** It was looked at. One that was delivered again meanwhile stays due. */
    secondLookDone({ submissionId, deliveredAt }: DueSecondLook, destination: string): void {
      removeSecondLook.run(submissionId, destination, deliveredAt);
    },
    /** It takes its place as if it had been delivered then. One that was delivered again meanwhile keeps its own. */
    putOffSecondLook({ submissionId, deliveredAt }: DueSecondLook, destination: string, until: number): void {
      moveSecondLook.run(until, submissionId, destination, deliveredAt);
    },
    /** Whether the item's receipt of any submission holds this text under that key; a scan, for rare questions. */
    anyHolds(destination: string, item: string, key: string, text: string): boolean {
      return mentions.get(destination, item, key, text) !== undefined;
    },
  };
}
