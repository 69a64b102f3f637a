import type { SubmissionState } from '../../main/ipc/contract/submissions.ts';
import { groupOf, stateWords } from './state-words.ts';

/** A state in words; only what waits for a person stands out. */
export function StateBadge({ state }: { readonly state: SubmissionState }) {
  const group = groupOf(state);
  return (
    <span className="state" data-group={group}>
      {stateWords[group]}
    </span>
  );
}
