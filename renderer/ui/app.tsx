import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { IntakeScreen } from '../capture/intake-screen.tsx';
import type { Workbenches } from '../capture/workbench.ts';
import { GoogleBanner } from '../google/google-banner.tsx';
import { DeliveriesScreen } from '../outbox/deliveries-screen.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { SubmissionsScreen } from '../submissions/submissions-screen.tsx';
import { AppContext, type AppParts } from './app-context.tsx';
import { AppHeader } from './app-header.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { LineBanner } from './line-banner.tsx';
import { rename, useRoute } from './route.ts';
import { StartNotice } from './start-notice.tsx';
import { theme } from './theme.ts';

type Props = {
  readonly parts: AppParts;
  readonly queryClient: QueryClient;
  readonly workbenches: Workbenches;
  readonly onError: (error: unknown) => void;
};

export function App({ parts, queryClient, workbenches, onError }: Props) {
  return (
    <MantineProvider theme={theme} forceColorScheme="light">
      <QueryClientProvider client={queryClient}>
        <AppContext value={parts}>
          <Notifications position="bottom-right" limit={3} />
          <ErrorBoundary onError={onError}>
            <SkipLink />
            <AppHeader />
            <LineBanner />
            <StartNotice />
            <GoogleBanner />
            <main id="main" className="app-main" tabIndex={-1}>
              <Screen workbenches={workbenches} newId={parts.newId} />
            </main>
          </ErrorBoundary>
        </AppContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** The hash is the route, so this one moves the focus by hand. */
function SkipLink() {
  return (
    <button type="button" className="skip-link" onClick={() => document.getElementById('main')?.focus()}>
      Skip to the content
    </button>
  );
}

function Screen({ workbenches, newId }: { readonly workbenches: Workbenches; readonly newId: () => string }) {
  const route = useRoute();
  switch (route.kind) {
    case 'submissions':
      return <SubmissionsScreen />;
    case 'new':
      if (route.id === null) return <NewIntake newId={newId} />;
      return <IntakeScreen key={route.id} submissionId={route.id} isNew workbenches={workbenches} />;
    case 'submission':
      return <IntakeScreen key={route.id} submissionId={route.id} isNew={false} workbenches={workbenches} />;
    case 'deliveries':
      return <DeliveriesScreen />;
    case 'settings':
      return <SettingsScreen section={route.section} />;
    default:
      return route satisfies never;
  }
}

/** Gives a new intake its id, which the address then carries: a reload finds the same one. */
function NewIntake({ newId }: { readonly newId: () => string }) {
  useEffect(() => rename({ kind: 'new', id: newId() }), [newId]);
  return null;
}
