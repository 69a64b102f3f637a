import type { SubmissionState } from '../intake/submission.ts';
import { RESTORED_AT } from '../storage/restore-backup.ts';
import type { Storage } from '../storage/storage.ts';
import type { EntryKind, EntryPayload, OutboxEntry, OwedEntry } from './outbox-entry.ts';
import { fileItem } from './receipt-items.ts';
import { type Attempted, createRecorder } from './record-attempts.ts';
import { standingOf } from './standing.ts';

export type OutboxSnapshot = {
  readonly waiting: number;
  readonly rejected: number;
  readonly delivered: number;
  /** Entries still owed, oldest first; at most 200. */
  readonly entries: readonly OwedEntry[];
};

export type SubmittedVersion = {
  readonly submissionId: string;
  readonly version: number;
  readonly documentIds: readonly string[];
};

/** `asked`: a person, the network or the system's waking wants everything tried again now. */
export type DueBecause = 'submitted' | 'asked';

export type Outbox = ReturnType<typeof createOutbox>;

/** The cause of an attempt that threw. */
export const unexpected = 'unexpected';

const shownEntries = 200;
/** Room for that many entries of one version: steps of later versions are larger than all of earlier ones. */
const stepsPerVersion = 10_000;

/**
 * The deliveries still owed. Entries are leased in a transaction, attempted by the delivery loop outside any, and
 * recorded in another. `follow` carries what happened over to the submission, in the same transaction.
 */
