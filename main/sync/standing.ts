import type { SubmissionState } from '../intake/submission.ts';
import type { OutboxEntry } from './outbox-entry.ts';

/** How a submission's deliveries stand, from the entries it still owes and when the last one was delivered. */
export function standingOf(owed: readonly OutboxEntry[], deliveredAt: number): SubmissionState {
  if (owed.length === 0) return { kind: 'delivered', deliveredAt };
  const rejected = owed.find((entry) => entry.state === 'rejected');
  return rejected ? { kind: 'failed', turn: 'office', message: rejected.problem ?? '' } : { kind: 'submitted' };
}
