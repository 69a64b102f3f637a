import { open, rename, rm } from 'node:fs/promises';

/**
 * Replaces a file's whole content or leaves it as it was: written beside it, flushed, then renamed. `temporaryName`
 * is a free path in the same folder. The file is readable by its owner only. Throws what the file system throws.
 */
export async function writeFileAtomically(path: string, temporaryName: string, content: string): Promise<void> {
  try {
    const file = await open(temporaryName, 'w', 0o600);
    try {
      await file.writeFile(content, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporaryName, path);
  } catch (cause) {
    await rm(temporaryName, { force: true });
    throw cause;
  }
}