export function createOutbox({
  storage,
  follow,
  destinations,
  now,
  newId,
  random,
}: {
  storage: Storage;
  follow: (submissionId: string, state: SubmissionState) => void;
  /** Names of those that get what is submitted from now on. */
  destinations: () => readonly string[];
  now: () => number;
  newId: () => string;
  random: () => number;
}) {
  const table = storage.outbox;
  const writeOutcomes = createRecorder({ storage, follow, now, random });
  const dueListeners = new Set<(why: DueBecause) => void>();
  const changeListeners = new Set<() => void>();
  /** Left alone while something else is done with what they delivered. */
  const held = new Set<string>();

  function snapshot(): OutboxSnapshot {
    const counts = table.countByState();
    const count = (state: OutboxEntry['state']) => counts.get(state) ?? 0;
    return {
      waiting: count('waiting') + count('leased'),
      rejected: count('rejected') + count('put-aside'),
      delivered: count('delivered'),
      entries: table.owed(shownEntries),
    };
  }

  function changed(): void {
    for (const listener of changeListeners) listener();
  }

  function nowDue(why: DueBecause): void {
    changed();
    for (const listener of dueListeners) listener(why);
  }

  /**
   * A newer version delivers the same folder, files and row, so what older ones still owe would only be overwritten.
   * One in the middle of an attempt stays, and the newer ones wait for it. Returns what may have happened already.
   */
  function dropOlder(submissionId: string): Doubts {
    const doubtful = new Set<string>();
    for (const entry of table.owedBy(submissionId)) {
      if (entry.state === 'leased') continue;
      if (entry.inDoubt) doubtful.add(doubtKey(entry.destination, entry.payload.kind));
      table.remove(entry.id);
    }
    return doubtful;
  }

  /** Older than the restoring of a backup, which may know nothing of its delivery. */
  function isFromBackup(submissionId: string, destination: string): boolean {
    const restoredAt = storage.settings.read()[RESTORED_AT];
    const submission = storage.submissions.get(submissionId);
    if (typeof restoredAt !== 'number' || !submission || submission.createdAt > restoredAt) return false;
    return storage.receipts.of(submissionId, destination).size === 0;
  }

  function insertAll({ submissionId, version, documentIds }: SubmittedVersion, destination: string, doubtful: Doubts) {
    const payloads: readonly EntryPayload[] = [
      { kind: 'folder' },
      ...documentIds.map((documentId) => ({ kind: 'file', documentId }) as const),
      { kind: 'row' },
    ];
    const at = now();
    const mayBeThere = isFromBackup(submissionId, destination);
    payloads.forEach((payload, index) => {
      const inDoubt = mayBeThere || doubtful.has(doubtKey(destination, payload.kind));
      const item = payload.kind === 'file' ? fileItem(payload.documentId) : payload.kind;
      const idempotencyKey = [submissionId, version, destination, item].join('/');
      const step = version * stepsPerVersion + index;
      table.insert({ id: newId(), submissionId, version, destination, payload, step, idempotencyKey, inDoubt }, at);
    });
    table.unblock(submissionId, destination, at);
  }

  return {
    /**
     * Writes what a version owes: folder, then files, then row, at each destination that is on, and at those that were
     * switched off before an older version got there. Within the caller's transaction.
     */
    enqueue(submitted: SubmittedVersion): void {
      const promised = table.owedBy(submitted.submissionId).map((entry) => entry.destination);
      const doubtful = dropOlder(submitted.submissionId);
      for (const destination of new Set([...destinations(), ...promised])) insertAll(submitted, destination, doubtful);
      nowDue('submitted');
    },

    /**
     * Queues for a destination what was submitted while it was off, the oldest first; what a person gave up there is left
     * out. How many, at most `limit`.
     */
    enqueueEarlier(destination: string, limit: number): number {
      const earlier = storage.transaction(() => {
        const submissionIds = storage.queue.neverQueued(destination, limit);
        for (const submissionId of submissionIds) {
          const submission = storage.submissions.get(submissionId);
          const newest = storage.submissionVersions.get(submissionId, submission?.version ?? 0);
          if (!newest) continue;
          insertAll(newest, destination, new Set());
          follow(submissionId, { kind: 'submitted' });
        }
        return submissionIds.length;
      });
      nowDue('submitted');
      return earlier;
    },

    /** Called when entries were added or became due, perhaps within a transaction: act after it. Returns how to stop. */
    onDue(listener: (why: DueBecause) => void): () => void {
      dueListeners.add(listener);
      return () => dueListeners.delete(listener);
    },

    /**
     * Claims due entries of one kind until `leaseMs` from now. An entry whose last attempt broke unexpectedly comes
     * alone, so that it can't spoil others' attempts again and again.
     */
    lease(wanted: { destination: string; kind: EntryKind; limit: number; leaseMs: number }): readonly OutboxEntry[] {
      const at = now();
      const batch = storage.transaction(() => {
        table.endLeases(at, at);
        const due = table
          .due(wanted.destination, wanted.kind, at, wanted.limit + held.size)
          .filter((entry) => !held.has(entry.submissionId))
          .slice(0, wanted.limit);
        const first = due[0];
        const wayward = (entry: OutboxEntry) => entry.cause === unexpected;
        const chosen = first && wayward(first) ? [first] : due.filter((entry) => !wayward(entry));
        for (const entry of chosen) table.lease(entry.id, at + wanted.leaseMs);
        return chosen.flatMap((entry) => table.get(entry.id) ?? []);
      });
      if (batch.length > 0) changed();
      return batch;
    },

    /** Writes how attempts ended. `resumeAt`: when an unreachable destination will be tried again. */
    async record(attempted: readonly Attempted[], resumeAt: number): Promise<void> {
      await storage.groupCommit(() => writeOutcomes(attempted, resumeAt));
      changed();
    },

    /** At start, when no other process can hold one: every lease comes back, in doubt. How many. */
    endAllLeases(): number {
      return table.endLeases(Number.MAX_SAFE_INTEGER, now());
    },

    /** The next moment after `after` at which something becomes due there; null: nothing will. */
    nextDueAt(destination: string, after: number): number | null {
      return table.nextDueAt(destination, after);
    },

    /** Everything that waits for its backoff may be attempted now: the network is back. */
    wake(): void {
      table.wake(now());
      nowDue('asked');
    },

    /** How the newest version's deliveries stand, as the submission shows it. */
    standing(submissionId: string): SubmissionState {
      return standingOf(table.owedBy(submissionId), table.newestDeliveredAt(submissionId));
    },

    /**
     * Does some work on what a submission delivered to a destination, undisturbed: what is submitted meanwhile waits for
     * its end. Null, and nothing done, while something of it is owed there: its delivery goes first.
     */
    async whileHeld<T>(submissionId: string, destination: string, work: () => Promise<T>): Promise<T | null> {
      const isOwed = table.owedBy(submissionId).some((entry) => entry.destination === destination);
      if (held.has(submissionId) || isOwed) return null;
      held.add(submissionId);
      try {
        return await work();
      } finally {
        held.delete(submissionId);
        nowDue('submitted');
      }
    },

    /** Says that a person changed what is due in the queue. */
    queueChanged(): void {
      nowDue('asked');
    },

    /** Called after every change of what is owed, perhaps within a transaction; returns how to stop. */
    onChange(listener: () => void): () => void {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },

    snapshot,
  };
}

type Doubts = ReadonlySet<string>;

function doubtKey(destination: string, kind: EntryKind): string {
  return `${destination}/${kind}`;
}
