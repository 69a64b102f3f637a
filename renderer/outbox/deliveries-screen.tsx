import './outbox.css';
import { Button, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Queue, QueueGroup } from '../../main/ipc/contract/outbox.ts';
import { CheckPanel } from '../receipts/check-panel.tsx';
import { useApp } from '../ui/app-context.tsx';
import { Loading } from '../ui/loading.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { CauseCard } from './cause-card.tsx';
import { DiscardDialog, type Discarding } from './discard-dialog.tsx';
import { standingWords } from './queue-words.ts';
import { type QueueActions, useQueueActions } from './use-queue-actions.ts';

/** All that was submitted and has not arrived yet, by the reason it waits for. */
export function DeliveriesScreen() {
  const { api } = useApp();
  const { data: queue, error } = useQuery(api.outbox.watchQueue.experimental_liveOptions());
  const title = useRef<HTMLHeadingElement>(null);
  // After React has taken away what was pressed.
  const actions = useQueueActions(() => requestAnimationFrame(() => title.current?.focus()));
  if (!queue) return error ? <Text p="lg">{wordsFor(error)}</Text> : <Loading what="deliveries" />;
  const canTryAll = queue.groups.some(
    ({ standing, cause }) => standing === 'needs-a-person' || (standing === 'waiting' && cause !== 'sign-in-needed'),
  );
  return (
    <div className="page page-deliveries">
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <div>
          <Title order={1} ref={title} tabIndex={-1} className="quiet-focus">
            Deliveries
          </Title>
          <Text size="sm" c="dimmed">
            {queue.groups.length === 0
              ? 'Nothing is waiting to be delivered.'
              : 'What is listed here is kept on this computer until it has arrived.'}
          </Text>
        </div>
        {canTryAll && (
          <Button variant="default" loading={actions.isBusy} onClick={() => actions.tryAgain({ kind: 'all' })}>
            Try all again
          </Button>
        )}
      </Group>
      <p role="status" className={actions.said?.isFailure ? 'queue-said trouble' : 'queue-said'}>
        {actions.said?.text}
      </p>
      <Causes queue={queue} actions={actions} />
      <CheckPanel />
    </div>
  );
}

const standings: readonly QueueGroup['standing'][] = ['needs-a-person', 'waiting', 'delivering', 'put-aside'];

function Causes({ queue: { groups, pauses }, actions }: { readonly queue: Queue; readonly actions: QueueActions }) {
  const [discarding, setDiscarding] = useState<Discarding | null>(null);
  return (
    <>
      {standings.map((standing) => {
        const here = groups.filter((group) => group.standing === standing);
        if (here.length === 0) return null;
        return (
          <section key={standing} className="standing" aria-labelledby={`standing-${standing}`}>
            <Title order={2} id={`standing-${standing}`}>
              {standingWords[standing]}
            </Title>
            {here.map((group) => (
              <CauseCard
                key={group.id}
                group={group}
                pause={pauses.find(({ destination }) => destination === group.destination) ?? null}
                actions={actions}
                onDiscard={setDiscarding}
              />
            ))}
          </section>
        );
      })}
      {discarding && (
        <DiscardDialog
          discarding={discarding}
          onDiscarded={(amount) => {
            setDiscarding(null);
            actions.discarded(amount);
          }}
          onClose={() => setDiscarding(null)}
        />
      )}
    </>
  );
}
