import type { Log } from '../diagnostics/log.ts';
import { within } from '../hosting/until-stopped.ts';
import type { ElectronParts } from './electron-parts.ts';
import type { ServedPages } from './serve-contract.ts';

const STOP_WITHIN_MS = 10_000;
const LAST_WORDS_MS = 1_000;

/**
 * Hears the pages out, then lets the app stop before it quits, but not longer than ten seconds; what is unfinished goes
 * on at the next start.
 */
export function stopBeforeQuit(
  app: Pick<ElectronParts['app'], 'on' | 'exit'>,
  pages: ServedPages,
  stopApp: () => Promise<void>,
  log: Log,
): void {
  async function stop(): Promise<void> {
    const gone = pages.untilGone();
    if (gone !== null && !(await within(LAST_WORDS_MS, gone))) log.warn('shell: a page did not end');
    await stopApp();
  }

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
