import type { SubmissionState } from '../../main/ipc/contract/submissions.ts';

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
