/**
 * Run as a process of its own: a desktop that writes so many rows into the list of a folder, one at a time, and changes
 * each of them once, as fast as it can. Says a dot for each write. Made to be killed at any moment.
 */
import path from 'node:path';
import { writeList } from '../../main/sync/destinations/write-list.ts';
import { rowHeaders, type SubmissionRow } from '../../main/sync/submission-row.ts';

export const writeRowsScript = import.meta.filename;

export const rowIdOf = (desktop: string, n: number) => `${desktop}-${n}`;
const rowOf = (id: string, title: string): SubmissionRow =>
  rowHeaders.map((header) => (header === 'Unique ID' ? id : header === 'Title' ? title : ''));

async function writeRows(root: string, desktop: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const first = rowOf(rowIdOf(desktop, n), 'Owner');
    await write({ row: first, lastWritten: null });
    await write({ row: rowOf(rowIdOf(desktop, n), 'Manager'), lastWritten: first });
  }

  async function write(change: Parameters<typeof writeList>[1][number]): Promise<void> {
    const written = await writeList(root, [change], { signal: AbortSignal.timeout(120_000), staleMs: 1_000 });
    if (written.ok) process.stdout.write('.');
    else await write(change);
  }
}

const [, script, root, desktop, count] = process.argv;
if (script === writeRowsScript && root && desktop) await writeRows(path.resolve(root), desktop, Number(count));
