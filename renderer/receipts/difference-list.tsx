import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Difference } from '../../main/ipc/contract/google.ts';
import { useApp } from '../ui/app-context.tsx';
import { showFailure } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { hrefOf } from '../ui/route.ts';

type Props = {
  readonly differences: readonly Difference[];
  /** Says whose each one is. */
  readonly isNamed: boolean;
  readonly isBusy: boolean;
};

/** What somebody may have changed on purpose: putting ours back there is decided one by one. */
export function isTheirChange({ kind }: Difference): boolean {
  return kind === 'row-differs' || kind === 'file-changed';
}

export function DifferenceList({ differences, isNamed, isBusy }: Props) {
  const { api } = useApp();
  const repair = useMutation(api.google.repair.mutationOptions({ onError: (error) => showFailure(wordsFor(error)) }));
  return (
    <ul className="differences">
      {differences.map((difference) => {
        const { id, submissionId, accountName, message, isRepairable, problem } = difference;
        const name = accountName || 'No account name';
        const label = isTheirChange(difference) ? 'Put ours back' : 'Repair';
        return (
          <li key={id}>
            <div className="difference-text">
              {isNamed && <a href={hrefOf({ kind: 'submission', id: submissionId })}>{name}</a>} <span>{message}</span>
              {problem && <p className="trouble">Not repaired: {problem}</p>}
            </div>
            {isRepairable && (
              <Button
                size="compact-sm"
                variant="default"
                disabled={isBusy || repair.isPending}
                aria-label={`${label}: ${name}`}
                onClick={() => repair.mutate({ differenceIds: [id] })}
              >
                {label}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
