import type { Database } from 'better-sqlite3';
import type { EntryKind, EntryPayload, EntryState, NewEntry, OutboxEntry, OwedEntry } from '../sync/outbox-entry.ts';

type Row = {
  readonly id: string;
  readonly submission_id: string;
  readonly version: number;
  readonly destination: string;
  readonly kind: EntryKind;
  readonly step: number;
  readonly idempotency_key: string;
  readonly payload: string;
  readonly state: EntryState;
  readonly attempts: number;
  readonly next_attempt_at: number | null;
  readonly leased_until: number | null;
  readonly in_doubt: 0 | 1;
  readonly cause: string | null;
  readonly problem: string | null;
};

/** Queries of the outbox. The rules (what follows an outcome, what replaces what) are in sync/outbox.ts. */
export function createOutboxTable(db: Database) {
  const insert = db.prepare<[string, string, number, string, string, number, string, string, number, number]>(
    `INSERT INTO outbox (id, submission_id, version, destination, kind, step, idempotency_key, payload, state,
       in_doubt, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?)`,
  );
  const get = db.prepare<[string], Row>('SELECT * FROM outbox WHERE id = ?');
  const due = db.prepare<[string, string, number, number], Row>(
    `SELECT * FROM outbox WHERE state = 'waiting' AND next_attempt_at IS NOT NULL
       AND destination = ? AND kind = ? AND next_attempt_at <= ?
     ORDER BY next_attempt_at, rowid LIMIT ?`,
  );
  const nextDue = db.prepare<[string, number], { at: number | null }>(
    `SELECT min(next_attempt_at) AS at FROM outbox
     WHERE state = 'waiting' AND next_attempt_at IS NOT NULL AND destination = ? AND next_attempt_at > ?`,
  );
  const unblock = db.prepare<[number, string, string, string, string]>(
    `UPDATE outbox SET next_attempt_at = ?
     WHERE submission_id = ? AND destination = ? AND state = 'waiting' AND next_attempt_at IS NULL
       AND step = (SELECT min(step) FROM outbox WHERE submission_id = ? AND destination = ? AND state <> 'delivered')`,
  );
  const lease = db.prepare<[number, string]>(
    `UPDATE outbox SET state = 'leased', leased_until = ?, attempts = attempts + 1 WHERE id = ?`,
  );
  const endLeases = db.prepare<[number, number]>(
    `UPDATE outbox SET state = 'waiting', leased_until = NULL, next_attempt_at = ?, in_doubt = 1
     WHERE state = 'leased' AND leased_until <= ?`,
  );
  const setDelivered = db.prepare<[number, string]>(
    `UPDATE outbox SET state = 'delivered', leased_until = NULL, in_doubt = 0, cause = NULL, problem = NULL,
       delivered_at = ? WHERE id = ?`,
  );
  const setWaiting = db.prepare<[number, number, 0 | 1, string, string, string]>(
    `UPDATE outbox SET state = 'waiting', leased_until = NULL, next_attempt_at = ?, attempts = ?, in_doubt = ?,
       cause = ?, problem = ? WHERE id = ?`,
  );
  const setRejected = db.prepare<[string, string, string]>(
    `UPDATE outbox SET state = 'rejected', leased_until = NULL, cause = ?, problem = ? WHERE id = ?`,
  );
  const owedBy = db.prepare<[string], Row>(
    `SELECT * FROM outbox WHERE submission_id = ? AND state <> 'delivered' ORDER BY step`,
  );
  const newestDelivered = db.prepare<[string], { at: number | null }>(
    `SELECT max(outbox.delivered_at) AS at FROM outbox JOIN submissions ON submissions.id = submission_id
     WHERE submission_id = ? AND outbox.version = submissions.version AND kind = 'row'`,
  );
  const remove = db.prepare<[string]>('DELETE FROM outbox WHERE id = ?');
  const raiseDoubt = db.prepare<[string, string, number, string]>(
    'UPDATE outbox SET in_doubt = 1 WHERE submission_id = ? AND destination = ? AND version > ? AND kind = ?',
  );
  const newest = db.prepare<[string, string], { version: number | null }>(
    'SELECT max(version) AS version FROM outbox WHERE submission_id = ? AND destination = ?',
  );
  // What is due already stays as it is: waking thousands twice in a row must cost nothing the second time.
  const wakeAll = db.prepare<[{ now: number }]>(
    `UPDATE outbox SET next_attempt_at = @now WHERE state = 'waiting' AND next_attempt_at > @now`,
  );
  const counts = db.prepare<[], { state: EntryState; count: number }>(
    'SELECT state, count(*) AS count FROM outbox GROUP BY state',
  );
  const owed = db.prepare<[number], Row & { account_name: string }>(
    `SELECT outbox.*, submissions.form ->> '$.accountName' AS account_name
     FROM outbox JOIN submissions ON submissions.id = outbox.submission_id
     WHERE outbox.state <> 'delivered' ORDER BY outbox.created_at, outbox.rowid LIMIT ?`,
  );

  return {
    /** Waits behind everything of its submission and destination until `unblock`. */
    insert(entry: NewEntry, at: number): void {
      const { id, submissionId, version, destination, payload, step, idempotencyKey, inDoubt } = entry;
      const text = JSON.stringify(payload);
      const doubt = inDoubt ? 1 : 0;
      insert.run(id, submissionId, version, destination, payload.kind, step, idempotencyKey, text, doubt, at);
    },
    get(id: string): OutboxEntry | null {
      const row = get.get(id);
      return row ? toEntry(row) : null;
    },
    /** Makes the first step still owed there due; to be called when steps came or went. */
    unblock(submissionId: string, destination: string, at: number): void {
      unblock.run(at, submissionId, destination, submissionId, destination);
    },
    /** Waiting entries whose time has come and whose earlier steps are delivered; longest due first. */
    due(destination: string, kind: EntryKind, now: number, limit: number): readonly OutboxEntry[] {
      return due.all(destination, kind, now, limit).map(toEntry);
    },
    /** When the next entry that nothing blocks becomes due, later than `after`; null when none will. */
    nextDueAt(destination: string, after: number): number | null {
      return nextDue.get(destination, after)?.at ?? null;
    },
    /** Counts an attempt. */
    lease(id: string, until: number): void {
      lease.run(until, id);
    },
    /** Leases that ran out by `expiredBy` wait again, in doubt; how many. */
    endLeases(expiredBy: number, now: number): number {
      return endLeases.run(now, expiredBy).changes;
    },
    setDelivered(id: string, at: number): void {
      setDelivered.run(at, id);
    },
    setWaiting(
      id: string,
      next: { nextAttemptAt: number; attempts: number; inDoubt: boolean; cause: string; problem: string },
    ): void {
      setWaiting.run(next.nextAttemptAt, next.attempts, next.inDoubt ? 1 : 0, next.cause, next.problem, id);
    },
    setRejected(id: string, cause: string, problem: string): void {
      setRejected.run(cause, problem, id);
    },
    /** In order of delivery. */
    owedBy(submissionId: string): readonly OutboxEntry[] {
      return owedBy.all(submissionId).map(toEntry);
    },
    /** When its newest version was last delivered whole to a destination; null: to none. */
    newestDeliveredAt(submissionId: string): number | null {
      return newestDelivered.get(submissionId)?.at ?? null;
    },
    remove(id: string): void {
      remove.run(id);
    },
    /** Entries of that kind of later versions must look before they write. */
    raiseDoubt(submissionId: string, destination: string, afterVersion: number, kind: EntryKind): void {
      raiseDoubt.run(submissionId, destination, afterVersion, kind);
    },
    newestVersion(submissionId: string, destination: string): number {
      return newest.get(submissionId, destination)?.version ?? 0;
    },
    /** All that wait may be attempted now. */
    wake(now: number): void {
      wakeAll.run({ now });
    },
    countByState(): ReadonlyMap<EntryState, number> {
      return new Map(counts.all().map((row) => [row.state, row.count]));
    },
    /** Oldest first. */
    owed(limit: number): readonly OwedEntry[] {
      return owed.all(limit).map(toOwed);
    },
  };
}

function toEntry(row: Row): OutboxEntry {
  const payload: EntryPayload = JSON.parse(row.payload);
  return {
    id: row.id,
    submissionId: row.submission_id,
    version: row.version,
    destination: row.destination,
    payload,
    step: row.step,
    idempotencyKey: row.idempotency_key,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    leasedUntil: row.leased_until,
    inDoubt: row.in_doubt === 1,
    cause: row.cause,
    problem: row.problem,
  };
}

function toOwed(row: Row & { readonly account_name: string }): OwedEntry {
  const { id, submissionId, destination, payload, state, attempts, nextAttemptAt, cause, problem } = toEntry(row);
  return {
    id,
    submissionId,
    accountName: row.account_name,
    destination,
    kind: payload.kind,
    state,
    attempts,
    nextAttemptAt: state === 'waiting' ? nextAttemptAt : null,
    cause,
    problem,
  };
}
