import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';

const root = join(import.meta.dirname, '..', '..');

function script(name: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(root, 'scripts', name), ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (part: Buffer) => {
    output.stdout += part.toString();
  });
  child.stderr.on('data', (part: Buffer) => {
    output.stderr += part.toString();
  });
  const ended = ending(child).then(({ code, signal }) => ({ code, signal, ...output }));
  const link = async () => {
    await expect.poll(() => output.stdout, { timeout: 100_000 }).toContain('Press Ctrl+C');
    return /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(output.stdout)?.[0] ?? '';
  };
  return { child, ended, link };
}

function ending(child: ChildProcess) {
  return new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  );
}

describe('npm start', () => {
  it('tells its options, and says what is wrong with others', async () => {
    const help = await script('start.mjs', ['--help']).ended;
    expect([help.code, help.stdout]).toEqual([0, expect.stringContaining('--no-open')]);
    const wrong = await script('start.mjs', ['--nope']).ended;
    expect([wrong.code, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toContain("Unknown option '--nope'");
    expect(wrong.stderr).toContain('--no-open');
  });

  it('serves the real app to a browser and stops cleanly on Ctrl+C', async () => {
    const dataFolder = tempFolder();
    const { child, ended, link } = script('start.mjs', ['--no-open', '--data', dataFolder]);
    const first = await fetch(await link(), { redirect: 'manual' });
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(new URL('/', first.url), { headers: { cookie } });
    expect(await page.text()).toContain('<title>GreenWatt Intake</title>');
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([process.platform === 'win32' ? null : 0, '']);
    expect(existsSync(join(dataFolder, 'intake.db'))).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')('says in one line why it opens in the browser', async () => {
    const noDisplay = { DISPLAY: '', WAYLAND_DISPLAY: '' };
    // Nothing opens: there is no browser on this path.
    const { child, ended, link } = script('start.mjs', ['--data', tempFolder()], { ...noDisplay, PATH: '' });
    await link();
    child.kill('SIGINT');
    const { stdout } = await ended;
    const why = stdout.split('\n').filter((line) => line.includes("can't run here"));
    expect(why).toEqual(["Opening in the browser, because the desktop app can't run here: there is no display."]);
  });

  it.skipIf(process.platform !== 'linux')('insisting on the desktop says why it cannot be, and ends', async () => {
    const { code, stderr } = await script('start.mjs', ['--desktop'], { DISPLAY: '', WAYLAND_DISPLAY: '' }).ended;
    expect([code, stderr]).toEqual([1, "The desktop app can't run here: there is no display.\n"]);
  });
});

describe('the command line', () => {
  it('passes its exit code on', async () => {
    const { code, stdout } = await script('cli.mjs', ['nope']).ended;
    expect([code, stdout]).toEqual([2, '']);
  });
});
