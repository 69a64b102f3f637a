import type { SubmissionState, SubmissionSummary } from '../../main/ipc/contract/submissions.ts';

/** The states as the office speaks of them; also what the list can be filtered by. */
export type StateGroup = 'draft' | 'reading' | 'needs-review' | 'waiting' | 'delivered' | 'needs-attention';

export const stateGroups: readonly StateGroup[] = [
  'needs-attention',
  'needs-review',
  'draft',
  'reading',
  'waiting',
  'delivered',
];

export const stateWords: Readonly<Record<StateGroup, string>> = {
  draft: 'Draft',
  reading: 'Reading bill',
  'needs-review': 'Needs review',
  waiting: 'Waiting to be delivered',
  delivered: 'Delivered',
  'needs-attention': 'Needs attention',
};

/** What is said beside the state of one whose changes wait for a submit. */
export const unsentWords = 'changes not sent';

/** While it is being read or reviewed its state says already that something is to go out. */
export function saysUnsent({ state, hasUnsentEdits }: Pick<SubmissionSummary, 'state' | 'hasUnsentEdits'>): boolean {
  return hasUnsentEdits && state.kind !== 'processing' && state.kind !== 'needs-review';
}

export function groupOf(state: SubmissionState): StateGroup {
  switch (state.kind) {
    case 'draft':
    case 'needs-review':
    case 'delivered':
      return state.kind;
    case 'processing':
      return 'reading';
    case 'submitted':
      return 'waiting';
    case 'failed':
      // Where it is the app's turn it goes on by itself: for the office it is still on its way.
      return state.turn === 'office' ? 'needs-attention' : 'waiting';
    default:
      return state satisfies never;
  }
}
