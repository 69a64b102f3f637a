import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export type ShellRun = {
  readonly mainModule: string;
  readonly resourcesFolder: string;
  readonly dataFolder: string;
  readonly bill: string;
};

/** Runs the desktop app on Electron's stand-in until it quits; answers its exit code and what it said, merged. */
export async function runShell({ mainModule, resourcesFolder, dataFolder, bill }: ShellRun) {
  const program = join(import.meta.dirname, 'run-shell.ts');
  const child = spawn(process.execPath, [program, mainModule, resourcesFolder, dataFolder, bill], {
    env: { ...process.env, NODE_OPTIONS: '' },
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
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const said: object[] = output.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  return { code, stderr: output.stderr, said: Object.assign({}, ...said) as Record<string, unknown> };
}
