import './outbox.css';
import { IconAlertTriangle, IconCircleCheck, IconClockHour4 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useApp } from '../ui/app-context.tsx';
import { hrefOf } from '../ui/route.ts';
import { queueCounts } from './queue-words.ts';

/** How the deliveries stand, always in view; leads to what is still owed. */
export function OutboxIndicator() {
  const { api } = useApp();
  const { data: groups } = useQuery(
    api.outbox.watchQueue.experimental_liveOptions({ select: (queue) => queue.groups }),
  );
  if (!groups) return null;
  return (
    <a className="outbox-indicator" href={hrefOf({ kind: 'deliveries' })}>
      <Summary {...queueCounts(groups)} />
    </a>
  );
}

function Summary({ stuck, onTheirWay }: ReturnType<typeof queueCounts>) {
  if (stuck > 0) {
    return (
      <span className="outbox-summary attention">
        <IconAlertTriangle size={16} aria-hidden />
        {stuck === 1 ? '1 delivery needs attention' : `${stuck.toLocaleString('en-US')} deliveries need attention`}
      </span>
    );
  }
  if (onTheirWay > 0) {
    return (
      <span className="outbox-summary">
        <IconClockHour4 size={16} aria-hidden />
        {onTheirWay.toLocaleString('en-US')} waiting to be delivered
      </span>
    );
  }
  return (
    <span className="outbox-summary">
      <IconCircleCheck size={16} aria-hidden className="good" />
      Nothing waiting
    </span>
  );
}
