import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../../result.ts';
import { type RowChange, withRows } from './csv-list.ts';
import { replaceFile } from './durable-files.ts';
import { isMissing, type ListProblem } from './folder-problems.ts';

export const listName = 'submissions.csv';

/** Excel takes a CSV without it for the old Windows character set and shows "JosÃ©" for "José". */
const byteOrderMark = '\ufeff';

/** Somebody saved the list while we were writing ours: looked at anew that many times. */
const tries = 3;

/**
 * Brings these rows into `<root>/submissions.csv`, all at once: the list is written beside and takes the old one's
 * place, so a reader or a crash sees the old list or the new one. Throws what the file system throws, among it EBUSY
 * or EPERM while the list is open in Excel on Windows.
 */
export async function writeList(root: string, changes: readonly RowChange[]): Promise<Result<null, ListProblem>> {
  const file = path.join(root, listName);
  // LibreOffice does not hold the file, and would write its old rows over ours when the office saves.
  if (await versionOf(path.join(root, `.~lock.${listName}#`))) return err('open-in-libreoffice');
  for (let n = 0; n < tries; n++) {
    const version = await versionOf(file);
    const list = withRows(version === null ? '' : decode(await readFile(file)), changes);
    if (!list.ok) return list;
    const written = await replaceFile(
      file,
      byteOrderMark + list.value,
      async () => (await versionOf(file)) === version,
    );
    if (written) return ok(null);
  }
  return err('keeps-changing');
}

/** Changes whenever somebody writes the file; null when it isn't there. */
async function versionOf(file: string): Promise<string | null> {
  try {
    const { size, mtimeMs, ino } = await stat(file);
    return `${size}/${mtimeMs}/${ino}`;
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw cause;
  }
}

/** Excel's plain "CSV" is in the old Windows character set, whose bytes are hardly ever valid UTF-8. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
