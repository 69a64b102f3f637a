import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const browserHost = path.join(import.meta.dirname, '../../dist/browser/main.js');

export type RunningApp = {
  /** The address with its one-time token. */
  readonly link: string;
  readonly process: ChildProcess;
  /** Ends it the hard way: no handler of the app runs. */
  readonly kill: () => Promise<void>;
};

/** Starts the built app for browsers in a process of its own, with `folder` as the user's home. */
export async function startApp(folder: string): Promise<RunningApp> {
  const child = spawn(process.execPath, [browserHost, '--no-open', '--data', path.join(folder, 'data')], {
    env: { ...process.env, HOME: folder, USERPROFILE: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const link = await new Promise<string>((resolve, reject) => {
    let said = '';
    const listen = (bytes: Buffer) => {
      said += bytes.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then(() => reject(new Error(`The app ended before it served: ${said}`)));
  });
  return {
    link,
    process: child,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
