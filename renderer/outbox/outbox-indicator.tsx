import './outbox.css';
import { Popover, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconClockHour4 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApp } from '../ui/app-context.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { deliveriesOf } from './outbox-view.ts';

/** How the deliveries stand, always in view; opens into the list of what is still owed. */
export function OutboxIndicator() {
  const { api } = useApp();
  const { data: outbox } = useQuery(api.outbox.watch.experimental_liveOptions());
  const [isOpen, setOpen] = useState(false);
  if (!outbox) return null;

  const deliveries = deliveriesOf(outbox.entries);
  const stuck = deliveries.filter((delivery) => delivery.state.kind === 'needs-attention').length;
  const waiting = deliveries.length - stuck;
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus width={420}>
      <Popover.Target>
        <UnstyledButton className="outbox-indicator" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          <Summary stuck={stuck} waiting={waiting} delivered={outbox.delivered} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Deliveries" className="outbox-dropdown">
        <DeliveryList deliveries={deliveries} delivered={outbox.delivered} onLeave={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Summary({ stuck, waiting, delivered }: { stuck: number; waiting: number; delivered: number }) {
  if (stuck > 0) {
    return (
      <span className="outbox-summary attention">
        <IconAlertTriangle size={16} aria-hidden />
        {stuck === 1 ? '1 delivery needs attention' : `${stuck} deliveries need attention`}
      </span>
    );
  }
  if (waiting > 0) {
    return (
      <span className="outbox-summary">
        <IconClockHour4 size={16} aria-hidden />
        {waiting} waiting to be delivered
      </span>
    );
  }
  return (
    <span className="outbox-summary">
      <IconCircleCheck size={16} aria-hidden className="good" />
      {delivered > 0 ? 'All delivered' : 'Nothing to deliver'}
    </span>
  );
}
