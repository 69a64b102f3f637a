import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Log, LogFacts } from '../../main/diagnostics/log.ts';
import type { OcrProcess } from '../../main/host.ts';
import { createOcrForker } from '../../main/hosting/fork-ocr-process.ts';

const program = join(import.meta.dirname, '..', 'support', 'echo-process.mjs');
const running: OcrProcess[] = [];
afterEach(() => {
  for (const each of running.splice(0)) each.kill();
});

type Line = { readonly event: string; readonly facts: LogFacts | undefined };

function start(modulePath = program) {
  const lines: Line[] = [];
  const note = (event: string, facts?: LogFacts) => void lines.push({ event, facts });
  const log: Log = { info: note, warn: note, error: (event, _cause, facts) => note(event, facts) };
  const env = { ...process.env, ECHO_TEST: 'given' };
  const ocr = createOcrForker({ modulePath, execArgv: ['--max-semi-space-size=2'], env }, log)();
  running.push(ocr);
  const exit = new Promise<{ code: number | null; signal: string | null }>((resolve) => ocr.onExit(resolve));
  const answer = () => new Promise<unknown>((resolve) => ocr.onMessage(resolve));
  return { ocr, exit, answer, lines };
}

describe('a forked OCR process', () => {
  it('gets its flags and environment, and carries bytes both ways', async () => {
    const { ocr, answer } = start();
    const answered = answer();
    ocr.send({ do: 'echo', what: new Uint8Array([1, 2, 3]) });
    expect(await answered).toEqual({
      echoed: new Uint8Array([1, 2, 3]),
      flags: ['--max-semi-space-size=2'],
      env: 'given',
    });
    expect(ocr.pid).toBeGreaterThan(0);
  });

  it('tells how it ended, also to one who asks afterwards', async () => {
    const { ocr, exit } = start();
    ocr.send({ do: 'exit', code: 7 });
    expect(await exit).toEqual({ code: 7, signal: null });
    expect(await new Promise((resolve) => ocr.onExit(resolve))).toEqual({ code: 7, signal: null });
    expect(() => ocr.send({ do: 'echo' })).not.toThrow();
    expect(() => ocr.kill()).not.toThrow();
  });

  it('is ended at once although it hangs', async () => {
    const { ocr, answer, exit } = start();
    const ready = answer();
    ocr.send({ do: 'echo', what: 1 });
    await ready;
    ocr.send({ do: 'hang' });
    ocr.kill();
    const { code, signal } = await exit;
    expect(code === null || code !== 0).toBe(true);
    expect(process.platform === 'win32' || signal === 'SIGKILL').toBe(true);
  });

  it('leaves what it wrote to stderr in the log', async () => {
    const { ocr, answer, exit, lines } = start();
    const answered = answer();
    ocr.send({ do: 'complain', what: 'page 3' });
    await answered;
    ocr.send({ do: 'exit', code: 0 });
    await exit;
    await expect
      .poll(() => lines, { timeout: 60_000 })
      .toContainEqual({
        event: 'ocr: stderr',
        facts: { pid: ocr.pid, line: 'cannot read page 3' },
      });
  });

  it('that cannot be run ends like one that died', async () => {
    const { exit } = start(join(import.meta.dirname, 'missing.mjs'));
    expect((await exit).code).not.toBe(0);
  });

  it.skipIf(process.platform === 'win32')('ends like one that died when no file descriptors are left', () => {
    const starter = join(import.meta.dirname, '..', 'support', 'fork-without-files.ts');
    const said = execFileSync('sh', ['-c', 'ulimit -n 64 && exec "$0" "$1"', process.execPath, starter]);
    expect(JSON.parse(said.toString())).toEqual({ code: null, signal: null });
  });
});
