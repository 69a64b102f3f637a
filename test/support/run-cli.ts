import { spawn } from 'node:child_process';
import path from 'node:path';

const commandLine = path.join(import.meta.dirname, '../../dist/cli/main.js');

export type CliRun = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs the built command line as a user would, to its end. */
export async function runCli(...args: readonly string[]): Promise<CliRun> {
  const child = spawn(process.execPath, [commandLine, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => {
    stdout += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}
