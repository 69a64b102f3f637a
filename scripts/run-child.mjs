import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program on this terminal until it ends. Requests to stop are passed on to it, unless the terminal has done so,
 * and its end is waited for. With `collect` it writes nothing, and its output is in the answer.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, collect?: boolean, ipc?: boolean, limitMs?: number }} [options]
 * @returns {Promise<{ exitCode: number, signal: NodeJS.Signals | null, output: string, timedOut: boolean,
 *   problem: Error | null, stoppedBy: NodeJS.Signals | null }>}
 */
export function runChild(command, args, { cwd, env = process.env, collect = false, ipc = false, limitMs } = {}) {
  const out = collect ? 'pipe' : 'inherit';
  // A line to the child tells it when this process dies, however it dies.
  const stdio = [collect ? 'ignore' : 'inherit', out, out, ...(ipc ? ['ipc'] : [])];
  const child = spawn(command, args, { cwd, env, stdio, windowsHide: collect });
  const signals = passOnSignals(child);
  return new Promise((resolve) => {
    let output = '';
    let timedOut = false;
    child.stdout?.on('data', (part) => (output += part));
    child.stderr?.on('data', (part) => (output += part));
    const timer =
      limitMs &&
      setTimeout(() => {
        timedOut = true;
        child.kill('SIGKILL');
      }, limitMs);
    const end = (exitCode, signal, problem) => {
      clearTimeout(timer);
      signals.release();
      resolve({ exitCode, signal, output, timedOut, problem, stoppedBy: signals.received() });
    };
    child.on('error', (problem) => end(1, null, problem));
    // `close` waits for the output too, but is not told of a child that shares our terminal and has a line to us.
    child.on(collect ? 'close' : 'exit', (code, signal) => end(code ?? codeOf(signal), signal, null));
  });
}

/** As `runChild`, for one step of several: a request to stop that came meanwhile ends the whole command. */
export async function runStep(command, args, options) {
  const ended = await runChild(command, args, options);
  if (ended.stoppedBy !== null) process.exit(codeOf(ended.stoppedBy));
  return ended;
}

/** What a shell makes of an end by a signal. */
function codeOf(signal) {
  return 128 + (constants.signals[signal] ?? 0);
}

function passOnSignals(child) {
  let received = null;
  const onSignal = (signal) => {
    received = signal;
    // A terminal sends its Ctrl+C to the child too, and some programs take a second one for impatience. On Windows the
    // console always tells everybody, and what Node calls sending a signal would end the child on the spot.
    const isTold = process.platform === 'win32' || (signal === 'SIGINT' && process.stdin.isTTY && !child.connected);
    if (!isTold) child.kill(signal);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, onSignal);
  return {
    received: () => received,
    release: () => {
      for (const signal of STOP_SIGNALS) process.off(signal, onSignal);
    },
  };
}
