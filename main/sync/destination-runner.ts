import type { Log } from '../diagnostics/log.ts';
import type { Delivery, Destination, Lane } from './destination.ts';
import { isPaused, type Pause, pauseAfter } from './destination-pause.ts';
import { type Outbox, unexpected } from './outbox.ts';
import type { EntryKind, OutboxEntry } from './outbox-entry.ts';
import type { Outcome } from './outcome.ts';

/** A destination that ignores the abort gets that much longer before it is given up. */
const graceMs = 5_000;

/** Keeps one destination busy: leases, attempts, records, as long as something is due there. */
export function createDestinationRunner({
  destination,
  outbox,
  describe,
  onSettled,
  onPause,
  now,
  random,
  log,
}: {
  destination: Destination;
  outbox: Outbox;
  describe: (entry: OutboxEntry) => Delivery;
  /** Called when an attempt has ended: more may be begun. */
  onSettled: () => void;
  /** Called when a pause begins, changes or ends. */
  onPause: () => void;
  now: () => number;
  random: () => number;
  log: Log;
}) {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const runningByKind = new Map<EntryKind, number>();
  const lastBegunAt = new Map<EntryKind, number>();
  let pause: Pause = { kind: 'none' };

  /** Begins as many attempts as lanes and due entries allow. */
  function pump(): void {
    for (const lane of destination.lanes) {
      for (let free = freeSlots(lane); free > 0; free = freeSlots(lane)) {
        const entries = outbox.lease({
          destination: destination.name,
          kind: lane.kind,
          limit: lane.batch * free,
          leaseMs: lane.timeLimitMs + 2 * graceMs,
        });
        if (entries.length === 0) break;
        for (let from = 0; from < entries.length; from += lane.batch)
          begin(lane, entries.slice(from, from + lane.batch));
      }
    }
  }

  /** Attempts that may be begun now. */
  function freeSlots(lane: Lane): number {
    if (stopping.signal.aborted || isPaused(pause, now()) || isGathering(lane)) return 0;
    return lane.parallel - (runningByKind.get(lane.kind) ?? 0);
  }

  /** Entries of this kind become due one by one while others run; each of those that ends asks again. */
  function isGathering({ kind, gatherMs = 0 }: Lane): boolean {
    const begunAt = lastBegunAt.get(kind);
    if (begunAt === undefined || running.size === (runningByKind.get(kind) ?? 0)) return false;
    const waitedMs = now() - begunAt;
    return waitedMs >= 0 && waitedMs < gatherMs;
  }

  function begin(lane: Lane, entries: readonly OutboxEntry[]): void {
    const count = (change: number) => runningByKind.set(lane.kind, (runningByKind.get(lane.kind) ?? 0) + change);
    count(1);
    lastBegunAt.set(lane.kind, now());
    const attempt = attemptAll(lane, entries)
      // Not recorded (the disk is full?): the leases run out and the entries come back, in doubt.
      .catch((cause: unknown) => log.error('sync: an attempt could not be recorded', cause))
      .finally(() => {
        running.delete(attempt);
        count(-1);
        onSettled();
      });
    running.add(attempt);
  }

  function setPause(next: Pause): void {
    const isSame = next === pause;
    pause = next;
    if (!isSame) onPause();
  }

  async function attemptAll(lane: Lane, entries: readonly OutboxEntry[]): Promise<void> {
    const outcomes = await outcomesOf(lane, entries);
    setPause(pauseAfter(pause, outcomes, { now: now(), random: random() }));
    const resumeAt = pause.kind === 'until' ? pause.at : now();
    await outbox.record(
      entries.flatMap((entry, index) => {
        const outcome = outcomes[index];
        return outcome ? [{ entry, outcome }] : [];
      }),
      resumeAt,
    );
    logOutcomes(entries, outcomes);
  }

  async function outcomesOf(lane: Lane, entries: readonly OutboxEntry[]): Promise<readonly Outcome[]> {
    try {
      const outcomes = await withinLimit(lane.timeLimitMs, (signal) =>
        destination.attempt(entries.map(describe), signal),
      );
      if (outcomes.length !== entries.length) throw new Error('A destination left entries without an outcome');
      return outcomes;
    } catch (cause) {
      log.error('sync: an attempt broke', cause, { destination: destination.name, kind: lane.kind });
      const problem = 'Something unexpected went wrong while delivering. It is tried again by itself.';
      return entries.map(() => ({ kind: 'in-doubt', cause: unexpected, problem }));
    }
  }

  /** Rejects when the attempt goes on although it was told to end. */
  async function withinLimit<T>(limitMs: number, attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const ended = new AbortController();
    const timer = setTimeout(() => ended.abort(), limitMs);
    let giveUp: NodeJS.Timeout | undefined;
    const signal = AbortSignal.any([ended.signal, stopping.signal]);
    try {
      return await Promise.race([
        attempt(signal),
        new Promise<never>((_, reject) => {
          const onAbort = () => {
            giveUp = setTimeout(() => reject(new Error('An attempt did not end in time')), graceMs);
          };
          if (signal.aborted) onAbort();
          else signal.addEventListener('abort', onAbort, { once: true });
        }),
      ]);
    } finally {
      clearTimeout(timer);
      clearTimeout(giveUp);
    }
  }

  function logOutcomes(entries: readonly OutboxEntry[], outcomes: readonly Outcome[]): void {
    entries.forEach((entry, index) => {
      const outcome = outcomes[index];
      if (!outcome) return;
      const { id: entryId, submissionId, payload, attempts } = entry;
      const facts = { destination: destination.name, entryId, submissionId, kind: payload.kind, attempt: attempts };
      if (outcome.kind === 'delivered') log.info('sync: delivered', facts);
      else log.warn('sync: not delivered', { ...facts, outcome: outcome.kind, cause: causeOf(outcome) });
    });
  }

  return {
    name: destination.name,
    pump,
    /** Ends a pause early: the network is back, or somebody signed in. */
    resume(): void {
      if (pause.kind !== 'none') setPause({ kind: 'none' });
    },
    /** When to pump again if nothing else happens after a pump at `pumpedAt`; null: no need. */
    nextWakeAt(pumpedAt: number): number | null {
      if (pause.kind === 'sign-in-needed') return null;
      return isPaused(pause, pumpedAt) && pause.kind === 'until'
        ? pause.at
        : outbox.nextDueAt(destination.name, pumpedAt);
    },
    isIdle: () => running.size === 0,
    pause: () => pause,
    /** Begins nothing more, aborts what runs, and waits until all of it is recorded. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

function causeOf(outcome: Outcome): string | null {
  return 'cause' in outcome ? outcome.cause : null;
}
