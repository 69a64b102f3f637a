import { readFile } from 'node:fs/promises';
import { findRendererFile, type RendererFiles } from '../hosting/renderer-files.ts';
import { SECURITY_HEADERS } from '../hosting/security-headers.ts';
import type { ElectronParts } from './electron-parts.ts';

const SCHEME = 'app';
const HOST = 'intake';

/** The page's own origin: neither a file, which could read its neighbours, nor the network. */
export const APP_URL = `${SCHEME}://${HOST}/`;

export function isAppUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.protocol === `${SCHEME}:` && parsed.host === HOST;
}

/** Has to be called before the app is ready. */
export function registerAppScheme(protocol: ElectronParts['protocol']): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function handleAppScheme(protocol: ElectronParts['protocol'], files: RendererFiles): void {
  protocol.handle(SCHEME, (request) => answerAppRequest(request, files));
}

/** One of the built renderer's files, with the same headers as in the browser; 404 for anything else. */
async function answerAppRequest(request: Pick<Request, 'method' | 'url'>, files: RendererFiles): Promise<Response> {
  const address = URL.parse(request.url);
  const file =
    address !== null && isAppUrl(request.url) && request.method === 'GET'
      ? findRendererFile(files, address.pathname)
      : null;
  if (file === null) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
  return new Response(new Uint8Array(await readFile(file.path)), {
    headers: { ...SECURITY_HEADERS, 'content-type': file.contentType },
  });
}
