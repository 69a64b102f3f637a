import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, modules } from './house.mjs';
import { runStep } from './run-child.mjs';

const REMEMBER_FAILURE_MS = 24 * 60 * 60 * 1000;

/**
 * The runtime's program, or why there is none. The `electron` package holds only a downloader: where its runtime is
 * missing it is tried for `limitMs` (null: as long as it takes), and a failure is remembered for a day, so that the
 * next start is quick.
 * @param {{ limitMs: number | null, announce: (line: string) => void, packageFolder?: string, cacheFolder?: string }} options
 * @returns {Promise<{ program: string } | { reason: string }>}
 */
export async function findElectron(options) {
  const { limitMs, announce, packageFolder = join(modules, 'electron'), cacheFolder = cache } = options;
  const failure = join(cacheFolder, 'electron-install-failed.json');
  const installed = installedProgram(packageFolder);
  if (installed) return { program: installed };
  const remembered = limitMs === null ? null : rememberedFailure(failure, packageFolder);
  if (remembered) return { reason: `${remembered}; tried again tomorrow, or now with --desktop` };
  announce('Downloading the desktop runtime (Electron, once) ...');
  const reason = await install(packageFolder, limitMs);
  const program = installedProgram(packageFolder);
  if (program) return { program };
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(failure, JSON.stringify({ reason, version: versionOf(packageFolder), at: Date.now() }));
  return { reason };
}

/** As electron/install.js decides it: the version file must match and the program be there. */
function installedProgram(packageFolder) {
  try {
    const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(packageFolder, 'dist');
    const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
    const program = join(folder, platformProgram());
    return version === versionOf(packageFolder) && existsSync(program) ? program : null;
  } catch {
    // Never installed, or only half.
    return null;
  }
}

function platformProgram() {
  switch (process.platform) {
    case 'darwin':
      return join('Electron.app', 'Contents', 'MacOS', 'Electron');
    case 'win32':
      return 'electron.exe';
    default:
      return 'electron';
  }
}

function versionOf(packageFolder) {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;
}

async function install(packageFolder, limitMs) {
  const { exitCode, output, timedOut, problem } = await runStep(process.execPath, [join(packageFolder, 'install.js')], {
    collect: true,
    ...(limitMs === null ? {} : { limitMs }),
  });
  if (timedOut) return `its runtime was not downloaded within ${limitMs / 1000} seconds`;
  const said = problem?.message ?? output;
  if (/fetch failed|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT/.test(said)) {
    return "its runtime can't be downloaded from here";
  }
  const firstLine = said.trim().split('\n')[0]?.slice(0, 120);
  return `its runtime can't be installed (${firstLine || `exit code ${exitCode}`})`;
}

function rememberedFailure(failure, packageFolder) {
  try {
    const { reason, version, at } = JSON.parse(readFileSync(failure, 'utf8'));
    const ageMs = Date.now() - at;
    // A package that was installed since is a new chance.
    const isNewer = statSync(join(packageFolder, 'package.json')).ctimeMs > at;
    return version === versionOf(packageFolder) && ageMs >= 0 && ageMs < REMEMBER_FAILURE_MS && !isNewer
      ? reason
      : null;
  } catch {
    // Nothing remembered.
    return null;
  }
}
