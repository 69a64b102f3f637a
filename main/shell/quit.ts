import type { Log } from '../diagnostics/log.ts';
import { within } from '../hosting/until-stopped.ts';
import type { ElectronParts } from './electron-parts.ts';

const STOP_WITHIN_MS = 10_000;

/** Lets the app stop before it quits, but not longer than ten seconds; what is unfinished goes on at the next start. */
export function stopBeforeQuit(
  app: Pick<ElectronParts['app'], 'on' | 'exit'>,
  stop: () => Promise<void>,
  log: Log,
): void {
  let stopping = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    within(STOP_WITHIN_MS, stop())
      .then((inTime) => {
        if (!inTime) log.warn('shell: did not stop in time');
      })
      .catch((cause: unknown) => log.error('shell: did not stop well', cause))
      .finally(() => app.exit(0));
  });
}
