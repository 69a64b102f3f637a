import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { modules } from './house.mjs';
import { runChild } from './run-child.mjs';

/** What the app is built for and tested with (`node` in package.json); better-sqlite3 crashes under older ones. */
const NEEDED_MAJOR = 24;

/**
 * Goes on at once under a new enough Node; npm scripts always find ours first. Started directly under an older one, it
 * runs the same command again under ours and ends with its exit code.
 */
export async function ensureNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return;
  const ours = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(ours)) {
    console.error('The dependencies are not installed yet. Run "npm ci" first.');
    process.exit(1);
  }
  const { exitCode, problem } = await runChild(ours, process.argv.slice(1), { ipc: true });
  if (problem) console.error(`Node ${NEEDED_MAJOR} can't be started: ${problem.message}`);
  process.exit(exitCode);
}
