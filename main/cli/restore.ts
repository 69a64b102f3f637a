import { restoreBackup } from '../storage/restore-backup.ts';
import { exitCode } from './exit-code.ts';
import { createHeadlessHost } from './headless-host.ts';

/** Puts the newest sound backup in the place of the database, which is set aside. The app must not be running. */
export async function restore({ data }: { data?: string }): Promise<number> {
  const host = createHeadlessHost({ dataFolder: data ?? null });
  if (!host) return exitCode.failed;
  const restored = restoreBackup({ dataFolder: host.paths.data, now: host.now });
  if (!restored.ok) {
    console.error(restored.error.message);
    return exitCode.failed;
  }
  const { from, setAside } = restored.value;
  host.log.warn('storage: backup restored', { day: from.day });
  console.log(`The backup of ${from.day} is in place. Bills and what was already delivered are kept.`);
  if (setAside) console.log(`What was there before lies in ${setAside}.`);
  return exitCode.done;
}
