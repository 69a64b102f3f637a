import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { whileLocked } from '../../main/sync/destinations/while-locked.ts';
import { writeList } from '../../main/sync/destinations/write-list.ts';
import { rowHeaders } from '../../main/sync/submission-row.ts';
import { openOffice } from '../support/office.ts';
import { seeded } from '../support/seeded.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { rowIdOf, writeRowsScript } from '../support/write-rows.ts';

/** Ends with the exit code: null when it was killed. */
function desktopAt(root: string, name: string, rows: number) {
  const child = spawn(process.execPath, [writeRowsScript, root, name, String(rows)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdout.resume();
  return { child, ended: once(child, 'close').then(([code]) => code) };
}

const listRows = (root: string): Record<string, string>[] =>
  parse(readFileSync(path.join(root, 'submissions.csv')), { bom: true, columns: true });

/** That each desktop's rows are in the list, once, with their edits, and nothing else lies beside it. */
function expectAll(root: string, names: readonly string[], count: number): void {
  const ids = names.flatMap((name) => Array.from({ length: count }, (_, n) => rowIdOf(name, n)));
  const rows = listRows(root);
  expect(rows.map((row) => row['Unique ID']).toSorted()).toEqual(ids.toSorted());
  expect(rows.filter((row) => row.Title !== 'Manager')).toEqual([]);
  expect(readdirSync(root)).toEqual(['submissions.csv']);
}

test('desktops that write into one list at the same time all find their rows and edits in it', async () => {
  const root = tempFolder();
  const names = ['north', 'south', 'east'];
  expect(await Promise.all(names.map((name) => desktopAt(root, name, 25).ended))).toEqual([0, 0, 0]);
  expectAll(root, names, 25);
});

test('a desktop that is killed again and again while it writes costs the others nothing but a wait', async () => {
  const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`KILL_SEED=${seed}`);
  const random = seeded(seed);
  const root = tempFolder();
  const steady = desktopAt(root, 'steady', 60);
  for (let n = 0; n < 5; n++) {
    const { child, ended } = desktopAt(root, 'killed', 30);
    await once(child.stdout, 'data');
    await sleep(random() * 100);
    child.kill('SIGKILL');
    await ended;
  }
  expect(await desktopAt(root, 'killed', 30).ended).toBe(0);
  expect(await steady.ended).toBe(0);
  const rows = listRows(root);
  expect(rows).toHaveLength(90);
  expect(rows.filter((row) => row.Title !== 'Manager')).toEqual([]);
  expect(readdirSync(root)).toEqual(['submissions.csv']);
});

const change = { row: rowHeaders.map((header) => `some ${header}`), lastWritten: null };
const { signal } = new AbortController();

test('what a crash left beside the list is cleared away when it has not changed for a while', async () => {
  const root = tempFolder();
  writeFileSync(path.join(root, '~$submissions.csv.lock'), 'a-desktop');
  writeFileSync(path.join(root, '.submissions.csv.a-desktop.partial'), 'half a li');
  expect(await writeList(root, [change], { signal, staleMs: 100 })).toEqual({ ok: true, value: null });
  expect(readdirSync(root)).toEqual(['submissions.csv']);
});

test.skipIf(process.getuid?.() === 0)('a lock that may not be read is taken away all the same', async () => {
  const root = tempFolder();
  writeFileSync(path.join(root, '~$submissions.csv.lock'), 'another-user', { mode: 0 });
  expect(await writeList(root, [change], { signal, staleMs: 100 })).toEqual({ ok: true, value: null });
  expect(readdirSync(root)).toEqual(['submissions.csv']);
});

test('a desktop that lives is waited for, until the attempt is called off', async () => {
  const root = tempFolder();
  await whileLocked(path.join(root, 'submissions.csv'), { signal }, async () => {
    const calledOff = AbortSignal.timeout(200);
    await expect(writeList(root, [change], { signal: calledOff })).rejects.toThrow('aborted');
  });
  expect(readdirSync(root)).toEqual([]);
  expect(await writeList(root, [change], { signal })).toEqual({ ok: true, value: null });
});

test('a desktop that slept over its turn finds out before it writes, and leaves the next one its turn', async () => {
  const root = tempFolder();
  const file = path.join(root, 'submissions.csv');
  await whileLocked(file, { signal }, async (slept) => {
    expect(await slept.isStill()).toBe(true);
    await whileLocked(file, { signal, staleMs: 100 }, async (awake) => {
      expect(awake.token).not.toBe(slept.token);
      expect([await slept.isStill(), await awake.isStill()]).toEqual([false, true]);
    });
    writeFileSync(path.join(root, '~$submissions.csv.lock'), 'the-next-desktop');
  });
  expect(readdirSync(root)).toEqual(['~$submissions.csv.lock']);
});

test('two desktops that deliver to one folder get a folder and a row for each submission, also under one name', async () => {
  const destinationFolder = tempFolder();
  const desktops = ['north', 'south'].map((name) => {
    const office = openOffice({ root: tempFolder(), destinationFolder, start: true });
    onTestFinished(() => office.close());
    return { name, office };
  });
  for (let n = 0; n < 20; n++) {
    for (const { name, office } of desktops) office.submit({}, [office.putDocument(`bill ${n} of ${name}`)]);
    await sleep(5);
  }
  await Promise.all(desktops.map(({ office }) => office.loop.settled()));

  const rows = listRows(destinationFolder);
  const bills = rows.map((row) => readFileSync(path.join(destinationFolder, row['Utility Bill Link'] ?? ''), 'utf8'));
  const all = desktops.flatMap(({ name }) => Array.from({ length: 20 }, (_, n) => `bill ${n} of ${name}`));
  expect(bills.toSorted()).toEqual(all.toSorted());
  expect(readdirSync(destinationFolder)).toHaveLength(41);
  expect(desktops.flatMap(({ office }) => office.errors)).toEqual([]);
});
