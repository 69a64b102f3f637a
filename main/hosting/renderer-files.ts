import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';

export type RendererFile = { readonly path: string; readonly contentType: string };

/** By the path of the address, e.g. `/assets/index-1a2b.js`; `/` is the page itself. */
export type RendererFiles = ReadonlyMap<string, RendererFile>;

/**
 * Lists the built renderer once. Requests are looked up in the answer, so a path that isn't in it can't be reached,
 * however it is spelled. Throws when the folder can't be read.
 */
export async function listRendererFiles(folder: string): Promise<RendererFiles> {
  const files = new Map<string, RendererFile>();
  await addFolder(files, folder, '');
  const page = files.get('/index.html');
  if (page === undefined) throw new Error(`The renderer is not built: no index.html in ${folder}`);
  return files.set('/', page);
}

/** Null for a path that names no file, also when its escapes are broken. */
export function findRendererFile(files: RendererFiles, pathname: string): RendererFile | null {
  try {
    return files.get(decodeURIComponent(pathname)) ?? null;
  } catch {
    return null;
  }
}

// Its own recursion: the one of readdir is not there for folders inside an asar.
async function addFolder(files: Map<string, RendererFile>, folder: string, prefix: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const address = `${prefix}/${entry.name}`;
    if (entry.isDirectory()) await addFolder(files, path, address);
    else if (entry.isFile()) files.set(address, { path, contentType: contentTypeOf(entry.name) });
  }
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

function contentTypeOf(name: string): string {
  return CONTENT_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
}
