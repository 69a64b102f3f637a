import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../diagnostics/log.ts';
import type { AppRouter } from '../hosting/hosted-app.ts';
import { createReportUnexpected } from '../hosting/report-unexpected.ts';

export type RpcSocketsOptions = {
  readonly router: AppRouter;
  readonly log: Log;
  readonly every: (intervalMs: number, callback: () => void) => () => void;
};

export type RpcSockets = {
  readonly isFull: () => boolean;
  /** Takes over a connection whose request has been let in. */
  readonly accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly stop: () => void;
};

/** The contract's largest message is a chunk of 1 MiB of a file. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
/** What may wait for one browser that doesn't read; its stream is snapshots, so nothing is lost by starting anew. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024;
/** How often a browser is asked whether it is still there; one that didn't answer the last time is let go. */
const HEARTBEAT_MS = 30_000;
const MOST_SOCKETS = 32;
const GOODBYE_MS = 1_000;

/** The contract over WebSockets. When one ends, for whatever reason, its streams on this side end too. */
export function createRpcSockets({ router, log, every }: RpcSocketsOptions): RpcSockets {
  const handler = new RPCHandler(router, { clientInterceptors: [createReportUnexpected(log)] });
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  const silent = new WeakSet<WebSocket>();

  const stopHeartbeat = every(HEARTBEAT_MS, () => {
    for (const socket of server.clients) {
      if (silent.has(socket)) socket.terminate();
      silent.add(socket);
      socket.ping();
    }
  });

  function serve(socket: WebSocket): void {
    socket.on('pong', () => silent.delete(socket));
    socket.on('error', (cause) => log.warn('browser: connection failed', { reason: cause.message }));
    void handler.upgrade({
      addEventListener: socket.addEventListener.bind(socket),
      send: (message: string | Uint8Array) => send(socket, message),
    });
  }

  /** Settles when the message is on its way, so that a stream waits for a slow browser instead of piling up. */
  function send(socket: WebSocket, message: string | Uint8Array): Promise<void> {
    if (socket.bufferedAmount > MAX_WAITING_BYTES) {
      log.warn('browser: a page does not read, connection ended', { waitingBytes: socket.bufferedAmount });
      socket.terminate();
      return Promise.resolve();
    }
    // A connection that has failed is closed too, and that ends its calls and streams.
    return new Promise((resolve) => {
      socket.send(message, () => resolve());
    });
  }

  return {
    isFull: () => server.clients.size >= MOST_SOCKETS,
    accept: (request, socket, head) => server.handleUpgrade(request, socket, head, serve),
    stop: () => {
      stopHeartbeat();
      for (const socket of server.clients) {
        socket.close(1001, 'GreenWatt Intake was stopped');
        // A browser that doesn't answer the goodbye is not waited for.
        setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
      }
      server.close();
    },
  };
}
