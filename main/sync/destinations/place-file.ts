import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '../../result.ts';
import { flushFolder, partialName } from './durable-files.ts';
import { isMissing } from './folder-problems.ts';
import { numbered } from './safe-names.ts';

export type Original = { readonly path: string; readonly sha256: string; readonly sizeBytes: number };

/**
 * Makes sure that the folder holds a file of exactly these bytes, under this name or, where another file has it, the
 * next numbered one; answers its name. Finds what an earlier try left; never overwrites another file. Fails when the
 * original is gone or no longer what it was; throws what the file system throws.
 */
export async function placeFile(
  original: Original,
  folder: string,
  name: string,
  signal: AbortSignal,
): Promise<Result<string, 'original-damaged'>> {
  for (let n = 1; ; n++) {
    const candidate = numbered(name, n, { ending: path.extname(name) });
    const target = path.join(folder, candidate);
    const size = await sizeOf(target);
    if (size === null) return (await copyChecked(original, target, signal)) ? ok(candidate) : err('original-damaged');
    if (size === original.sizeBytes && (await sha256Of(target, signal)) === original.sha256) return ok(candidate);
  }
}

/** False when the original is missing or its bytes have changed; then nothing is left behind. */
async function copyChecked(original: Original, target: string, signal: AbortSignal): Promise<boolean> {
  if ((await sizeOf(original.path)) !== original.sizeBytes) return false;
  const partial = partialName(target);
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(original.path), hashing, createWriteStream(partial, { flush: true }), { signal });
    if (hash.digest('hex') !== original.sha256 || (await sizeOf(partial)) !== original.sizeBytes) return false;
    await rename(partial, target);
    await flushFolder(path.dirname(target));
    return true;
  } finally {
    await rm(partial, { force: true });
  }
}

export async function sha256Of(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash, { signal });
  return hash.digest('hex');
}

/** Null when there is no such file. */
export async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw cause;
  }
}
