import type { MessagePort as NodePort } from 'node:worker_threads';
import { carryPort } from '../../preload/carry-port.ts';
import { CONNECT_CHANNEL } from '../../preload/connect-channel.ts';
import { type ElectronStandIn, toPortMain } from './electron-stand-in.ts';

type Listener = (event: object) => void;

/**
 * The page in a window: what it posts to itself reaches the real preload, and what the preload sends on reaches main
 * with the frame it came from. Ports cross as they do in Electron: one kind on this side, another on that.
 */
export function openPage(
  { electron }: ElectronStandIn,
  { url = 'app://intake/', isMainFrame = true }: { readonly url?: string; readonly isMainFrame?: boolean } = {},
) {
  const listeners: Listener[] = [];
  const page = {
    location: new URL(url),
    addEventListener: (_kind: 'message', listener: Listener) => void listeners.push(listener),
    postMessage: (data: unknown, _origin: string, ports: readonly MessagePort[] = []) => receive({ data, ports }),
  };
  /** As the browser delivers it, from this window unless another is named. */
  const receive = ({
    data,
    ports,
    source = page,
  }: {
    data: unknown;
    ports: readonly MessagePort[];
    source?: unknown;
  }) => {
    for (const listener of listeners) listener({ source, data, ports });
  };
  const toMain = {
    postMessage: (channel: string, _message: null, ports: readonly MessagePort[]) => {
      const senderFrame = { url, parent: isMainFrame ? null : {} };
      const crossed = ports.map((port) => toPortMain(port as unknown as NodePort));
      electron.ipcMain.emit(channel, { senderFrame, ports: crossed });
    },
  };
  carryPort(page as unknown as Window, toMain as unknown as Parameters<typeof carryPort>[1]);
  return { page: page as unknown as Window, receive, channel: CONNECT_CHANNEL };
}
