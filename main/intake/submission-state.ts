import type { SubmissionState } from './submission.ts';

type StateKind = SubmissionState['kind'];

/** From a state (left) to the ones it may go to. What was submitted once never becomes a draft again. */
const legalMoves: { readonly [From in StateKind]: readonly StateKind[] } = {
  draft: ['processing', 'needs-review', 'submitted'],
  processing: ['processing', 'needs-review', 'submitted', 'draft', 'delivered', 'failed'],
  'needs-review': ['processing', 'needs-review', 'submitted', 'draft', 'delivered', 'failed'],
  submitted: ['processing', 'needs-review', 'submitted', 'delivered', 'failed'],
  delivered: ['processing', 'needs-review', 'submitted', 'delivered'],
  failed: ['processing', 'needs-review', 'submitted', 'delivered', 'failed'],
};

export function canMove(from: SubmissionState, to: SubmissionState): boolean {
  return legalMoves[from.kind].includes(to.kind);
}

/**
 * Deliveries move a submission on only from here; anywhere else a person is at work on it. One that is delivered comes
 * back only because another destination is to get it, too.
 */
export function followsDelivery(from: SubmissionState, to: SubmissionState): boolean {
  if (from.kind === 'delivered') return to.kind === 'submitted';
  return from.kind === 'submitted' || from.kind === 'failed';
}
