import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Log } from '../diagnostics/log.ts';
import type { AppRouter } from '../hosting/hosted-app.ts';
import { everyUnref } from '../hosting/node-host.ts';
import type { RendererFiles } from '../hosting/renderer-files.ts';
import { err, ok, type Result } from '../result.ts';
import { answerHttp, type Door, refusalOf, refuse } from './answer-http.ts';
import { REFUSALS, type Refusal } from './plain-page.ts';
import { createRpcSockets } from './rpc-sockets.ts';
import { createSessionKeys } from './session-keys.ts';

export type ServeOptions = {
  readonly router: AppRouter;
  readonly files: RendererFiles;
  /** 0: any free one. */
  readonly port: number;
  /** Whoever proves to hold it gets a fresh link; see `running-host.ts`. */
  readonly linkKey: string;
  readonly log: Log;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** An interval; a test turns it by hand. */
  readonly every?: (intervalMs: number, callback: () => void) => () => void;
};

export type Served = {
  readonly port: number;
  /** A fresh address with a token that opens the app once, within ten minutes. */
  readonly newLink: () => string;
  /** Ends every connection and frees the port. */
  readonly stop: () => Promise<void>;
};

export type PortProblem = { readonly code: 'port-unusable'; readonly message: string };

/**
 * Serves the renderer and, on `/rpc`, the contract to browsers on this machine that came through one of its links.
 * Listens on 127.0.0.1 only. Fails when the port is taken or not allowed.
 */
export async function serve(options: ServeOptions): Promise<Result<Served, PortProblem>> {
  const { router, files, log, now, every = everyUnref } = options;
  const keys = createSessionKeys({ now, randomKey: () => randomBytes(32).toString('base64url') });
  const server = createServer();
  const listening = await listen(server, options.port);
  if (!listening.ok) return listening;
  const port = listening.value;
  const door: Door = { port, keys, linkKey: options.linkKey };
  const sockets = createRpcSockets({ router, log, every });

  server.on('request', (request, response) => {
    answerHttp(request, response, door, files).catch((cause: unknown) => {
      log.error('browser: answer failed', cause);
      if (response.headersSent) response.destroy();
      else refuse(response, REFUSALS.failed);
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', (cause) => log.warn('browser: connection failed', { reason: cause.message }));
    const refusal = upgradeRefusal(request, door) ?? (sockets.isFull() ? REFUSALS.tooMany : null);
    if (refusal === null) sockets.accept(request, socket, head);
    else refuseUpgrade(socket, refusal);
  });

  return ok({
    port,
    newLink: () => `http://127.0.0.1:${port}/?token=${keys.issueToken()}`,
    stop: () =>
      new Promise((resolve) => {
        sockets.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** Stricter than for pages: a WebSocket must state an Origin, and there is one path. */
function upgradeRefusal(request: IncomingMessage, door: Door): Refusal | null {
  const refusal = refusalOf(request, door);
  if (refusal !== null) return refusal;
  if (request.headers.origin === undefined) return REFUSALS.foreignOrigin;
  return request.url === '/rpc' ? null : REFUSALS.notFound;
}

function refuseUpgrade(socket: Duplex, { status, text }: Refusal): void {
  const body = Buffer.from(text);
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'connection: close',
    'content-type: text/plain; charset=utf-8',
    `content-length: ${body.length}`,
  ];
  socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
}

function listen(server: Server, port: number): Promise<Result<number, PortProblem>> {
  return new Promise((resolve) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'is used by another program' : `can't be used (${cause.code})`;
      const message = `Port ${port} ${why}. Give another one, or none for any that is free.`;
      resolve(err({ code: 'port-unusable', message }));
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve(ok(taken));
    });
  });
}
