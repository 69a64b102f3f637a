import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { isListening, served } from './served.ts';

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

function setUp() {
  const folder = tempFolder();
  mkdirSync(join(folder, 'dist', 'renderer'), { recursive: true });
  writeFileSync(join(folder, 'dist', 'renderer', 'index.html'), 'the page');
  writeFileSync(join(folder, 'package.json'), '{"version":"1.2.3"}');
  const dataFolder = join(folder, 'data');
  const start = (args: readonly string[] = [], problem = '') => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'small-host.ts'), '--no-open', '--data', dataFolder, ...args],
      {
        env: { ...process.env, SMALL_HOST_FOLDER: folder, SMALL_HOST_PROBLEM: problem, NODE_OPTIONS: '' },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    return watch(child);
  };
  return { folder, dataFolder, start };
}

function watch(child: ChildProcess) {
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (part: Buffer) => {
    output.stdout += part.toString();
  });
  child.stderr?.on('data', (part: Buffer) => {
    output.stderr += part.toString();
  });
  // Not `close`: after a disconnect Node never tells it.
  const said = [child.stdout, child.stderr].map((stream) => new Promise((resolve) => stream?.on('end', resolve)));
  const ended = new Promise<Ended>((resolve) => {
    child.on('exit', (code) => void Promise.all(said).then(() => resolve({ code, ...output })));
  });
  const link = async () => {
    await expect.poll(() => output.stdout, { timeout: 60_000 }).toContain('Press Ctrl+C');
    return /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(output.stdout)?.[0] ?? '';
  };
  return { child, ended, link };
}

describe('the browser host', () => {
  it('starts the app, prints a link that opens it, and stops when asked', async () => {
    const { dataFolder, start } = setUp();
    const { child, ended, link } = start();
    const address = new URL(await link());
    const first = await fetch(address, { redirect: 'manual' });
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await (await fetch(address.origin, { headers: { cookie } })).text()).toBe('the page');
    child.disconnect();
    const { code, stdout, stderr } = await ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.replace(/:\d+\/\?token=\S+/, ':PORT')).toBe(
      `data in ${dataFolder}, version 1.2.3\napp started\nGreenWatt Intake is running at http://127.0.0.1:PORT\n` +
        'The link works once. Press Ctrl+C here to stop.\napp stopped\n',
    );
    expect(readFileSync(join(dataFolder, 'logs', 'browser.log'), 'utf8')).toContain(
      'browser: stopping reason=disconnect',
    );
    expect(await isListening('127.0.0.1', Number(address.port))).toBe(false);
  });

  it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
    'stops its app on %s, once, although it comes twice',
    async (signal) => {
      const { start } = setUp();
      const { child, ended, link } = start();
      await link();
      child.kill(signal);
      child.kill(signal);
      const { code, stdout } = await ended;
      expect(code).toBe(0);
      expect(stdout.match(/app stopped/g)).toHaveLength(1);
    },
  );

  it('started twice shows a fresh link to the first', async () => {
    const { start } = setUp();
    const first = start();
    const firstLink = await first.link();
    const { code, stdout } = await start().ended;
    expect(code).toBe(0);
    expect(stdout).not.toContain('app started');
    const secondLink = /already running at (\S+)/.exec(stdout)?.[1] ?? '';
    expect(new URL(secondLink).port).toBe(new URL(firstLink).port);
    expect(secondLink).not.toBe(firstLink);
    expect((await fetch(secondLink, { redirect: 'manual' })).status).toBe(303);
    first.child.disconnect();
    await first.ended;
  });

  it('takes the port of the last time again, or another one when that is taken', async () => {
    const { dataFolder, start } = setUp();
    const first = start();
    const port = new URL(await first.link()).port;
    first.child.disconnect();
    await first.ended;
    const second = start();
    expect(new URL(await second.link()).port).toBe(port);
    second.child.disconnect();
    await second.ended;
    const { host } = await served();
    writeFileSync(join(dataFolder, 'browser-host.json'), JSON.stringify({ port: host.port, key: null }));
    const third = start();
    expect(new URL(await third.link()).port).not.toBe(String(host.port));
    third.child.disconnect();
    await third.ended;
  });

  it('says that the port it was given is taken, and stops the app', async () => {
    const { host } = await served();
    const { code, stdout, stderr } = await setUp().start(['--port', String(host.port)]).ended;
    expect(code).toBe(1);
    expect(stderr).toBe(
      `Port ${host.port} is used by another program. Give another one, or none for any that is free.\n`,
    );
    expect(stdout).toContain('app stopped');
  });

  it('says why the app cannot start', async () => {
    const { code, stdout, stderr } = await setUp().start([], 'Another program uses this data folder.').ended;
    expect([code, stderr]).toEqual([1, 'Another program uses this data folder.\n']);
    expect(stdout).not.toContain('http');
  });

  it('says that the data folder cannot be used', async () => {
    const { dataFolder, start } = setUp();
    writeFileSync(dataFolder, 'a file');
    const { code, stderr } = await start().ended;
    expect(code).toBe(1);
    expect(stderr).toContain(`The folder ${dataFolder} can't be created or used`);
    expect(existsSync(join(dataFolder, 'logs'))).toBe(false);
  });
});
