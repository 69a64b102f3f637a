import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { systemCode } from '../../system-error.ts';

/** Writes a file and flushes it to the disk. */
export async function writeFlushed(file: string, content: string): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(content, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Replaces a file's whole content, or leaves it as it was; `partial` is where the new one is written first. `isStill` is
 * asked last: when it says no, nothing is replaced and the answer is false.
 */
export async function replaceFile(
  file: string,
  content: string,
  { partial = partialName(file), isStill = async () => true }: ReplaceOptions = {},
): Promise<boolean> {
  try {
    await writeFlushed(partial, content);
    if (!(await isStill())) return false;
    await rename(partial, file);
    await flushFolder(path.dirname(file));
    return true;
  } finally {
    await rm(partial, { force: true });
  }
}

type ReplaceOptions = { readonly partial?: string; readonly isStill?: () => Promise<boolean> };

/** Beside the file, so that renaming it never crosses disks. A leftover is overwritten by the next try. */
export function partialName(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.partial`);
}

/** Makes a rename in the folder survive a power cut, where the system offers that: Windows does not. */
export async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    const code = systemCode(cause);
    // Opening or flushing a folder: not on Windows (EISDIR, EPERM), not on some network disks (EINVAL, ENOTSUP).
    if (code !== 'EISDIR' && code !== 'EPERM' && code !== 'EACCES' && code !== 'EINVAL' && code !== 'ENOTSUP')
      throw cause;
  }
}
