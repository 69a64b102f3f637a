import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { serve } from '../../main/browser/serve.ts';
import { listRendererFiles } from '../../main/hosting/renderer-files.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { createSmallRouter } from '../support/small-router.ts';
import { tempFolder } from '../support/temp-folder.ts';

export const LINK_KEY = 'k'.repeat(43);

/** A host served for one test, with a clock turned by hand, and plain HTTP to knock at it with any headers. */
export async function served(options: { readonly port?: number } = {}) {
  const folder = join(tempFolder(), 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html><p>the page</p>');
  writeFileSync(join(folder, 'assets', 'app.js'), 'the script');
  writeFileSync(join(folder, '..', 'secret.txt'), 'the secret');
  const clock = { nowMs: 1_000_000 };
  const log = createRecordingLog();
  const { router, state } = createSmallRouter();
  const files = await listRendererFiles(folder);
  const heart = { beat: () => {} };
  const every = (_intervalMs: number, callback: () => void) => {
    heart.beat = callback;
    return () => {};
  };
  const answer = await serve({
    router,
    files,
    port: 0,
    linkKey: LINK_KEY,
    log,
    now: () => clock.nowMs,
    every,
    ...options,
  });
  if (!answer.ok) throw new Error(answer.error.message);
  const host = answer.value;
  onTestFinished(() => host.stop());
  const knock = (path: string, more: KnockOptions = {}) => knockAt(host.port, path, more);
  const comeIn = async () => {
    const { headers } = await knock(pathOf(host.newLink()));
    return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  };
  return { host, clock, heart, log, state, knock, comeIn, folder };
}

export function pathOf(link: string): string {
  const { pathname, search } = new URL(link);
  return pathname + search;
}

type KnockOptions = { readonly method?: string; readonly headers?: Readonly<Record<string, string>> };
export type Knocked = {
  readonly status: number;
  readonly headers: import('node:http').IncomingHttpHeaders;
  readonly body: string;
};

/** Sends the path as it is: fetch and URL would tidy it up first. */
function knockAt(port: number, path: string, { method = 'GET', headers = {} }: KnockOptions): Promise<Knocked> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

/** The status of the refusal, or the open socket. */
export function openSocket(
  port: number,
  headers: Readonly<Record<string, string>>,
  path = '/rpc',
): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    onTestFinished(() => socket.terminate());
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

/** Whether anybody listens there. */
export function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
