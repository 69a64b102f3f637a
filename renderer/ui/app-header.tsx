import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { OutboxIndicator } from '../outbox/outbox-indicator.tsx';
import { hrefOf, type Route, useRoute } from './route.ts';

export function AppHeader() {
  const route = useRoute();
  return (
    <header className="app-header">
      <a className="app-name" href={hrefOf({ kind: 'submissions' })}>
        <img src="./icon.svg" alt="" width={22} height={22} />
        <span>GreenWatt Intake</span>
      </a>
      <nav aria-label="Main" className="app-nav">
        <NavLink to={{ kind: 'submissions' }} isCurrent={route.kind === 'submissions'}>
          Submissions
        </NavLink>
        <NavLink to={{ kind: 'deliveries' }} isCurrent={route.kind === 'deliveries'}>
          Deliveries
        </NavLink>
        <NavLink to={{ kind: 'settings', section: 'delivery' }} isCurrent={route.kind === 'settings'}>
          Settings
        </NavLink>
      </nav>
      <div className="app-header-end">
        <OutboxIndicator />
        <Button
          component="a"
          href={hrefOf({ kind: 'new', id: null })}
          size="xs"
          variant={route.kind === 'submissions' ? 'filled' : 'light'}
          leftSection={<IconPlus size={16} aria-hidden />}
        >
          New intake
        </Button>
      </div>
    </header>
  );
}

function NavLink({ to, isCurrent, children }: { to: Route; isCurrent: boolean; children: string }) {
  return (
    <a href={hrefOf(to)} className="app-nav-link" aria-current={isCurrent ? 'page' : undefined}>
      {children}
    </a>
  );
}
