import '@mantine/core/styles.css';
import '@mantine/dropzone/styles.css';
import '@mantine/notifications/styles.css';
import './ui/app.css';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { type Client, createBridge } from './bridge.ts';
import { createDraftBuffer } from './capture/draft-buffer.ts';
import { createWorkbenches } from './capture/workbench.ts';
import { App } from './ui/app.tsx';
import type { AppParts } from './ui/app-context.tsx';
import { watchForErrors } from './ui/error-report.ts';
import { showFailure } from './ui/notices.tsx';
import { queryDefaults } from './ui/query-defaults.ts';

const { client, connection } = createBridge(window);
const newId = () => crypto.randomUUID();
const queryClient = new QueryClient({ defaultOptions: queryDefaults });
const parts: AppParts = {
  client,
  api: createTanstackQueryUtils<Client>(client),
  connection,
  now: () => Date.now(),
  newId,
};
const workbenches = createWorkbenches({
  client,
  connection,
  newId,
  buffer: createDraftBuffer(window.localStorage),
  later: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  onFileLost: (fileName, reason) => showFailure(`${fileName} was not added to its submission. ${reason}`),
});

const report = watchForErrors(window, client);
window.addEventListener('pagehide', workbenches.flushAll);
void workbenches.takeUpLeft();
// Streams that ended with the old line start again, and whatever changed meanwhile is asked again.
connection.subscribe(() => {
  if (connection.state().kind === 'connected') void queryClient.invalidateQueries();
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<App parts={parts} queryClient={queryClient} workbenches={workbenches} onError={report} />);
