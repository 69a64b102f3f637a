import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../main/diagnostics/log.ts';
import { emptyForm } from '../../main/intake/submission.ts';
import { createDailyBackup } from '../../main/storage/backup.ts';
import { restoreBackup } from '../../main/storage/restore-backup.ts';
import { openStorage, type Storage } from '../../main/storage/storage.ts';
import { root } from '../support/ocr-host.ts';
import { tempFolder } from '../support/temp-folder.ts';

const noon = Date.parse('2026-03-10T16:00:00Z');
const dayMs = 86_400_000;

function mustOpen(dataFolder: string): Storage {
  const opened = openStorage({ dataFolder });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

function backupOf(storage: Storage, clock: { now: number }) {
  return createDailyBackup({ storage, now: () => clock.now, timeZone: 'America/New_York', log: silentLog });
}

const backupNames = (folder: string) => readdirSync(path.join(folder, 'backups')).sort();

test('one backup a day is kept for seven days, as single files', async () => {
  const folder = tempFolder();
  const storage = mustOpen(folder);
  onTestFinished(() => storage.close());
  const clock = { now: noon };
  const backup = backupOf(storage, clock);
  for (let day = 0; day < 9; day++) {
    expect(await backup.backUpIfDue()).toBe(true);
    expect(await backup.backUpIfDue()).toBe(false);
    clock.now += dayMs;
  }
  expect(backupNames(folder)).toEqual(
    [3, 4, 5, 6, 7, 8, 9].map((number) => `intake-000${number}-2026-03-${9 + number}.db`),
  );
});

test('the day is that of the office', async () => {
  const folder = tempFolder();
  const storage = mustOpen(folder);
  onTestFinished(() => storage.close());
  await backupOf(storage, { now: Date.parse('2026-03-11T02:00:00Z') }).backUpIfDue();
  expect(backupNames(folder)).toEqual(['intake-0001-2026-03-10.db']);
});

test('a backup made while work goes on holds what was committed before it', async () => {
  const folder = tempFolder();
  const storage = mustOpen(folder);
  onTestFinished(() => storage.close());
  for (let i = 0; i < 300; i++)
    storage.submissions.insertDraft(`before-${i}`, { ...emptyForm, title: 'x'.repeat(2000) }, i);
  const made = backupOf(storage, { now: noon }).backUpIfDue();
  storage.submissions.insertDraft('during', emptyForm, 1);
  await made;
  const copy = new Database(path.join(folder, 'backups', 'intake-0001-2026-03-10.db'), { readonly: true });
  onTestFinished(() => void copy.close());
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(copy.prepare(`SELECT count(*) FROM submissions WHERE id LIKE 'before-%'`).pluck().get()).toBe(300);
});

test('a leftover of an interrupted backup is replaced', async () => {
  const folder = tempFolder();
  const storage = mustOpen(folder);
  onTestFinished(() => storage.close());
  await backupOf(storage, { now: noon - dayMs }).backUpIfDue();
  writeFileSync(path.join(folder, 'backups', 'intake.db.partial'), 'half a backup');
  expect(await backupOf(storage, { now: noon }).backUpIfDue()).toBe(true);
  expect(backupNames(folder)).toEqual(['intake-0001-2026-03-09.db', 'intake-0002-2026-03-10.db']);
});

test('a damaged database is set aside and the newest sound backup takes its place', async () => {
  const folder = tempFolder();
  const storage = mustOpen(folder);
  storage.submissions.insertDraft('kept', { ...emptyForm, accountName: 'Example Farm' }, 1);
  const clock = { now: noon };
  const backup = backupOf(storage, clock);
  await backup.backUpIfDue();
  clock.now += dayMs;
  await backup.backUpIfDue();
  storage.submissions.insertDraft('after the backup', emptyForm, 2);
  storage.close();

  // The newest backup is torn as well: the one before it must be taken.
  truncateSync(path.join(folder, 'backups', 'intake-0002-2026-03-11.db'), 5000);
  const file = path.join(folder, 'intake.db');
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 100, 12_000);
  writeFileSync(file, bytes);

  const refused = openStorage({ dataFolder: folder });
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'damaged', backups: [{ day: '2026-03-11' }, { day: '2026-03-10' }] },
  });

  const restored = restoreBackup({ dataFolder: folder, now: () => clock.now });
  if (!restored.ok) throw new Error(restored.error.message);
  expect(restored.value.from.day).toBe('2026-03-10');
  expect(readFileSync(path.join(restored.value.setAside ?? '', 'intake.db'))).toEqual(bytes);

  const again = mustOpen(folder);
  onTestFinished(() => again.close());
  expect(again.submissions.get('kept')?.form.accountName).toBe('Example Farm');
  expect(again.submissions.get('after the backup')).toBeNull();
});

