import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from '../../system-error.ts';
import { isMissing } from './folder-problems.ts';

export type Held = {
  /** Tells this holder from all others, as a part of a file name. What else it writes there goes by `partialOf` it. */
  readonly token: string;
  /** To be asked right before an effect: a desktop that slept may have lost the lock meanwhile. */
  readonly isStill: () => Promise<boolean>;
};

/** Longer than anybody takes to write a list, also through a slow line. */
const STALE_MS = 30_000;
/** Windows refuses a name for a moment whose file was just deleted while somebody had it open. */
const DELETED_NAME_MS = 2_000;
const LONGEST_NAP_MS = 500;

/**
 * Does some work on a file that other computers write, too, while none of them does. The lock is a file beside it that
 * only one of them can create, which holds on every disk and network share. One that has not changed while we watched it
 * for `staleMs` was left by a crash and is taken away, with the partial file of its holder; no clocks are compared.
 * Between copies that a sync program brings together later it can't hold: there each has its own. Throws what the file
 * system throws, and when `signal` aborts the wait.
 */
export async function whileLocked<T>(
  file: string,
  { signal, staleMs = STALE_MS }: { readonly signal: AbortSignal; readonly staleMs?: number },
  work: (held: Held) => Promise<T>,
): Promise<T> {
  const lock = lockName(file);
  const token = randomUUID();
  const isStill = async () => (await holderOf(lock)) === token;
  await acquire(file, { token, signal, staleMs });
  try {
    return await work({ token, isStill });
  } finally {
    if (await isStill()) await rm(lock, { force: true, maxRetries: 5 });
  }
}

/** Where the holder of a file's lock writes what is to take the file's place. */
export function partialOf(file: string, token: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${token}.partial`);
}

/** As office programs call theirs: sync programs leave such files where they are. */
function lockName(file: string): string {
  return path.join(path.dirname(file), `~$${path.basename(file)}.lock`);
}

async function acquire(
  file: string,
  { token, signal, staleMs }: { readonly token: string; readonly signal: AbortSignal; readonly staleMs: number },
): Promise<void> {
  const lock = lockName(file);
  const beganAt = performance.now();
  let holder: string | null = null;
  let seenSince = beganAt;
  for (let napMs = 10; !(await create(lock, token, beganAt)); napMs = Math.min(2 * napMs, LONGEST_NAP_MS)) {
    const now = await holderOf(lock);
    if (now !== holder) {
      holder = now;
      seenSince = performance.now();
    } else if (holder !== null && performance.now() - seenSince > staleMs) {
      await rm(lock, { force: true });
      if (/^[\w-]+$/.test(holder)) await rm(partialOf(file, holder), { force: true });
      continue;
    }
    await sleep(napMs * (0.5 + Math.random()), null, { signal });
  }
}

/** False: somebody else has it. */
async function create(lock: string, token: string, beganAt: number): Promise<boolean> {
  try {
    await writeFile(lock, token, { flag: 'wx' });
    return true;
  } catch (cause) {
    const isGoing = isRefused(cause) && performance.now() - beganAt < DELETED_NAME_MS;
    if (systemCode(cause) === 'EEXIST' || isGoing) return false;
    throw cause;
  }
}

/** Null when nobody holds it; '' for somebody who can't be told. */
async function holderOf(lock: string): Promise<string | null> {
  try {
    return await readFile(lock, 'utf8');
  } catch (cause) {
    if (isMissing(cause)) return null;
    if (isRefused(cause)) return '';
    throw cause;
  }
}

function isRefused(cause: unknown): boolean {
  const code = systemCode(cause);
  return code === 'EPERM' || code === 'EACCES' || code === 'EBUSY';
}
