import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { DestinationPause, QueueGroup } from '../../main/ipc/contract/outbox.ts';
import { useNow } from '../ui/app-context.tsx';
import { DeliveryMenu } from './delivery-menu.tsx';
import type { Discarding } from './discard-dialog.tsx';
import { deliveries, destinationWords, nextTryWords, sharedProblem } from './queue-words.ts';
import { QueuedRow } from './queued-row.tsx';
import type { QueueActions } from './use-queue-actions.ts';

type Props = {
  readonly group: QueueGroup;
  /** Of its destination. */
  readonly pause: DestinationPause | null;
  readonly actions: QueueActions;
  readonly onDiscard: (discarding: Discarding) => void;
};

/** Deliveries that wait for the same reason: what happened, what to do, and what can be done with all of them. */
export function CauseCard({ group, pause, actions, onDiscard }: Props) {
  const now = useNow(1_000);
  const [isOpen, setOpen] = useState(false);
  const { id, destination, standing, cause, title, whatToDo, count, nextTryAt } = group;
  const shared = sharedProblem(group.deliveries);
  const happened = shared ?? (standing === 'waiting' ? (pause?.message ?? null) : null);
  const isListed = count === 1 || isOpen;
  const listId = `${id}-list`;
  const isMoving = standing === 'delivering';
  // Signing in is the banner's button; trying again before that leads nowhere.
  const hasMainAction = standing === 'put-aside' || cause !== 'sign-in-needed';
  return (
    <article className="panel cause" data-standing={standing} aria-labelledby={id}>
      <header className="cause-head">
        <h3 id={id}>
          {isMoving ? `On ${count === 1 ? 'its' : 'their'} way to ${destinationWords[destination]}` : title}
        </h3>
        <span className="cause-count">
          {deliveries(count)} to {destinationWords[destination]}
          {!isMoving && (
            <DeliveryMenu
              label={`More for: ${title}`}
              isAside={standing === 'put-aside'}
              isDisabled={actions.isBusy}
              onPutAside={() => actions.putAside({ kind: 'group', groupId: id })}
              onDiscard={() =>
                onDiscard({
                  what: { kind: 'group', groupId: id },
                  destination,
                  count,
                  accountNames: group.deliveries.map(({ accountName }) => accountName),
                })
              }
            />
          )}
        </span>
      </header>
      {happened && <p>{happened}</p>}
      {!isMoving && (
        <p>
          <span className="what-to-do">What to do:</span>{' '}
          {standing === 'put-aside' ? 'Take them back when you want them sent.' : whatToDo}{' '}
          <span className="aside">{nextTryWords(nextTryAt, now)}</span>
        </p>
      )}
      {!isMoving && (hasMainAction || count > 1) && (
        <Group gap="xs">
          {hasMainAction && <MainAction group={group} actions={actions} />}
          {count > 1 && (
            <Button
              size="compact-sm"
              variant="subtle"
              aria-expanded={isOpen}
              aria-controls={listId}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? 'Hide them' : `Show the ${count.toLocaleString('en-US')}`}
            </Button>
          )}
        </Group>
      )}
      {isListed && (
        <ul className="queued" id={listId}>
          {group.deliveries.map((delivery) => (
            <QueuedRow
              key={delivery.submissionId}
              delivery={delivery}
              group={group}
              isOnly={count === 1}
              isProblemTold={shared !== null}
              waitsForSignIn={cause === 'sign-in-needed'}
              actions={actions}
              onDiscard={onDiscard}
            />
          ))}
          {count > group.deliveries.length && (
            <li className="queued-rest">The {group.deliveries.length} that wait longest are shown.</li>
          )}
        </ul>
      )}
    </article>
  );
}

function MainAction({ group, actions }: { readonly group: QueueGroup; readonly actions: QueueActions }) {
  const which = { kind: 'group', groupId: group.id } as const;
  if (group.standing === 'put-aside') {
    return (
      <Button size="compact-sm" variant="default" disabled={actions.isBusy} onClick={() => actions.takeBack(which)}>
        {group.count === 1 ? 'Take back' : 'Take all back'}
      </Button>
    );
  }
  return (
    <Button size="compact-sm" variant="default" disabled={actions.isBusy} onClick={() => actions.tryAgain(which)}>
      {group.count === 1 ? 'Try again' : 'Try these again'}
    </Button>
  );
}
