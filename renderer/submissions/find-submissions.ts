import type { SubmissionSummary } from '../../main/ipc/contract/submissions.ts';
import { groupOf, type StateGroup, saysUnsent, stateWords, unsentWords } from './state-words.ts';

/** Those in the group (null: any) in which every word of the search occurs; order kept. */
export function findSubmissions(
  submissions: readonly SubmissionSummary[],
  { search, group }: { readonly search: string; readonly group: StateGroup | null },
): readonly SubmissionSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return submissions.filter((submission) => {
    const ownGroup = groupOf(submission.state);
    if (group && ownGroup !== group) return false;
    const { accountName, utility, agentId } = submission;
    const unsent = saysUnsent(submission) ? unsentWords : '';
    const text = `${accountName} ${utility} ${agentId} ${stateWords[ownGroup]} ${unsent}`;
    return words.every((word) => text.toLowerCase().includes(word));
  });
}

export function countByGroup(submissions: readonly SubmissionSummary[]): ReadonlyMap<StateGroup, number> {
  const counts = new Map<StateGroup, number>();
  for (const { state } of submissions) {
    const group = groupOf(state);
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}
