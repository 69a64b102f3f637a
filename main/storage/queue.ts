import type { Database } from 'better-sqlite3';
import type { EntryKind, EntryState } from '../sync/outbox-entry.ts';

/** Which heads of the queue are meant; a part left out means any. The cause of an entry that never failed is empty. */
export type HeadFilter = {
  readonly submissionId?: string;
  readonly destination?: string;
  readonly states: readonly EntryState[];
  readonly causes?: readonly string[];
};

/** The entry of one submission and destination that comes next; the others wait for it. */
export type QueueHead = {
  readonly entryId: string;
  readonly submissionId: string;
  readonly destination: string;
  readonly version: number;
  readonly accountName: string;
  readonly kind: EntryKind;
  readonly attempts: number;
  /** Null: not by itself. */
  readonly nextTryAt: number | null;
  readonly cause: string | null;
  readonly problem: string | null;
};

export type HeadCount = {
  readonly destination: string;
  readonly state: EntryState;
  /** Null: never failed. */
  readonly cause: string | null;
  readonly count: number;
  /** The earliest. */
  readonly nextTryAt: number | null;
};

type Selected = {
  readonly submissionId: string | null;
  readonly destination: string | null;
  readonly states: string;
  readonly causes: string | null;
};

const isHead = `outbox.state <> 'delivered' AND (outbox.state <> 'waiting' OR outbox.next_attempt_at IS NOT NULL)`;
const isSelected = `${isHead}
  AND (@submissionId IS NULL OR outbox.submission_id = @submissionId)
  AND (@destination IS NULL OR outbox.destination = @destination)
  AND outbox.state IN (SELECT value FROM json_each(@states))
  AND (@causes IS NULL OR coalesce(outbox.cause, '') IN (SELECT value FROM json_each(@causes)))`;

/** The outbox as a person sees it: one delivery for each submission and destination, in the state of its head. */
export function createQueueTable(db: Database) {
  const counts = db.prepare<[], HeadCount>(
    `SELECT destination, state, cause, count(*) AS count,
       min(CASE WHEN state = 'waiting' THEN next_attempt_at END) AS nextTryAt
     FROM outbox WHERE ${isHead} GROUP BY destination, state, cause`,
  );
  const heads = db.prepare<[Selected & { readonly limit: number }], QueueHead>(
    `WITH chosen AS MATERIALIZED (
       SELECT rowid AS entry FROM outbox WHERE ${isSelected} ORDER BY created_at, rowid LIMIT @limit)
     SELECT outbox.id AS entryId, submission_id AS submissionId, destination, outbox.version,
       submissions.form ->> '$.accountName' AS accountName, kind, attempts,
       CASE WHEN outbox.state = 'waiting' THEN next_attempt_at END AS nextTryAt, cause, problem
     FROM chosen JOIN outbox ON outbox.rowid = chosen.entry JOIN submissions ON submissions.id = submission_id
     ORDER BY outbox.created_at, outbox.rowid`,
  );
  const count = db.prepare<[Selected], { count: number }>(`SELECT count(*) AS count FROM outbox WHERE ${isSelected}`);
  const tryAgain = db.prepare<[Selected & { readonly at: number }]>(
    `UPDATE outbox SET state = 'waiting', attempts = 0, next_attempt_at = @at WHERE ${isSelected}`,
  );
  const tryAgainOne = db.prepare<[number, string]>(
    `UPDATE outbox SET state = 'waiting', attempts = 0, next_attempt_at = ? WHERE id = ?`,
  );
  const putAside = db.prepare<[Selected]>(`UPDATE outbox SET state = 'put-aside' WHERE ${isSelected}`);
  const putAsideOne = db.prepare<[string]>(`UPDATE outbox SET state = 'put-aside' WHERE id = ?`);
  const removeOwed = db.prepare<[string, string]>(
    `DELETE FROM outbox WHERE submission_id = ? AND destination = ? AND state <> 'delivered'`,
  );
  const discard = db.prepare<[string, string, number, string | null, number]>(
    `INSERT INTO discarded_deliveries (submission_id, destination, version, cause, discarded_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (submission_id, destination)
     DO UPDATE SET version = excluded.version, cause = excluded.cause, discarded_at = excluded.discarded_at`,
  );
  const discardedOf = db.prepare<[string], { destination: string; version: number; at: number }>(
    'SELECT destination, version, discarded_at AS at FROM discarded_deliveries WHERE submission_id = ?',
  );
  const isNeverQueued = `submissions.version > 0 AND deleted_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM outbox WHERE submission_id = submissions.id AND destination = @destination)
     AND NOT EXISTS (SELECT 1 FROM receipts WHERE submission_id = submissions.id AND destination = @destination)
     AND NOT EXISTS
       (SELECT 1 FROM discarded_deliveries WHERE submission_id = submissions.id AND destination = @destination)`;
  const neverQueued = db.prepare<[{ destination: string; limit: number }], { id: string }>(
    `SELECT id FROM submissions WHERE ${isNeverQueued} ORDER BY submitted_at LIMIT @limit`,
  );
  const countNeverQueued = db.prepare<[{ destination: string }], { count: number }>(
    `SELECT count(*) AS count FROM submissions WHERE ${isNeverQueued}`,
  );

  return {
    counts: (): readonly HeadCount[] => counts.all(),
    /** Longest queued first. */
    heads: (filter: HeadFilter, limit: number): readonly QueueHead[] => heads.all({ ...select(filter), limit }),
    count: (filter: HeadFilter): number => count.get(select(filter))?.count ?? 0,
    /** They begin anew, due at once; how many. */
    tryAgain: (filter: HeadFilter, at: number): number => tryAgain.run({ ...select(filter), at }).changes,
    tryAgainOne({ entryId }: QueueHead, at: number): void {
      tryAgainOne.run(at, entryId);
    },
    putAside: (filter: HeadFilter): number => putAside.run(select(filter)).changes,
    putAsideOne({ entryId }: QueueHead): void {
      putAsideOne.run(entryId);
    },
    /** Removes all that is owed of that submission there, and notes that it was given up. */
    discard({ submissionId, destination, version, cause }: QueueHead, at: number): void {
      removeOwed.run(submissionId, destination);
      discard.run(submissionId, destination, version, cause, at);
    },
    /** What of the submission was given up, and in which version. */
    discardedOf: (submissionId: string): readonly { destination: string; version: number; at: number }[] =>
      discardedOf.all(submissionId),
    /** Submitted, but never queued for that destination, and not given up there; oldest first. */
    neverQueued: (destination: string, limit: number): readonly string[] =>
      neverQueued.all({ destination, limit }).map(({ id }) => id),
    countNeverQueued: (destination: string): number => countNeverQueued.get({ destination })?.count ?? 0,
  };
}

function select({ submissionId, destination, states, causes }: HeadFilter): Selected {
  return {
    submissionId: submissionId ?? null,
    destination: destination ?? null,
    states: JSON.stringify(states),
    causes: causes === undefined ? null : JSON.stringify(causes),
  };
}
