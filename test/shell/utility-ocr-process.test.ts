import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createUtilityOcrStarter } from '../../main/shell/utility-ocr-process.ts';
import { createElectronStandIn } from '../support/electron-stand-in.ts';
import { createRecordingLog } from '../support/recording-log.ts';

function start() {
  const { electron, becomeReady } = createElectronStandIn();
  becomeReady();
  const log = createRecordingLog();
  const ocr = createUtilityOcrStarter({
    utilityProcess: electron.utilityProcess as unknown as Parameters<
      typeof createUtilityOcrStarter
    >[0]['utilityProcess'],
    program: {
      modulePath: join(import.meta.dirname, '..', 'support', 'echo-utility.mjs'),
      execArgv: ['--max-semi-space-size=1', '--expose-gc'],
      env: { ...process.env, ECHO_TEST: 'given' },
    },
    killHard: (pid) => process.kill(pid, 'SIGKILL'),
    log,
  })();
  onTestFinished(() => ocr.kill());
  const answer = () => new Promise<unknown>((resolve) => ocr.onMessage(resolve));
  const exit = new Promise<unknown>((resolve) => ocr.onExit(resolve));
  return { ocr, answer, exit, log };
}

describe('an OCR process on the desktop', () => {
  it('gets V8’s flags and the environment, and what was said before it ran', async () => {
    const { ocr, answer } = start();
    expect(ocr.pid).toBe(0);
    const answered = answer();
    ocr.send({ do: 'echo', what: new Uint8Array([1, 2, 3]) });
    expect(await answered).toEqual({ echoed: new Uint8Array([1, 2, 3]), hasGc: true, env: 'given' });
    expect(ocr.pid).toBeGreaterThan(0);
  });

  it('keeps its pid and tells how it ended, also to one who asks afterwards', async () => {
    const { ocr, answer, exit } = start();
    const answered = answer();
    ocr.send({ do: 'echo', what: 1 });
    await answered;
    const { pid } = ocr;
    ocr.send({ do: 'exit', code: 7 });
    expect(await exit).toEqual({ code: 7, signal: null });
    expect(await new Promise((resolve) => ocr.onExit(resolve))).toEqual({ code: 7, signal: null });
    expect(ocr.pid).toBe(pid);
    expect(() => ocr.send({ do: 'echo' })).not.toThrow();
    expect(() => ocr.kill()).not.toThrow();
  });

  it('is ended at once although it hangs', async () => {
    const { ocr, answer, exit } = start();
    const answered = answer();
    ocr.send({ do: 'echo', what: 1 });
    await answered;
    ocr.send({ do: 'hang' });
    ocr.kill();
    expect(await exit).not.toEqual({ code: 0, signal: null });
  });

  it('leaves what it wrote to stderr in the log', async () => {
    const { ocr, answer, log } = start();
    const answered = answer();
    ocr.send({ do: 'complain', what: 'page 3' });
    await answered;
    await expect
      .poll(() => log.lines, { timeout: 60_000 })
      .toContainEqual({ level: 'warn', event: 'ocr: stderr', facts: { pid: ocr.pid, line: 'cannot read page 3' } });
  });
});
