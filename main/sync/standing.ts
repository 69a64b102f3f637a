import type { SubmissionState } from '../intake/submission.ts';
import type { OutboxEntry } from './outbox-entry.ts';

/**
 * How a submission's deliveries stand, from the entries it still owes and when its newest version was delivered; null:
 * nowhere.
 */
export function standingOf(owed: readonly OutboxEntry[], deliveredAt: number | null): SubmissionState {
  const rejected = owed.find((entry) => entry.state === 'rejected');
  if (rejected) return { kind: 'failed', turn: 'office', message: rejected.problem ?? '' };
  if (owed.length > 0) return { kind: 'submitted' };
  return deliveredAt === null
    ? { kind: 'failed', turn: 'office', message: GIVEN_UP }
    : { kind: 'delivered', deliveredAt };
}

const GIVEN_UP = 'Its delivery was given up here. Everything is kept; submit it again to send it after all.';
