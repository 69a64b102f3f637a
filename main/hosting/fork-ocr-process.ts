import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Log } from '../diagnostics/log.ts';
import type { OcrProcess } from '../host.ts';

export type OcrProgram = {
  /** Absolute path of the program, the same file for every host. */
  readonly modulePath: string;
  /** Flags for its V8. */
  readonly execArgv: readonly string[];
  /** The whole environment it gets. */
  readonly env: Readonly<Record<string, string | undefined>>;
};

type Exit = { readonly code: number | null; readonly signal: string | null };

/**
 * Starts OCR processes as forked Node processes. What they write to stderr goes to the log. One that can't be started
 * ends like one that died, so the caller has a single path for both.
 */
export function createOcrForker(program: OcrProgram, log: Log): () => OcrProcess {
  return () => {
    const child = fork(program.modulePath, [], {
      execArgv: [...program.execArgv],
      env: { ...program.env },
      // Pictures and words travel as they are; JSON would double them.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      windowsHide: true,
    });
    const pid = child.pid ?? 0;
    logStderr(child, pid, log);
    const exit = whenEnded(child, pid, log);
    return {
      pid,
      send: (message) => {
        // A process that has just died refuses messages; its exit is told by `onExit`.
        if (child.connected) child.send(message as object, () => {});
      },
      onMessage: (listener) => {
        child.on('message', listener);
      },
      onExit: (listener) => {
        void exit.then(listener);
      },
      kill: () => {
        child.kill('SIGKILL');
      },
    };
  };
}

function whenEnded(child: ChildProcess, pid: number, log: Log): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.on('error', (cause) => {
      log.error('ocr: process error', cause, { pid });
      // Without a pid it never ran, and no exit follows.
      if (child.pid === undefined) resolve({ code: null, signal: null });
    });
  });
}

function logStderr(child: ChildProcess, pid: number, log: Log): void {
  // Missing, whatever its type says, when there were no file descriptors left to start it with.
  if (!child.stderr) return;
  createInterface({ input: child.stderr }).on('line', (line) =>
    log.warn('ocr: stderr', { pid, line: line.slice(0, 500) }),
  );
}
