import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cache, dist, modules, root } from './house.mjs';
import { runStep } from './run-child.mjs';

const INPUTS = ['main', 'renderer', 'preload', 'package.json', 'package-lock.json', 'vite.config.ts'];
const OUTPUTS = [
  'renderer/index.html',
  'shell/main.js',
  'preload/preload.cjs',
  'ocr/ocr-process.js',
  'browser/main.js',
  'cli/main.js',
];
const stamp = join(dist, 'built-from.txt');
const lock = join(cache, 'building');

/**
 * Builds everything if anything that goes in has changed since the last build. Says so through `announce` when it has
 * to, and what went wrong on stderr. Answers whether there is a current build now. Two at once wait for each other.
 * @param {(line: string) => void} announce
 * @returns {Promise<boolean>}
 */
export async function freshBuild(announce) {
  if (isFresh()) return true;
  const release = await takeLock();
  try {
    if (isFresh()) return true;
    announce('Building GreenWatt Intake (after a change, about a quarter of a minute) ...');
    const builtFrom = fingerprint();
    rmSync(stamp, { force: true });
    const vite = join(modules, 'vite', 'bin', 'vite.js');
    const { exitCode, output, problem } = await runStep(process.execPath, [vite, 'build'], {
      cwd: root,
      collect: true,
    });
    if (exitCode !== 0) {
      console.error(output || problem?.message);
      console.error('The build failed.');
      return false;
    }
    writeFileSync(stamp, builtFrom);
    return true;
  } finally {
    release();
  }
}

function isFresh() {
  if (OUTPUTS.some((output) => !existsSync(join(dist, output)))) return false;
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

/** Changes with every file that is added, removed, renamed or written to. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const input of INPUTS) addToHash(hash, join(root, input));
  return hash.digest('hex');
}

function addToHash(hash, path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (stats.isDirectory()) {
    for (const name of readdirSync(path).sort()) addToHash(hash, join(path, name));
  } else {
    hash.update(`${relative(root, path)} ${stats.size} ${stats.mtimeMs}\n`);
  }
}

async function takeLock() {
  mkdirSync(cache, { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      const release = () => rmSync(lock, { force: true });
      process.once('exit', release);
      return () => {
        process.off('exit', release);
        release();
      };
    } catch (cause) {
      if (cause.code !== 'EEXIST') throw cause;
    }
    if (isLeftBehind()) rmSync(lock, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The lock of a build that was killed. */
function isLeftBehind() {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // Between making the file and writing the pid it is empty: that build is just starting.
    if (pid === 0) return Date.now() - statSync(lock).mtimeMs > 5_000;
    process.kill(pid, 0);
    return false;
  } catch (cause) {
    return cause.code === 'ESRCH';
  }
}
