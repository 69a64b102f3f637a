import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { extractAll, listPackage, statFile } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { runChild } from '../scripts/run-child.mjs';
import { makeElectronDist } from './support/electron-dist.ts';
import { runShell } from './support/shell-run.ts';
import { tempFolder } from './support/temp-folder.ts';

const root = join(import.meta.dirname, '..');
const canPackage = process.platform === 'linux' && process.arch === 'x64';

/** Built around a stub of Electron's runtime: everything of a package but that runtime. */
const note = canPackage ? '' : ' (skipped: packages are looked at on 64-bit Linux)';
describe.skipIf(!canPackage)(`a package for Linux${note}`, () => {
  let folder = '';
  let resources = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'greenwatt-package-'));
    makeElectronDist(join(folder, 'electron'), packageJson.devDependencies.electron);
    const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
    const options = [
      ['--linux', 'dir', '--x64', '--publish', 'never'],
      [`-c.electronDist=${join(folder, 'electron')}`, `-c.directories.output=${join(folder, 'release')}`],
    ].flat();
    const { exitCode, output } = await runChild(process.execPath, [builder, ...options], { cwd: root, collect: true });
    expect(exitCode, output).toBe(0);
    resources = join(folder, 'release', 'linux-unpacked', 'resources');
    const megabytes = (path: string) => (sizeBytes(path) / 1024 / 1024).toFixed(1);
    console.log(
      `Package without Electron's runtime: app.asar ${megabytes(join(resources, 'app.asar'))} MB, ` +
        `unpacked beside it ${megabytes(join(resources, 'app.asar.unpacked'))} MB, assets ${megabytes(join(resources, 'assets'))} MB`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds the built desktop app and nothing of the project', () => {
    const archive = join(resources, 'app.asar');
    const packed = listPackage(archive, { isPack: false })
      .map((path) => path.slice(1))
      .filter((path) => isPackedFile(archive, path))
      .map((path) => path.replaceAll(sep, '/').replace(/-[\w-]{8}(?=\.\w+$)/, '-HASH'))
      .filter((path) => !path.startsWith('dist/shell/assets/'));
    expect(packed.sort()).toEqual([
      'dist/preload/preload.cjs',
      'dist/renderer/assets/index-HASH.css',
      'dist/renderer/assets/index-HASH.js',
      'dist/renderer/icon.svg',
      'dist/renderer/index.html',
      'dist/shell/main.js',
      'package.json',
    ]);
  });

  it('holds the native code of its own system only, once', () => {
    const native = filesIn(join(resources, 'app.asar.unpacked')).filter((path) => /\.(node|so[.\d]*)$/.test(path));
    expect(native.map((path) => path.split('/').slice(0, 3).join('/')).sort()).toEqual([
      'node_modules/@img/sharp-libvips-linux-x64',
      'node_modules/@img/sharp-linux-x64',
      'node_modules/better-sqlite3/prebuilds',
    ]);
  });

  it('holds every package that is not bundled, and no more than it needs', () => {
    const unpacked = join(resources, 'app.asar.unpacked');
    for (const name of Object.keys(packageJson.dependencies)) {
      expect(statSync(join(unpacked, 'node_modules', name, 'package.json')).isFile()).toBe(true);
    }
    expect(sizeBytes(unpacked)).toBeLessThan(60 * 1024 * 1024);
    expect(sizeBytes(join(resources, 'app.asar'))).toBeLessThan(6 * 1024 * 1024);
  });

  it('starts only its own code', () => {
    const program = readFileSync(join(resources, '..', 'greenwatt-intake'), 'latin1');
    // runAsNode, cookies encrypted, NODE_OPTIONS, --inspect, asar checked, only from asar, browser snapshot, file:,
    // WASM traps.
    expect(program.slice(-9)).toBe('010011000');
  });

  it('looks for updates nowhere, as nobody named a place', () => {
    expect(readdirSync(resources)).not.toContain('app-update.yml');
  });

  it('starts and reads a bill with what is in it alone', async () => {
    // As Electron sees it: app.asar looks like a folder, and OCR processes start beside it.
    const archive = join(resources, 'app.asar');
    extractAll(archive, join(folder, 'extracted'));
    renameSync(archive, join(folder, 'app.asar'));
    renameSync(join(folder, 'extracted'), archive);
    const dataFolder = tempFolder();
    const { code, stderr, said } = await runShell({
      mainModule: join(archive, 'dist', 'shell', 'main.js'),
      resourcesFolder: resources,
      dataFolder,
      bill: join(resources, 'assets', 'sample-bill.pdf'),
    });
    expect(stderr).toBe('');
    expect(said).toMatchObject({ page: true, host: 'desktop', exit: 0, boxes: [] });
    expect(new Set(said.pages as readonly string[])).toEqual(new Set(['read']));
    expect(code).toBe(0);
  });
});

function isPackedFile(archive: string, path: string): boolean {
  const entry = statFile(archive, path);
  return !('files' in entry) && !('unpacked' in entry && entry.unpacked);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}

function sizeBytes(path: string): number {
  if (statSync(path).isFile()) return statSync(path).size;
  return filesIn(path).reduce((sum, file) => sum + statSync(join(path, file)).size, 0);
}
