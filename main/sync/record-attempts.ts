import type { SubmissionState } from '../intake/submission.ts';
import type { Storage } from '../storage/storage.ts';
import { afterFailure, type Failure } from './after-failure.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import type { Outcome } from './outcome.ts';
import { standingOf } from './standing.ts';

export type Attempted = { readonly entry: OutboxEntry; readonly outcome: Outcome };

type Receipts = Extract<Outcome, { kind: 'delivered' }>['receipts'];

/** Writes how attempts ended, in one transaction for all given together. */
export function createRecorder({
  storage,
  follow,
  now,
  random,
}: {
  storage: Storage;
  follow: (submissionId: string, state: SubmissionState) => void;
  now: () => number;
  random: () => number;
}) {
  const table = storage.outbox;

  function recordOne({ entry, outcome }: Attempted, resumeAt: number, chance: number): void {
    const current = table.get(entry.id);
    if (!current || current.state === 'delivered') return;
    if (outcome.kind === 'delivered') {
      recordDelivered(entry, outcome.receipts);
      return;
    }
    // A late answer to a lease that ran out: only good news still counts.
    if (current.state !== 'leased' || current.attempts !== entry.attempts) return;
    if (table.newestVersion(entry.submissionId, entry.destination) > entry.version) replace(entry, outcome);
    else recordFailed(entry, outcome, resumeAt, chance);
  }

  function recordDelivered(entry: OutboxEntry, receipts: Receipts): void {
    const { id, submissionId, destination } = entry;
    const at = now();
    for (const [item, receipt] of Object.entries(receipts))
      storage.receipts.keep(submissionId, destination, item, receipt, at);
    table.setDelivered(id, at);
    table.unblock(submissionId, destination, at);
    const state = standingOf(table.owedBy(submissionId), at);
    if (state.kind === 'delivered') follow(submissionId, state);
  }

  /** The entry failed while a newer version was submitted, which delivers the same thing: that one takes its place. */
  function replace(entry: OutboxEntry, failure: Failure): void {
    const { id, submissionId, destination, version, payload } = entry;
    if (entry.inDoubt || failure.kind === 'in-doubt') {
      table.raiseDoubt(submissionId, destination, version, payload.kind);
    }
    table.remove(id);
    table.unblock(submissionId, destination, now());
  }

  function recordFailed(entry: OutboxEntry, failure: Failure, resumeAt: number, chance: number): void {
    const after = afterFailure(entry, failure, { now: now(), random: chance, resumeAt });
    if (after.kind === 'waiting') {
      table.setWaiting(entry.id, after);
      return;
    }
    table.setRejected(entry.id, after.cause, after.problem);
    follow(entry.submissionId, { kind: 'failed', turn: 'office', message: after.problem });
  }

  /** `resumeAt`: when an unreachable destination will be tried again. */
  return (attempted: readonly Attempted[], resumeAt: number): void =>
    storage.transaction(() => {
      // One for all: what failed together, in one batch, comes back as one batch.
      const chance = random();
      for (const each of attempted) recordOne(each, resumeAt, chance);
    });
}
