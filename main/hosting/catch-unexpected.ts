import type { Log } from '../diagnostics/log.ts';

/**
 * The last place where what nobody expected is caught, once per host. A rejected promise that nobody waited for is
 * logged and the app goes on; after an exception that nobody caught nothing can be trusted, so `giveUp` is called.
 */
export function catchUnexpected(process: Pick<NodeJS.Process, 'on'>, log: Log, giveUp: (cause: unknown) => void): void {
  process.on('unhandledRejection', (cause) => log.error('host: a promise failed unnoticed', cause));
  process.on('uncaughtException', (cause) => {
    log.error('host: unexpected failure, giving up', cause);
    giveUp(cause);
  });
}
