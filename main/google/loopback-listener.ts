import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { signInPage } from './sign-in-page.ts';

/** The browser is back with Google's answer and waits for a page. */
export type Landing = {
  readonly params: URLSearchParams;
  readonly show: (outcome: 'done' | 'failed') => void;
};

export type LoopbackListener = {
  /** On 127.0.0.1 and a port of the system's choice (RFC 8252, 7.3). */
  readonly redirectUri: string;
  /** Settles with the first visit that carries our state; others see a page and change nothing. */
  readonly landing: Promise<Landing>;
  readonly close: () => void;
};

const PATH = '/signed-in';

/** Rejects when no port can be opened. */
export async function listenOnLoopback(state: string): Promise<LoopbackListener> {
  const { promise: landing, resolve } = Promise.withResolvers<Landing>();
  const server = createServer(serve);
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const origin = `http://127.0.0.1:${port}`;
  let landed = false;

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const url = URL.parse(request.url ?? '', origin);
    // Another Host header means that a web page reached us through a name of its own.
    const isOurs = url?.pathname === PATH && request.method === 'GET' && request.headers.host === `127.0.0.1:${port}`;
    if (!isOurs) return void response.writeHead(404, { connection: 'close' }).end();
    if (landed || url.searchParams.get('state') !== state) return void send(response, 400, 'unknown');
    landed = true;
    resolve({ params: url.searchParams, show: (outcome) => send(response, outcome === 'done' ? 200 : 400, outcome) });
  }

  return {
    redirectUri: `${origin}${PATH}`,
    landing,
    close: () => {
      server.close();
      // A page on its way to the browser may finish; idle connections may not keep the port.
      server.closeIdleConnections();
    },
  };
}

function send(response: ServerResponse, status: number, outcome: 'done' | 'failed' | 'unknown'): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(signInPage(outcome));
}
