import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { exportLogs } from '../../main/diagnostics/export-logs.ts';
import { recordMemoryHistory } from '../../main/diagnostics/memory-history.ts';
import { emptyForm } from '../../main/intake/submission.ts';
import { err, ok } from '../../main/result.ts';
import { defaultSettings } from '../../main/settings.ts';
import { openStorage } from '../../main/storage/storage.ts';
import { runCli } from '../support/run-cli.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { handHost, runApp } from '../support/whole-app.ts';

const textsIn = (zip: Uint8Array) =>
  Object.fromEntries(Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, strFromU8(bytes)]));

function withLogs() {
  const { host } = handHost();
  mkdirSync(host.paths.data, { recursive: true });
  mkdirSync(host.paths.logs, { recursive: true });
  // More than is read at a time.
  const long = 'info  pool: page read pages=3\n'.repeat(10_000);
  writeFileSync(path.join(host.paths.logs, 'browser.log'), long);
  writeFileSync(path.join(host.paths.logs, 'browser.1.log'), '');
  writeFileSync(path.join(host.paths.logs, 'notes.txt'), 'of somebody else');
  return { host, long };
}

describe('the exported logs', () => {
  it('are one zip of logs, versions, settings, counts, memory and the state of the database, and tell nobody’s data', async () => {
    const { host, long } = withLogs();
    const opened = openStorage({ dataFolder: host.paths.data });
    if (!opened.ok) throw new Error(opened.error.message);
    const storage = opened.value;
    storage.submissions.insertDraft('a', { ...emptyForm, accountName: 'Jane Doe' }, 1);
    storage.memoryHistory.put({ minuteAt: 60_000, peakBytes: 300, meanBytes: 200, processes: 2 });
    const settings = {
      ...defaultSettings({ defaultDestination: '/home/jane/Documents' }),
      googleClientId: '123-abc.apps.example.com',
    };
    const { fileName, zip } = await exportLogs({ host, database: ok({ storage, settings }) });
    storage.close();

    expect(fileName).toMatch(/^greenwatt-logs-\d{8}T\d{4}\.zip$/);
    const texts = textsIn(zip);
    expect(Object.keys(texts).sort()).toEqual([
      'about.json',
      'database.txt',
      'logs/browser.1.log',
      'logs/browser.log',
      'memory.csv',
      'queue.json',
      'settings.json',
    ]);
    expect(texts['logs/browser.log']).toBe(long);
    expect(JSON.parse(texts['about.json'] ?? '')).toMatchObject({ version: '0.0.0', host: 'headless' });
    expect(JSON.parse(texts['settings.json'] ?? '')).toMatchObject({ memoryBudgetMb: 512, hasGoogleClient: true });
    expect(JSON.parse(texts['queue.json'] ?? '')).toEqual({ submissions: { draft: 1 }, deliveries: {} });
    expect(texts['memory.csv']).toBe('minute,peak_bytes,mean_bytes,processes\n1970-01-01T00:01:00.000Z,300,200,2\n');
    expect(texts['database.txt']).toBe('ok\n');
    for (const secret of ['jane', 'Jane', '123-abc']) expect(Object.values(texts).join()).not.toContain(secret);
  });

  it('hold what was written until now, while the log grows', async () => {
    const { host, long } = withLogs();
    const damaged = err({ code: 'damaged', message: '', detail: '', backups: [] } as const);
    const exporting = exportLogs({ host, database: damaged });
    for (let line = 0; line < 100; line++) {
      appendFileSync(path.join(host.paths.logs, 'browser.log'), 'info  more\n');
      await new Promise((resolve) => setImmediate(resolve));
    }
    const texts = textsIn((await exporting).zip);
    expect(texts['logs/browser.log']?.startsWith(long)).toBe(true);
    expect(texts['database.txt']).toBe('not opened: damaged\n');
  });

  it('are saved where the user says, or nowhere, or come as a download', async () => {
    const { host } = withLogs();
    const chosen: (string | null)[] = [null, path.join(tempFolder(), 'mine.zip')];
    const { client, stop } = await runApp({ ...host, chooseSaveFile: async () => chosen.shift() ?? null });
    expect(await client.diagnostics.exportLogs()).toEqual({ kind: 'cancelled' });
    const saved = await client.diagnostics.exportLogs();
    if (saved.kind !== 'saved') throw new Error(saved.kind);
    expect(textsIn(readFileSync(saved.file))['database.txt']).toBe('ok\n');
    await stop();

    const inBrowser = await runApp(host);
    const answer = await inBrowser.client.diagnostics.exportLogs();
    if (answer.kind !== 'download') throw new Error(answer.kind);
    expect(textsIn(await answer.zip.bytes())['database.txt']).toBe('ok\n');
  });

  it('are packed from the command line too, also when the database is damaged', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'logs.zip');
    const sound = await runCli('logs', 'export', file, '--data', path.join(folder, 'sound'));
    expect(sound).toMatchObject({ code: 0, stdout: `The logs are in ${file}.\n` });
    expect(textsIn(readFileSync(file))['database.txt']).toBe('ok\n');

    const data = path.join(folder, 'damaged');
    mkdirSync(data);
    writeFileSync(path.join(data, 'intake.db'), 'not a database');
    expect((await runCli('logs', 'export', file, '--data', data)).code).toBe(0);
    expect(textsIn(readFileSync(file))['database.txt']).toBe('not opened: damaged\n');

    const nowhere = await runCli('logs', 'export', path.join(folder, 'missing', 'logs.zip'), '--data', data);
    expect(nowhere.code).toBe(1);
    expect(nowhere.stderr).toMatch(/could not be saved/);
    expect(existsSync(path.join(folder, 'missing'))).toBe(false);
  });
});

it('the memory of a week is kept, one row a minute in which it was measured', () => {
  const opened = openStorage({ dataFolder: tempFolder() });
  if (!opened.ok) throw new Error(opened.error.message);
  const { memoryHistory, close } = opened.value;
  const minute = 60_000;
  const week = 7 * 24 * 60 * minute;
  let now = 10 * minute;
  let measure = (_memory: { totalBytes: number; processes: readonly unknown[] }) => {};
  const stop = recordMemoryHistory({
    table: memoryHistory,
    onMemory: (listener) => {
      measure = listener;
      return () => {
        measure = () => {};
      };
    },
    now: () => now,
  });
  for (const [atMs, totalBytes] of [
    [10 * minute, 100],
    [10 * minute + 30_000, 300],
    [12 * minute, 50],
    [12 * minute + week, 70],
  ] as const) {
    now = atMs;
    measure({ totalBytes, processes: [1, 2] });
  }
  expect(memoryHistory.since(0)).toMatchObject([
    { minuteAt: 10 * minute, peakBytes: 300, meanBytes: 200, processes: 2 },
    { minuteAt: 12 * minute, peakBytes: 50, meanBytes: 50, processes: 2 },
  ]);
  stop();
  measure({ totalBytes: 999, processes: [] });
  expect(memoryHistory.since(0).map(({ minuteAt }) => minuteAt)).toEqual([12 * minute, 12 * minute + week]);
  close();
});
