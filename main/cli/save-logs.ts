import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exportLogs } from '../diagnostics/export-logs.ts';
import type { Host } from '../host.ts';
import { ok } from '../result.ts';
import { createSettings, defaultSettings } from '../settings.ts';
import { openStorage, type Storage } from '../storage/storage.ts';
import { exitCode } from './exit-code.ts';
import { createHeadlessHost } from './headless-host.ts';

/** Packs the logs for support, also when the database can't be opened or the app has it. */
export async function saveLogs(file: string | null, { data }: { data?: string }): Promise<number> {
  const host = createHeadlessHost({ dataFolder: data ?? null });
  if (!host) return exitCode.failed;
  const opened = openStorage({ dataFolder: host.paths.data });
  const database = opened.ok ? ok(withSettings(opened.value, host)) : opened;
  try {
    const { fileName, zip } = await exportLogs({ host, database });
    const saved = path.resolve(file ?? fileName);
    await writeFile(saved, zip);
    console.log(`The logs are in ${saved}.`);
    return exitCode.done;
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    console.error(`The logs could not be saved: ${cause.message}`);
    return exitCode.failed;
  } finally {
    if (opened.ok) opened.value.close();
  }
}

function withSettings(storage: Storage, { paths }: Host) {
  return { storage, settings: createSettings({ kept: storage.settings, defaults: defaultSettings(paths) }).get() };
}
