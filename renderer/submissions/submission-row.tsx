import { memo } from 'react';
import type { SubmissionSummary } from '../../main/ipc/contract/submissions.ts';
import { formatFull, formatWhen } from '../ui/format.ts';
import { hrefOf, navigate } from '../ui/route.ts';
import { StateBadge } from './state-badge.tsx';

type Props = { readonly submission: SubmissionSummary; readonly now: number };

/** The whole row opens the submission; the keyboard gets there by its link. */
export const SubmissionRow = memo(function SubmissionRow({ submission, now }: Props) {
  const { id, accountName, state, hasUnsentEdits, utility, agentId, documentCount, updatedAt } = submission;
  const route = { kind: 'submission', id } as const;
  const problem = state.kind === 'failed' ? state.message : null;
  return (
    <tr onClick={() => navigate(route)}>
      <td>
        <a href={hrefOf(route)} className={accountName ? 'row-link' : 'row-link unnamed'}>
          {accountName || 'No account name yet'}
        </a>
        {problem && <div className="row-problem">{problem}</div>}
      </td>
      <td>
        <StateBadge state={state} hasUnsentEdits={hasUnsentEdits} />
      </td>
      <td>{utility || <Nothing />}</td>
      <td>{agentId || <Nothing />}</td>
      <td className="number">{documentCount > 0 ? documentCount : <Nothing />}</td>
      <td className="number">
        <time dateTime={new Date(updatedAt).toISOString()} title={formatFull(updatedAt)}>
          {formatWhen(updatedAt, now)}
        </time>
      </td>
    </tr>
  );
});

function Nothing() {
  return (
    <span className="nothing" aria-hidden>
      –
    </span>
  );
}
