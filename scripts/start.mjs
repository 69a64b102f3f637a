// Builds what is stale and opens the app: the desktop where it can run, else the browser, saying why.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findElectron } from './electron-runtime.mjs';
import { ensureNode } from './ensure-node.mjs';
import { freshBuild } from './fresh-build.mjs';
import { dist, root } from './house.mjs';
import { runChild } from './run-child.mjs';
import { parseStartOptions, START_USAGE } from './start-options.mjs';

const DOWNLOAD_WITHIN_MS = 20_000;

const options = parseStartOptions(process.argv.slice(2));
if (options.kind === 'help') {
  console.log(START_USAGE);
} else if (options.kind === 'wrong') {
  console.error(`${options.message}\n\n${START_USAGE}`);
  process.exitCode = 2;
} else {
  await ensureNode();
  if (await freshBuild(console.log)) await start(options);
  else process.exitCode = 1;
}

async function start({ where, hostArguments }) {
  if (where !== 'browser') {
    const ended = await runDesktop(hostArguments, where === 'desktop');
    if ('exitCode' in ended) {
      process.exitCode = ended.exitCode;
      return;
    }
    if (where === 'desktop') {
      console.error(`The desktop app can't run here: ${ended.reason}.`);
      process.exitCode = 1;
      return;
    }
    console.log(`Opening in the browser, because the desktop app can't run here: ${ended.reason}.`);
  }
  await runBrowser(hostArguments);
}

/** Its exit code when it ran, else why it can't. */
async function runDesktop(hostArguments, insists) {
  const obstacle = systemObstacle();
  if (obstacle) return { reason: obstacle };
  const found = await findElectron({ limitMs: insists ? null : DOWNLOAD_WITHIN_MS, announce: console.log });
  if ('reason' in found) return found;
  const { ELECTRON_RUN_AS_NODE, ...env } = process.env;
  const ended = await runChild(found.program, [root, ...hostArguments], { env });
  if (ended.problem) return { reason: `its runtime can't be started (${ended.problem.code})` };
  // 127: a system library is missing. These signals: its sandbox or the display refused it at once.
  if (ended.exitCode === 127) return { reason: 'its runtime lacks system libraries' };
  if (ended.signal === 'SIGTRAP' || ended.signal === 'SIGABRT')
    return { reason: `its runtime gave up (${ended.signal})` };
  return { exitCode: ended.exitCode };
}

function systemObstacle() {
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display';
  return process.getuid?.() === 0 ? 'it does not run as root' : null;
}

/** In this very process, so that Ctrl+C and the exit code need no passing on. */
async function runBrowser(hostArguments) {
  const main = join(dist, 'browser', 'main.js');
  process.argv = [process.argv[0], main, ...hostArguments];
  await import(pathToFileURL(main).href);
}
