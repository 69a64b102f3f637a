import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Backup } from './storage-problem.ts';

const namePattern = /^intake-(\d{4}-\d{2}-\d{2})\.db$/;

export function backupFolder(dataFolder: string): string {
  return path.join(dataFolder, 'backups');
}

export function backupPath(dataFolder: string, day: string): string {
  return path.join(backupFolder(dataFolder), `intake-${day}.db`);
}

/** Newest first; none when the folder isn't there yet. */
export function listBackups(dataFolder: string): readonly Backup[] {
  const folder = backupFolder(dataFolder);
  return namesIn(folder)
    .flatMap((name) => {
      const day = namePattern.exec(name)?.[1];
      return day ? [{ path: path.join(folder, name), day }] : [];
    })
    .sort((a, b) => b.day.localeCompare(a.day));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  }
}
