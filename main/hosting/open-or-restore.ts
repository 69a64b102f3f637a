import type { Host } from '../host.ts';
import { err, type Result } from '../result.ts';
import { restoreBackup } from '../storage/restore-backup.ts';
import type { Backup } from '../storage/storage-problem.ts';
import type { CreateApp, HostedApp, StartProblem } from './hosted-app.ts';

/** Asks the person at the screen whether the newest backup shall be restored. */
export type OfferRestore = (problem: StartProblem, newest: Backup) => Promise<boolean>;

/**
 * Opens the app. When its database is damaged and there is a backup, offers to restore it and opens the app on that;
 * the damaged file is set aside, never deleted. The app then tells the user at once which day it went back to.
 */
export async function openOrRestore(
  createApp: CreateApp,
  host: Host,
  offerRestore: OfferRestore,
): Promise<Result<HostedApp, StartProblem>> {
  const opened = await createApp(host);
  if (opened.ok) return opened;
  const newest = opened.error.backups?.[0];
  if (!newest || !(await offerRestore(opened.error, newest))) return opened;

  const restored = restoreBackup({ dataFolder: host.paths.data, now: host.now });
  if (!restored.ok) return err(restored.error);
  const { from, setAside } = restored.value;
  host.log.warn('storage: backup restored', { day: from.day });
  const kept = setAside ? ` What was there before lies in ${setAside}.` : '';
  return createApp(host, { startNotice: `The backup of ${from.day} was restored.${kept}` });
}
