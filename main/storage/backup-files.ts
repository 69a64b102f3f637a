import { readdirSync } from 'node:fs';
import path from 'node:path';
import { systemCode } from '../system-error.ts';
import type { Backup } from './storage-problem.ts';

/** `intake-0042-2026-11-22.db`. The number orders them, for the clock may have been wrong; the first ones had none. */
const namePattern = /^intake-(?:(\d{4,})-)?(\d{4}-\d{2}-\d{2})\.db$/;

export function backupFolder(dataFolder: string): string {
  return path.join(dataFolder, 'backups');
}

/** Of the backup that follows all there are. */
export function nextBackupPath(dataFolder: string, day: string): string {
  const number = (numbered(dataFolder)[0]?.number ?? 0) + 1;
  return path.join(backupFolder(dataFolder), `intake-${String(number).padStart(4, '0')}-${day}.db`);
}

/** Newest first, by the order in which they were made; none when the folder isn't there yet. */
export const listBackups = (dataFolder: string): readonly Backup[] => numbered(dataFolder);

function numbered(dataFolder: string): readonly (Backup & { readonly number: number })[] {
  const folder = backupFolder(dataFolder);
  return namesIn(folder)
    .flatMap((name) => {
      const [, number = '0', day] = namePattern.exec(name) ?? [];
      return day ? [{ path: path.join(folder, name), day, number: Number(number) }] : [];
    })
    .sort((a, b) => b.number - a.number || b.day.localeCompare(a.day));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return [];
    throw cause;
  }
}
