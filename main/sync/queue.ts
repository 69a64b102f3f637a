import { setImmediate } from 'node:timers/promises';
import type { SubmissionState } from '../intake/submission.ts';
import { createLiveSnapshot, type LiveSnapshot } from '../live-snapshot.ts';
import { err, ok, type Result } from '../result.ts';
import type { HeadFilter, QueueHead } from '../storage/queue.ts';
import type { Storage } from '../storage/storage.ts';
import type { DeliveryLoop } from './delivery-loop.ts';
import type { Outbox } from './outbox.ts';
import type { EntryState } from './outbox-entry.ts';
import { filterOf, groupCounts, parseGroupId, pauseOf, type QueueGroup, type QueuePause } from './queue-groups.ts';

export type QueueSnapshot = { readonly pauses: readonly QueuePause[]; readonly groups: readonly QueueGroup[] };

export type SomeDeliveries =
  | { readonly kind: 'delivery'; readonly submissionId: string; readonly destination: string }
  /** At every destination. */
  | { readonly kind: 'submission'; readonly submissionId: string }
  | { readonly kind: 'group'; readonly groupId: string };
export type AnyDeliveries = SomeDeliveries | { readonly kind: 'all' };

/** What a person may do about the queue. Each answers how many deliveries it was done to; thousands take a second or two. */
export type DeliveryQueue = {
  readonly snapshot: () => QueueSnapshot;
  readonly watch: LiveSnapshot<QueueSnapshot>['watch'];
  /** Begins them anew, now. `all` leaves out what was put aside. */
  readonly retry: (which: AnyDeliveries) => Promise<number>;
  /** Leaves them alone until taken back. What is being delivered at this moment stays. */
  readonly putAside: (which: SomeDeliveries) => Promise<number>;
  readonly takeBack: (which: SomeDeliveries) => Promise<number>;
  /** Gives them up for good, if they are as many as the person was told; else nothing is done and it tells how many. */
  readonly discard: (
    which: SomeDeliveries,
    confirmed: number,
  ) => Promise<Result<number, { readonly deliveries: number }>>;
  /** Queues for a destination what was submitted while it was off. */
  readonly sendEarlier: (destination: string) => Promise<number>;
};

const shownDeliveries = 50;
/** With ten thousand deliveries a snapshot takes some 15 ms; a person reads slower than it changes. */
const quietMs = 250;

/** The outbox as a person sees it: what is owed, grouped by why it waits, and what can be done about it. */
export function createDeliveryQueue({
  storage,
  outbox,
  delivery,
  follow,
  now,
}: {
  readonly storage: Storage;
  readonly outbox: Pick<Outbox, 'enqueueEarlier' | 'onChange' | 'queueChanged' | 'standing'>;
  readonly delivery: Pick<DeliveryLoop, 'status' | 'onStatus'>;
  readonly follow: (submissionId: string, state: SubmissionState) => void;
  readonly now: () => number;
}): DeliveryQueue {
  const table = storage.queue;
  const snapshots = createLiveSnapshot(snapshot, storage.isOpen, { quietMs });
  outbox.onChange(snapshots.changed);
  delivery.onStatus(snapshots.changed);

  function snapshot(): QueueSnapshot {
    const status = delivery.status();
    const groups = groupCounts(table.counts(), status).map((group) => ({
      ...group,
      deliveries: table.heads(filterOf(group, status), shownDeliveries),
    }));
    return { pauses: status.flatMap((each) => pauseOf(each, now()) ?? []), groups };
  }

  function filter(which: AnyDeliveries, allowed: readonly EntryState[]): HeadFilter {
    switch (which.kind) {
      case 'all':
        return { states: allowed };
      case 'delivery':
        return { submissionId: which.submissionId, destination: which.destination, states: allowed };
      case 'submission':
        return { submissionId: which.submissionId, states: allowed };
      case 'group': {
        const key = parseGroupId(which.groupId);
        if (key === null) return { states: [] };
        const wanted = filterOf(key, delivery.status());
        return { ...wanted, states: wanted.states.filter((state) => allowed.includes(state)) };
      }
      default:
        return which satisfies never;
    }
  }

  /**
   * Does something to each of the heads there are now, and to what its submission shows; to none that comes later, nor to
   * one that has changed meanwhile. In pieces, between which others have their turn: a submit doesn't wait for thousands.
   */
  async function eachHead(selected: HeadFilter, act: (head: QueueHead) => void): Promise<number> {
    const heads = table.heads(selected, -1);
    const isStillMeant = ({ entryId }: QueueHead) => {
      const state = storage.outbox.get(entryId)?.state;
      return state !== undefined && selected.states.includes(state);
    };
    let done = 0;
    for (let from = 0; from < heads.length; from += pieceSize) {
      if (from > 0) await setImmediate();
      done += storage.transaction(() => {
        const meant = heads.slice(from, from + pieceSize).filter(isStillMeant);
        for (const head of meant) {
          act(head);
          follow(head.submissionId, outbox.standing(head.submissionId));
        }
        return meant.length;
      });
    }
    return done;
  }

  const only = (selected: HeadFilter, wanted: readonly EntryState[]): HeadFilter => ({
    ...selected,
    states: selected.states.filter((state) => wanted.includes(state)),
  });

  /** Those that were rejected are no longer the office's turn; of the others the submission shows nothing else. */
  async function tryAgain(selected: HeadFilter): Promise<number> {
    const others = table.tryAgain(only(selected, ['waiting', 'put-aside']), now());
    const rejected = await eachHead(only(selected, ['rejected']), (head) => table.tryAgainOne(head, now()));
    outbox.queueChanged();
    return others + rejected;
  }

  return {
    snapshot,
    watch: snapshots.watch,
    retry: (which) =>
      tryAgain(filter(which, which.kind === 'all' ? ['waiting', 'rejected'] : ['waiting', 'rejected', 'put-aside'])),
    takeBack: (which) => tryAgain(filter(which, ['put-aside'])),
    async putAside(which) {
      const selected = filter(which, ['waiting', 'rejected']);
      const waiting = table.putAside(only(selected, ['waiting']));
      const rejected = await eachHead(only(selected, ['rejected']), table.putAsideOne);
      outbox.queueChanged();
      return waiting + rejected;
    },
    async discard(which, confirmed) {
      const selected = filter(which, ['waiting', 'rejected', 'put-aside']);
      const deliveries = table.count(selected);
      if (deliveries !== confirmed) return err({ deliveries });
      const discarded = await eachHead(selected, (head) => table.discard(head, now()));
      outbox.queueChanged();
      return ok(discarded);
    },
    async sendEarlier(destination) {
      for (let submissions = 0; ; await setImmediate()) {
        const queued = outbox.enqueueEarlier(destination, pieceSize);
        submissions += queued;
        if (queued < pieceSize) return submissions;
      }
    },
  };
}

/** So many at a time: some 20 ms. */
const pieceSize = 50;
