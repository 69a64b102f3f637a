import { Button, Group, ScrollArea, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useApp, useNow } from '../ui/app-context.tsx';
import { count, formatWait } from '../ui/format.ts';
import { wordsFor } from '../ui/refusal.ts';
import { hrefOf } from '../ui/route.ts';
import { showFailure } from '../ui/undo.tsx';
import type { Delivery } from './outbox-view.ts';

type Props = {
  readonly deliveries: readonly Delivery[];
  readonly delivered: number;
  readonly onLeave: () => void;
};

const partWords = { folder: 'folder', file: 'bill', row: 'row' } as const;

export function DeliveryList({ deliveries, delivered, onLeave }: Props) {
  const { api } = useApp();
  const now = useNow(1_000);
  const retry = useMutation(api.outbox.retry.mutationOptions({ onError: (error) => showFailure(wordsFor(error)) }));
  if (deliveries.length === 0) {
    return (
      <Text size="sm" p="md">
        {delivered > 0
          ? 'Everything you submitted has been delivered.'
          : 'Submissions wait here until they are delivered.'}
      </Text>
    );
  }
  return (
    <>
      <Group justify="space-between" px="md" py="xs" className="outbox-head">
        <Text fw={600} size="sm">
          {count(deliveries.length, 'delivery', 'deliveries')} not finished
        </Text>
        <Button size="compact-xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate({})}>
          Retry all now
        </Button>
      </Group>
      <ScrollArea.Autosize mah={360} type="auto">
        <ul className="deliveries">
          {deliveries.map((delivery) => (
            <li key={delivery.submissionId}>
              <div className="delivery-text">
                <a href={hrefOf({ kind: 'submission', id: delivery.submissionId })} onClick={onLeave}>
                  {delivery.accountName || 'No account name'}
                </a>
                <Text size="xs" c={delivery.state.kind === 'needs-attention' ? 'red.8' : 'dimmed'}>
                  {delivery.problem && `${delivery.problem} `}
                  {standing(delivery, now)}
                </Text>
              </div>
              {delivery.state.kind !== 'delivering' && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`Retry ${delivery.accountName}`}
                  disabled={retry.isPending}
                  onClick={() => retry.mutate({ submissionId: delivery.submissionId })}
                >
                  Retry
                </Button>
              )}
            </li>
          ))}
        </ul>
      </ScrollArea.Autosize>
    </>
  );
}

function standing({ state, owed }: Delivery, now: number): string {
  const parts = [...new Set(owed)].map((kind) => partWords[kind]).join(', ');
  switch (state.kind) {
    case 'delivering':
      return `Being delivered now: ${parts}.`;
    case 'waiting':
      if (state.nextAttemptAt === null || state.nextAttemptAt <= now) return `Waiting for its turn: ${parts}.`;
      return `Next try in ${formatWait(state.nextAttemptAt - now)}: ${parts}.`;
    case 'needs-attention':
      return 'Waits for you: nothing is lost.';
    case 'put-aside':
      return 'Put aside.';
    default:
      return state satisfies never;
  }
}
