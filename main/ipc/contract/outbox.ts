import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { expectedErrors as errors } from './expected-errors.ts';
import { destinationName } from './settings.ts';

const entryKind = z.enum(['folder', 'file', 'row']);

/** What one submission still owes one destination: its folder, files and row, in that order. */
const queuedDelivery = z.object({
  submissionId: z.string(),
  accountName: z.string(),
  /** What comes next. */
  kind: entryKind,
  attempts: z.number().int(),
  /** Null: not by itself, or being tried now. */
  nextTryAt: z.number().nullable(),
  /** Why the last attempt failed; may name this submission's own file or row. */
  problem: z.string().nullable(),
});
export type QueuedDelivery = z.infer<typeof queuedDelivery>;

/** Deliveries that wait for the same reason at the same destination. */
const queueGroup = z.object({
  id: z.string(),
  destination: destinationName,
  standing: z.enum(['delivering', 'waiting', 'needs-a-person', 'put-aside']),
  /** Machine word of the reason; empty when nothing went wrong. */
  cause: z.string(),
  /** The reason in a few plain words, and what to do about it. */
  title: z.string(),
  whatToDo: z.string(),
  count: z.number().int(),
  /** The earliest; null: not by itself. */
  nextTryAt: z.number().nullable(),
  /** Longest waiting first; at most 50 of `count`. */
  deliveries: z.array(queuedDelivery).readonly(),
});
export type QueueGroup = z.infer<typeof queueGroup>;

/** Nothing at all goes to that destination just now. */
const destinationPause = z.object({
  destination: destinationName,
  because: z.enum(['sign-in-needed', 'unreachable', 'rate-limited']),
  message: z.string(),
  /** When it is tried again by itself, UTC ms; null: when a person has done what the message says. */
  until: z.number().nullable(),
});
export type DestinationPause = z.infer<typeof destinationPause>;

const queue = z.object({
  pauses: z.array(destinationPause).readonly(),
  /** What needs a person first, then what waits, what is being delivered, and what was put aside. */
  groups: z.array(queueGroup).readonly(),
});
export type Queue = z.infer<typeof queue>;

const oneDelivery = z.object({
  kind: z.literal('delivery'),
  submissionId: z.string(),
  destination: destinationName,
});
/** At every destination. */
const oneSubmission = z.object({ kind: z.literal('submission'), submissionId: z.string() });
const oneGroup = z.object({ kind: z.literal('group'), groupId: z.string().max(300) });
const someDeliveries = z.discriminatedUnion('kind', [oneDelivery, oneSubmission, oneGroup]);
const anyDeliveries = z.discriminatedUnion('kind', [
  oneDelivery,
  oneSubmission,
  oneGroup,
  z.object({ kind: z.literal('all') }),
]);
const counted = z.object({ deliveries: z.number().int() });

export const outbox = {
  /** All that is owed, grouped by its cause. */
  watchQueue: oc.output(eventIterator(queue)),
  /** Tries them again now. `all` leaves out what was put aside. How many deliveries. */
  retryNow: oc.input(anyDeliveries).output(counted),
  /** Leaves them alone until taken back; nothing is lost. What is being delivered at this moment stays. */
  putAside: oc.input(someDeliveries).output(counted),
  takeBack: oc.input(someDeliveries).output(counted),
  /**
   * Gives the deliveries up for good, only ever asked for by a person. The submissions and their bills stay here.
   * `confirmed`: how many the person was told of; refused when it is another number by now.
   */
  discard: oc
    .input(z.object({ what: someDeliveries, confirmed: z.number().int().min(1) }))
    .output(counted)
    .errors(errors.changed),
};
