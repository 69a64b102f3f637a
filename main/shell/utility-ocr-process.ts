import type { Log } from '../diagnostics/log.ts';
import type { OcrProcess } from '../host.ts';
import type { OcrProgram } from '../hosting/fork-ocr-process.ts';
import type { ElectronParts } from './electron-parts.ts';

export type UtilityOcrOptions = {
  readonly utilityProcess: ElectronParts['utilityProcess'];
  readonly program: OcrProgram;
  /** Ends a process of that pid without asking it. */
  readonly killHard: (pid: number) => void;
  readonly log: Log;
};

/** Starts OCR processes as Electron's utility processes. Has to be called after the app is ready. */
export function createUtilityOcrStarter({ utilityProcess, program, killHard, log }: UtilityOcrOptions) {
  return (): OcrProcess => {
    const child = utilityProcess.fork(program.modulePath, [], {
      serviceName: 'GreenWatt Intake OCR',
      // Electron takes these for switches of Chromium, which hands V8's on to V8
      // (shell/browser/javascript_environment.cc).
      execArgv: [`--js-flags=${program.execArgv.join(' ')}`],
      env: { ...program.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    // Electron forgets the pid when the process ends, and the watchdog still wants to name it.
    let lastPid = 0;
    child.on('spawn', () => {
      lastPid = child.pid ?? lastPid;
    });
    child.stderr?.on('data', (part: Buffer) =>
      log.warn('ocr: stderr', { pid: lastPid, line: part.toString('utf8').trimEnd().slice(0, 500) }),
    );
    const exit = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
      child.once('exit', (code) => resolve({ code, signal: null }));
    });
    return {
      /** 0 until the process runs. */
      get pid() {
        return child.pid ?? lastPid;
      },
      send: (message) => child.postMessage(message),
      onMessage: (listener) => {
        child.on('message', listener);
      },
      onExit: (listener) => {
        void exit.then(listener);
      },
      kill: () => {
        const { pid } = child;
        // Electron only asks politely, and a process that recognises a page doesn't listen.
        if (pid !== undefined) killHard(pid);
        child.kill();
      },
    };
  };
}
