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
        <Facts delivery={delivery} group={group} />
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

/** Where it is, and when it is tried next unless its card says the same. */
function Facts({ delivery, group }: Pick<Props, 'delivery' | 'group'>) {
  const now = useNow(1_000);
  const { kind, attempts, nextTryAt } = delivery;
  if (group.standing === 'delivering') return <span className="aside">Now: the {partWords[kind]}.</span>;
  const time = nextTryWords(nextTryAt, now);
  return (
    <span className="aside">
      {attempts > 0 && `At the ${partWords[kind]}, tried ${count(attempts, 'time')}. `}
      {time !== nextTryWords(group.nextTryAt, now) && time}
    </span>
  );
}
