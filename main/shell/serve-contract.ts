import { RPCHandler } from '@orpc/server/message-port';
import { CONNECT_CHANNEL } from '../../preload/connect-channel.ts';
import type { Log } from '../diagnostics/log.ts';
import type { AppRouter } from '../hosting/hosted-app.ts';
import { createReportUnexpected } from '../hosting/report-unexpected.ts';
import { isAppUrl } from './app-protocol.ts';
import type { ElectronParts } from './electron-parts.ts';

export type ServedPages = {
  /** Null when no page is connected; else settles when all that pages said before they went has been heard. */
  readonly untilGone: () => Promise<void> | null;
};

/**
 * Serves the contract on every port that our own page hands over. A page that is reloaded hands over a new one; the old
 * one closes with the old page, and its streams end with it.
 */
export function serveContract(ipcMain: ElectronParts['ipcMain'], router: AppRouter, log: Log): ServedPages {
  const closings = new Set<Promise<void>>();
  const handler = new RPCHandler(router, { clientInterceptors: [createReportUnexpected(log)] });
  ipcMain.on(CONNECT_CHANNEL, (event) => {
    const [port] = event.ports;
    const { senderFrame } = event;
    if (port === undefined) return;
    if (senderFrame === null || senderFrame.parent !== null || !isAppUrl(senderFrame.url)) {
      log.warn('shell: refused a port from a foreign frame');
      port.close();
      return;
    }
    const closing = new Promise<void>((resolve) => port.once('close', () => resolve()));
    closings.add(closing);
    void closing.then(() => closings.delete(closing));
    handler.upgrade(port);
    // oRPC leaves it stopped, and a stopped port queues forever.
    port.start();
  });
  return {
    // A port closes after the last of its messages.
    untilGone: () => (closings.size === 0 ? null : Promise.all(closings).then(() => undefined)),
  };
}
