import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { DestinationName } from '../../main/ipc/contract/settings.ts';
import { useApp } from '../ui/app-context.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { deliveries, destinationWords } from './queue-words.ts';
import type { SomeDeliveries } from './use-queue-actions.ts';

/** What the person was shown when she asked for it; main refuses when it is something else by then. */
export type Discarding = {
  readonly what: SomeDeliveries;
  readonly destination: DestinationName;
  readonly count: number;
  /** Of the first of them. */
  readonly accountNames: readonly string[];
};

type Props = {
  readonly discarding: Discarding;
  readonly onDiscarded: (amount: number) => void;
  readonly onClose: () => void;
};

const NAMED = 5;

/** Names what will be lost, and waits for a yes. */
export function DiscardDialog({ discarding: { what, destination, count, accountNames }, onDiscarded, onClose }: Props) {
  const { api } = useApp();
  const discard = useMutation(
    api.outbox.discard.mutationOptions({ onSuccess: (answer) => onDiscarded(answer.deliveries) }),
  );
  const named = accountNames.slice(0, NAMED);
  const there = destinationWords[destination];
  return (
    <ConfirmDialog
      title={`Discard ${deliveries(count)} to ${there}?`}
      confirm={`Discard ${deliveries(count)}`}
      keep={count === 1 ? 'Keep it' : 'Keep them'}
      isPending={discard.isPending}
      problem={discard.error && wordsFor(discard.error)}
      onConfirm={() => discard.mutate({ what, confirmed: count })}
      onClose={onClose}
    >
      <Text size="sm">{count === 1 ? 'This one' : 'These'} will not be delivered any more:</Text>
      <ul className="discarded-names">
        {named.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two customers may have the same name, and the list stands still.
          <li key={index}>{name || 'No account name'}</li>
        ))}
        {count > named.length && (
          <li className="discarded-rest">and {(count - named.length).toLocaleString('en-US')} more</li>
        )}
      </ul>
      <Text size="sm">
        What is not in {there} yet will not get there: no folder, no bill, no row. The{' '}
        {count === 1 ? 'submission and its bill' : 'submissions and their bills'} stay on this computer; submitting{' '}
        {count === 1 ? 'it' : 'one'} again sends it after all.
      </Text>
    </ConfirmDialog>
  );
}
