import type { SubmissionState } from '../intake/submission.ts';
import { createLiveSnapshot } from '../live-snapshot.ts';
import type { Storage } from '../storage/storage.ts';
import type { EntryKind, EntryPayload, OutboxEntry, OwedEntry } from './outbox-entry.ts';
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
  const snapshots = createLiveSnapshot(snapshot, storage.isOpen);
  const dueListeners = new Set<(why: DueBecause) => void>();

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

  function nowDue(why: DueBecause): void {
    snapshots.changed();
    for (const listener of dueListeners) listener(why);
  }

  /**
   * A newer version delivers the same folder, files and row, so what older ones still owe would only be overwritten.
   * One in the middle of an attempt stays, and the newer ones wait for it. Returns what may have happened already.
   */
  function dropOlder(submissionId: string): ReadonlySet<string> {
    const doubtful = new Set<string>();
    for (const entry of table.owedBy(submissionId)) {
      if (entry.state === 'leased') continue;
      if (entry.inDoubt) doubtful.add(doubtKey(entry.destination, entry.payload.kind));
      table.remove(entry.id);
    }
    return doubtful;
  }

  return {
    /** Writes what a version owes: folder, then files, then row, at each destination. Within the caller's transaction. */
    enqueue({ submissionId, version, documentIds }: SubmittedVersion): void {
      const doubtful = dropOlder(submissionId);
      const payloads: readonly EntryPayload[] = [
        { kind: 'folder' },
        ...documentIds.map((documentId) => ({ kind: 'file', documentId }) as const),
        { kind: 'row' },
      ];
      const at = now();
      for (const destination of destinations()) {
        payloads.forEach((payload, index) => {
          const inDoubt = doubtful.has(doubtKey(destination, payload.kind));
          const item = payload.kind === 'file' ? `file:${payload.documentId}` : payload.kind;
          const idempotencyKey = [submissionId, version, destination, item].join('/');
          const step = version * stepsPerVersion + index;
          table.insert({ id: newId(), submissionId, version, destination, payload, step, idempotencyKey, inDoubt }, at);
        });
        table.unblock(submissionId, destination, at);
      }
      nowDue('submitted');
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
        const due = table.due(wanted.destination, wanted.kind, at, wanted.limit);
        const first = due[0];
        const wayward = (entry: OutboxEntry) => entry.cause === unexpected;
        const chosen = first && wayward(first) ? [first] : due.filter((entry) => !wayward(entry));
        for (const entry of chosen) table.lease(entry.id, at + wanted.leaseMs);
        return chosen.flatMap((entry) => table.get(entry.id) ?? []);
      });
      if (batch.length > 0) snapshots.changed();
      return batch;
    },

    /** Writes how attempts ended. `resumeAt`: when an unreachable destination will be tried again. */
    record(attempted: readonly Attempted[], resumeAt: number): void {
      writeOutcomes(attempted, resumeAt);
      snapshots.changed();
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

    /** Tries again what waits or was rejected, of one submission or of all; how many entries. */
    retry(submissionId?: string): number {
      const entries = storage.transaction(() => {
        const failed = submissionId === undefined ? table.submissionsWithRejected() : [submissionId];
        const count = table.retry(now(), submissionId);
        if (count > 0) for (const id of failed) follow(id, { kind: 'submitted' });
        return count;
      });
      nowDue('asked');
      return entries;
    },

    /** How the newest version's deliveries stand, as the submission shows it. */
    standing(submissionId: string): SubmissionState {
      return standingOf(table.owedBy(submissionId), table.lastDeliveredAt(submissionId) ?? now());
    },

    snapshot,
    /** The snapshot at once and after every change; returns how to stop. */
    watch: snapshots.watch,
  };
}

function doubtKey(destination: string, kind: EntryKind): string {
  return `${destination}/${kind}`;
}