test('entries still owed are looked up before they are repeated once a backup was restored', async () => {
  const folder = tempFolder();
  const storage = mustOpen(folder);
  storage.submissions.insertDraft('s', emptyForm, 1);
  storage.outbox.insert(
    {
      id: 'e',
      submissionId: 's',
      version: 1,
      destination: 'folder',
      payload: { kind: 'row' },
      step: 1,
      idempotencyKey: 'k',
      inDoubt: false,
    },
    1,
  );
  await backupOf(storage, { now: noon }).backUpIfDue();
  storage.close();
  restoreBackup({ dataFolder: folder, now: () => noon });
  const again = mustOpen(folder);
  onTestFinished(() => again.close());
  expect(again.outbox.get('e')?.inDoubt).toBe(true);
});

test('a lost database is not silently replaced by an empty one when there are backups', async () => {
  const folder = tempFolder();
  const storage = mustOpen(folder);
  storage.submissions.insertDraft('kept', emptyForm, 1);
  await backupOf(storage, { now: noon }).backUpIfDue();
  storage.close();
  rmSync(path.join(folder, 'intake.db'));
  expect(openStorage({ dataFolder: folder })).toMatchObject({ ok: false, error: { code: 'damaged' } });
  expect(restoreBackup({ dataFolder: folder, now: () => noon })).toMatchObject({ ok: true, value: { setAside: null } });
  const again = mustOpen(folder);
  onTestFinished(() => again.close());
  expect(again.submissions.get('kept')).not.toBeNull();
});

test('nothing is restored while the app is running, or without a sound backup', () => {
  const folder = tempFolder();
  const storage = mustOpen(folder);
  expect(restoreBackup({ dataFolder: folder, now: () => noon })).toMatchObject({
    ok: false,
    error: { code: 'in-use' },
  });
  storage.close();
  const before = readFileSync(path.join(folder, 'intake.db'));
  expect(restoreBackup({ dataFolder: folder, now: () => noon })).toMatchObject({
    ok: false,
    error: { code: 'damaged' },
  });
  expect(readFileSync(path.join(folder, 'intake.db'))).toEqual(before);
});

test('the backup made last is the newest, whatever days a wrong clock gave to those before', async () => {
  const folder = tempFolder();
  const storage = mustOpen(folder);
  const clock = { now: noon };
  const backup = backupOf(storage, clock);
  // Made by a version that did not number them.
  await backup.backUpIfDue();
  renameSync(
    path.join(folder, 'backups', 'intake-0001-2026-03-10.db'),
    path.join(folder, 'backups', 'intake-2026-03-10.db'),
  );
  for (let day = 0; day < 8; day++) {
    clock.now = Date.parse('2036-01-01T16:00:00Z') + day * dayMs;
    await backup.backUpIfDue();
  }
  storage.submissions.insertDraft('kept', emptyForm, 1);
  clock.now = noon + dayMs;
  expect(await backup.backUpIfDue()).toBe(true);
  expect(await backup.backUpIfDue()).toBe(false);
  storage.close();
  rmSync(path.join(folder, 'intake.db'));

  expect(backupNames(folder)).toHaveLength(7);
  expect(restoreBackup({ dataFolder: folder, now: () => noon })).toMatchObject({
    ok: true,
    value: { from: { day: '2026-03-11' } },
  });
  const again = mustOpen(folder);
  onTestFinished(() => again.close());
  expect(again.submissions.get('kept')).not.toBeNull();
});

test('an emptied database is told as lost when there are backups', async () => {
  const folder = tempFolder();
  const storage = mustOpen(folder);
  await backupOf(storage, { now: noon }).backUpIfDue();
  storage.close();
  truncateSync(path.join(folder, 'intake.db'));
  expect(openStorage({ dataFolder: folder })).toMatchObject({ ok: false, error: { code: 'damaged' } });
});

test.skipIf(process.platform === 'win32')(
  'a restore without room on the disk says so and changes nothing',
  async () => {
    const folder = tempFolder();
    const storage = mustOpen(folder);
    for (let i = 0; i < 300; i++) storage.submissions.insertDraft(`${i}`, { ...emptyForm, title: 'x'.repeat(2000) }, i);
    await backupOf(storage, { now: noon }).backUpIfDue();
    storage.close();
    const before = readFileSync(path.join(folder, 'intake.db'));
    // No file may grow beyond 100 KiB, which a disk without room comes to.
    const cli = path.join(root, 'dist', 'cli', 'main.js');
    const restored = spawnSync('bash', [
      '-c',
      'ulimit -f 100; exec "$@"',
      '-',
      process.execPath,
      cli,
      'restore',
      '--data',
      folder,
    ]);
    expect(restored.status).toBe(1);
    expect(restored.stderr.toString()).toMatch(/can't be used.*has room/);
    expect(readFileSync(path.join(folder, 'intake.db'))).toEqual(before);
  },
);
