import { createServer } from 'node:http';
import path from 'node:path';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { clientFiles } from '../client-build.ts';
import { createUiRouter } from './router.ts';
import { createUiStore, type UiStore } from './store.ts';

export type UiHost = {
  readonly url: string;
  readonly store: UiStore;
  /** Cuts every line, as when the app is restarted; new ones are refused until `reconnect`. */
  readonly disconnect: () => void;
  readonly reconnect: () => void;
  readonly close: () => Promise<void>;
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The same policy as the browser host's. */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; connect-src 'self' ws://127.0.0.1:*; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves the built renderer and answers its calls from memory, on a free port of 127.0.0.1. */
export async function startUiHost({ pageMs = 300 }: { readonly pageMs?: number | 'by-hand' } = {}): Promise<UiHost> {
  const files = await clientFiles();
  const store = createUiStore({ pageMs });
  const handler = new RPCHandler(createUiRouter(store));
  const sockets = new WebSocketServer({ noServer: true });
  let isOpen = true;

  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://local').pathname.replace(/^\/$/, '/index.html');
    const content = files.get(name);
    if (!content) return response.writeHead(404).end();
    return response
      .writeHead(200, {
        'content-type': types[path.extname(name)] ?? 'application/octet-stream',
        'content-security-policy': policy,
      })
      .end(content);
  });
  server.on('upgrade', (request, socket, head) => {
    if (!isOpen) return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (line) => void handler.upgrade(line, { context: {} }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');

  function disconnect(): void {
    isOpen = false;
    for (const line of sockets.clients) line.terminate();
  }

  return {
    url: `http://127.0.0.1:${address.port}/`,
    store,
    disconnect,
    reconnect: () => {
      isOpen = true;
    },
    close: async () => {
      disconnect();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
