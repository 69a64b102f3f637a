import { Button } from '@mantine/core';
import type { QueuedDelivery, QueueGroup } from '../../main/ipc/contract/outbox.ts';
import { useNow } from '../ui/app-context.tsx';
import { count } from '../ui/format.ts';
import { hrefOf } from '../ui/route.ts';
import { DeliveryMenu } from './delivery-menu.tsx';
import type { Discarding } from './discard-dialog.tsx';
import { nextTryWords, partWords } from './queue-words.ts';
import type { QueueActions } from './use-queue-actions.ts';

type Props = {
  readonly delivery: QueuedDelivery;
  readonly group: QueueGroup;
  /** Its card's buttons do for it. */
  readonly isOnly: boolean;
  readonly isProblemTold: boolean;
  readonly waitsForSignIn: boolean;
  readonly actions: QueueActions;
  readonly onDiscard: (discarding: Discarding) => void;
};

export function QueuedRow({ delivery, group, isOnly, isProblemTold, waitsForSignIn, actions, onDiscard }: Props) {
  const { submissionId, accountName, problem } = delivery;
  const name = accountName || 'No account name';
  const { destination, standing } = group;
  const which = { kind: 'delivery', submissionId, destination } as const;
  const isAside = standing === 'put-aside';
  return (
    <li>
      <div className="queued-text">
        <a href={hrefOf({ kind: 'submission', id: submissionId })}>{name}</a>
        <Facts delivery={delivery} hasOwnTime={!isOnly && standing === 'waiting'} />
        {problem && !isProblemTold && <p className="queued-problem">{problem}</p>}
      </div>
      {!isOnly && standing !== 'delivering' && (
        <div className="queued-actions">
          {!(waitsForSignIn && !isAside) && (
            <Button
              size="compact-xs"
              variant="subtle"
              disabled={actions.isBusy}
              aria-label={isAside ? `Take back ${name}` : `Try ${name} again`}
              onClick={() => (isAside ? actions.takeBack(which) : actions.tryAgain(which))}
            >
              {isAside ? 'Take back' : 'Try again'}
            </Button>
          )}
          <DeliveryMenu
            label={`More for ${name}`}
            isAside={isAside}
            isDisabled={actions.isBusy}
            onPutAside={() => actions.putAside(which)}
            onDiscard={() => onDiscard({ what: which, destination, count: 1, accountNames: [accountName] })}
          />
        </div>
      )}
    </li>
  );
}

function Facts({ delivery, hasOwnTime }: { readonly delivery: QueuedDelivery; readonly hasOwnTime: boolean }) {
  const now = useNow(1_000);
  const { kind, attempts, nextTryAt } = delivery;
  const tried = attempts > 0 ? `, tried ${count(attempts, 'time')}` : '';
  return (
    <span className="aside">
      Next: the {partWords[kind]}
      {tried}. {hasOwnTime && nextTryWords(nextTryAt, now)}
    </span>
  );
}
