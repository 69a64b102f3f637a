import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../../result.ts';
import { type RowChange, withRows } from './csv-list.ts';
import { replaceFile } from './durable-files.ts';
import { isMissing, type ListProblem } from './folder-problems.ts';
import { type Held, partialOf, whileLocked } from './while-locked.ts';

export const listName = 'submissions.csv';

/** Excel takes a CSV without it for the old Windows character set and shows "JosÃ©" for "José". */
const byteOrderMark = '\ufeff';

/** Somebody saved the list while we were writing ours: looked at anew that many times. */
const tries = 3;

/**
 * Brings these rows into `<root>/submissions.csv`, all at once: the list is written beside and takes the old one's
 * place, so a reader or a crash sees the old list or the new one. Desktops that share the folder go one after another.
 * Throws what the file system throws, among it EBUSY or EPERM while the list is open in Excel on Windows, and when
 * `signal` aborts the wait for another desktop.
 */
export async function writeList(
  root: string,
  changes: readonly RowChange[],
  locking: Parameters<typeof whileLocked>[1],
): Promise<Result<null, ListProblem>> {
  // LibreOffice does not hold the file, and would write its old rows over ours when the office saves.
  if (await versionOf(path.join(root, `.~lock.${listName}#`))) return err('open-in-libreoffice');
  const file = path.join(root, listName);
  return whileLocked(file, locking, (held) => writeHeld(file, changes, held));
}

/** The text of the list; null when there is none. */
export async function readList(root: string): Promise<string | null> {
  const file = path.join(root, listName);
  return (await versionOf(file)) === null ? null : decode(await readFile(file));
}

async function writeHeld(file: string, changes: readonly RowChange[], held: Held): Promise<Result<null, ListProblem>> {
  const partial = partialOf(file, held.token);
  for (let n = 0; n < tries; n++) {
    const version = await versionOf(file);
    const list = withRows(version === null ? '' : decode(await readFile(file)), changes);
    if (!list.ok) return list;
    if (version !== null && list.value.changed.size === 0) return ok(null);
    const isStill = async () => (await held.isStill()) && (await versionOf(file)) === version;
    if (await replaceFile(file, byteOrderMark + list.value.text, { partial, isStill })) return ok(null);
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
