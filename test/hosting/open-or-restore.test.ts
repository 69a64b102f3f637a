import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { silentLog } from '../../main/diagnostics/log.ts';
import type { Host } from '../../main/host.ts';
import type { CreateApp } from '../../main/hosting/hosted-app.ts';
import { openOrRestore } from '../../main/hosting/open-or-restore.ts';
import { emptyForm } from '../../main/intake/submission.ts';
import { ok } from '../../main/result.ts';
import { createDailyBackup } from '../../main/storage/backup.ts';
import { openStorage } from '../../main/storage/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

const noon = Date.UTC(2026, 10, 20, 12);

function storageOf(dataFolder: string) {
  const opened = openStorage({ dataFolder });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

/** A data folder with one draft in its backup, and a database that was overwritten since. */
async function damagedFolder(): Promise<string> {
  const dataFolder = tempFolder();
  const storage = storageOf(dataFolder);
  storage.submissions.insertDraft('kept', emptyForm, noon);
  await createDailyBackup({ storage, now: () => noon, timeZone: 'UTC', log: silentLog }).backUpIfDue();
  storage.close();
  writeFileSync(path.join(dataFolder, 'intake.db'), 'overwritten by something else '.repeat(1000));
  return dataFolder;
}

/** What a host starts: only the storage of the real app, which is all that matters here. */
function appOn(notices: (string | undefined)[]): CreateApp {
  return async (host, options) => {
    const opened = openStorage({ dataFolder: host.paths.data });
    if (!opened.ok) return opened;
    notices.push(options?.startNotice);
    return ok({ router: {}, start: async () => {}, stop: async () => opened.value.close() });
  };
}

const hostOn = (data: string) => ({ paths: { data }, now: () => noon, log: silentLog }) as unknown as Host;

test('a damaged database is replaced by its backup when the user agrees, and the day is told', async () => {
  const data = await damagedFolder();
  const notices: (string | undefined)[] = [];
  const opened = await openOrRestore(appOn(notices), hostOn(data), async (_, newest) => newest.day === '2026-11-20');
  if (!opened.ok) throw new Error(opened.error.message);
  await opened.value.stop();

  expect(notices).toEqual([
    expect.stringMatching(/^The backup of 2026-11-20 was restored\. What was there before lies in /),
  ]);
  const storage = storageOf(data);
  expect(storage.submissions.get('kept')?.id).toBe('kept');
  storage.close();
  const setAside = notices[0]?.replace(/^.* lies in (.*)\.$/, '$1') ?? '';
  expect(existsSync(setAside)).toBe(true);
});

test('nothing changes when the user declines', async () => {
  const data = await damagedFolder();
  const opened = await openOrRestore(appOn([]), hostOn(data), async () => false);
  expect(opened).toMatchObject({ ok: false, error: { code: 'damaged' } });
});
