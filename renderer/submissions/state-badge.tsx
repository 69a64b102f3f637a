import type { SubmissionState } from '../../main/ipc/contract/submissions.ts';
import { groupOf, saysUnsent, stateWords, unsentWords } from './state-words.ts';

type Props = { readonly state: SubmissionState; readonly hasUnsentEdits: boolean };

/** A state in words; only what waits for a person stands out. */
export function StateBadge({ state, hasUnsentEdits }: Props) {
  const group = groupOf(state);
  return (
    <span className="state" data-group={group}>
      <span>
        {stateWords[group]}
        {saysUnsent({ state, hasUnsentEdits }) && <span className="state-unsent">, {unsentWords}</span>}
      </span>
    </span>
  );
}
