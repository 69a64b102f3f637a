import type { Storage } from '../storage/storage.ts';
import type { SubmissionState } from './submission.ts';
import { canMove, followsDelivery } from './submission-state.ts';

export type SubmissionMoves = {
  /** Moves it within the caller's transaction. Throws on a move the table forbids: that is a mistake of ours. */
  readonly move: (submissionId: string, to: SubmissionState) => void;
  /** The same on behalf of a delivery; left out while a person works on the submission. */
  readonly follow: (submissionId: string, to: SubmissionState) => void;
  /** Tells the listeners; for changes other than of the state. */
  readonly changed: () => void;
  /** Called after any change of any submission; returns how to stop. */
  readonly onChange: (listener: () => void) => () => void;
};

/** The one place where a submission's state changes, for intake and deliveries alike. */
export function createSubmissionMoves({ storage }: { storage: Pick<Storage, 'submissions'> }): SubmissionMoves {
  const listeners = new Set<() => void>();

  function changed(): void {
    for (const listener of listeners) listener();
  }

  function move(submissionId: string, to: SubmissionState): void {
    const submission = storage.submissions.get(submissionId);
    if (!submission) throw new Error(`There is no submission ${submissionId} to move`);
    if (!canMove(submission.state, to)) {
      throw new Error(`A submission can't go from ${submission.state.kind} to ${to.kind}`);
    }
    storage.submissions.setState(submissionId, to);
    changed();
  }

  return {
    move,
    follow(submissionId, to) {
      const submission = storage.submissions.get(submissionId);
      if (submission && followsDelivery(submission.state, to)) move(submissionId, to);
    },
    changed,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
