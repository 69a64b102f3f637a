import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runChild } from '../../scripts/run-child.mjs';

const node = (code: string) => runChild(process.execPath, ['-e', code], { collect: true });

describe('a child of the scripts', () => {
  it('passes on its exit code and what it wrote', async () => {
    expect(await node(`console.log('out'); console.error('err'); process.exitCode = 7`)).toMatchObject({
      exitCode: 7,
      signal: null,
      output: 'out\nerr\n',
    });
  });

  it('is ended when it takes too long', async () => {
    const ended = await runChild(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      collect: true,
      limitMs: 500,
    });
    expect(ended).toMatchObject({ timedOut: true });
    expect(ended.exitCode).not.toBe(0);
  });

  it('that cannot be run is told', async () => {
    const ended = await runChild(join(import.meta.dirname, 'missing'), [], { collect: true });
    expect(ended.exitCode).toBe(1);
    expect(ended.problem).toMatchObject({ code: 'ENOENT' });
  });

  it.skipIf(process.platform === 'win32').each([
    ['SIGTERM', 'runChild', 'child got SIGTERM\nafter 5 SIGTERM\n', 0],
    // Without a terminal, which would have sent it to both.
    ['SIGINT', 'runChild', 'after 130 SIGINT\n', 0],
    ['SIGTERM', 'runStep', 'child got SIGTERM\n', 143],
  ] as const)('is told of %s and waited for (%s)', async (signal, run, said, exitCode) => {
    const childCode = `process.on('SIGTERM', () => { console.log('child got SIGTERM'); process.exit(5) });
      setTimeout(() => process.exit(9), 3000); console.log('ready')`;
    const scripts = pathToFileURL(join(import.meta.dirname, '..', '..', 'scripts', 'run-child.mjs')).href;
    const code = `import { ${run} } from ${JSON.stringify(scripts)};
      const ended = await ${run}(process.execPath, ['-e', ${JSON.stringify(childCode)}]);
      console.log('after', ended.exitCode, ended.stoppedBy);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void parent.kill('SIGKILL'));
    let output = '';
    parent.stdout.on('data', (part: Buffer) => {
      if (output === '' && part.toString().includes('ready')) parent.kill(signal);
      output += part.toString();
    });
    const ended = await new Promise((resolve) => parent.on('close', resolve));
    expect([ended, output]).toEqual([exitCode, `ready\n${said}`]);
  });
});
