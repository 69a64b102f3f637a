import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../diagnostics/log.ts';

type Updater = { readonly checkForUpdatesAndNotify: () => Promise<unknown> };

export type UpdaterOptions = {
  readonly isPackaged: boolean;
  readonly resourcesFolder: string;
  readonly loadUpdater: () => Promise<Updater>;
  readonly log: Log;
};

/**
 * Looks for an update once, if whoever built the package named a place to look (`publish` in electron-builder.yml,
 * which puts app-update.yml into the package). Otherwise nothing is asked of anybody. Never fails.
 */
export async function lookForUpdate({ isPackaged, resourcesFolder, loadUpdater, log }: UpdaterOptions): Promise<void> {
  if (!isPackaged || !existsSync(join(resourcesFolder, 'app-update.yml'))) return;
  try {
    await (await loadUpdater()).checkForUpdatesAndNotify();
  } catch (cause) {
    log.warn('shell: could not look for an update', { reason: cause instanceof Error ? cause.message : '' });
  }
}
