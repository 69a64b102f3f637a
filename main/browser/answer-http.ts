import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { findRendererFile, type RendererFile, type RendererFiles } from '../hosting/renderer-files.ts';
import { SECURITY_HEADERS } from '../hosting/security-headers.ts';
import { plainPage, REFUSALS, type Refusal } from './plain-page.ts';
import { cookieValues, isOwnHost, isOwnOrigin, sessionCookie, sessionCookieName } from './request-guards.ts';
import { answerAsk, NEW_LINK_PATH } from './running-host.ts';
import type { SessionKeys } from './session-keys.ts';

export type Door = { readonly port: number; readonly keys: SessionKeys; readonly linkKey: string };

type Answer =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  /** To the start page; the token leaves the address bar and the history on the way. */
  | { readonly kind: 'go-in'; readonly cookie: string | null }
  /** To a second start of the app, which is no browser. */
  | { readonly kind: 'fresh-link'; readonly answer: object }
  | { readonly kind: 'file'; readonly file: RendererFile };

/** Null when the request comes from our own page on this machine with our cookie. */
export function refusalOf(request: IncomingMessage, { port, keys }: Door): Refusal | null {
  const { host, origin, cookie } = request.headers;
  if (!isOwnHost(host, port)) return REFUSALS.foreignHost;
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if ((changes || origin !== undefined) && !isOwnOrigin(origin, host)) return REFUSALS.foreignOrigin;
  const known = cookieValues(cookie, sessionCookieName(port)).some(keys.holds);
  return known ? null : REFUSALS.noSession;
}

/**
 * Answers one request: a link becomes a cookie, a path one of the renderer's files. Throws when a file can't be read.
 */
export async function answerHttp(
  request: IncomingMessage,
  response: ServerResponse,
  door: Door,
  files: RendererFiles,
): Promise<void> {
  const answer = decide(request, door, files);
  switch (answer.kind) {
    case 'refusal':
      refuse(response, answer.refusal);
      break;
    case 'go-in': {
      const cookie = answer.cookie === null ? {} : { 'set-cookie': answer.cookie };
      response.writeHead(303, { ...SECURITY_HEADERS, ...cookie, location: '/' }).end();
      break;
    }
    case 'fresh-link':
      response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.answer));
      break;
    case 'file':
      response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': answer.file.contentType });
      if (request.method === 'HEAD') response.end();
      else await pipeline(createReadStream(answer.file.path), response);
      break;
    default:
      answer satisfies never;
  }
}

export function refuse(response: ServerResponse, { status, text }: Refusal): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'text/html; charset=utf-8' }).end(plainPage(text));
}

function decide(request: IncomingMessage, door: Door, files: RendererFiles): Answer {
  const refusal = refusalOf(request, door);
  const address = URL.parse(request.url ?? '/', 'http://localhost');
  if (address === null) return { kind: 'refusal', refusal: REFUSALS.notFound };
  if (request.method === 'POST' && address.pathname === NEW_LINK_PATH && isOwnHost(request.headers.host, door.port)) {
    const answer = answerAsk(request.headers, door.linkKey, door.keys.issueToken);
    if (answer !== null) return { kind: 'fresh-link', answer };
  }
  const token = address.searchParams.get('token');
  if (request.method === 'GET' && address.pathname === '/' && token !== null) {
    // Who is inside already and opens the link again, or reloads it, just goes in.
    if (refusal === null) return { kind: 'go-in', cookie: null };
    if (refusal === REFUSALS.noSession) return exchange(token, door);
  }
  if (refusal !== null) return { kind: 'refusal', refusal };
  if (request.method !== 'GET' && request.method !== 'HEAD') return { kind: 'refusal', refusal: REFUSALS.wrongMethod };
  const file = findRendererFile(files, address.pathname);
  return file === null ? { kind: 'refusal', refusal: REFUSALS.notFound } : { kind: 'file', file };
}

function exchange(token: string, { keys, port }: Door): Answer {
  const redeemed = keys.redeem(token);
  switch (redeemed.kind) {
    case 'session':
      return { kind: 'go-in', cookie: sessionCookie(port, redeemed.key) };
    case 'used':
      return { kind: 'refusal', refusal: REFUSALS.usedLink };
    case 'unknown':
      return { kind: 'refusal', refusal: REFUSALS.unknownLink };
    default:
      return redeemed satisfies never;
  }
}
