import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findElectron } from '../../scripts/electron-runtime.mjs';
import { tempFolder } from '../support/temp-folder.ts';

const program =
  process.platform === 'win32'
    ? 'electron.exe'
    : process.platform === 'darwin'
      ? join('Electron.app', 'Contents', 'MacOS', 'Electron')
      : 'electron';

/** A package as npm leaves it, with a downloader of our own that counts how often it is run. */
function electronPackage(install: string) {
  const folder = tempFolder();
  const packageFolder = join(folder, 'electron');
  mkdirSync(packageFolder);
  writeFileSync(join(packageFolder, 'package.json'), '{"version":"45.4.1"}');
  const count = join(folder, 'count');
  const script = `const fs = require('fs'), path = require('path');
    fs.appendFileSync(${JSON.stringify(count)}, 'x');
    const put = (version) => {
      const program = path.join(__dirname, 'dist', ${JSON.stringify(program)});
      fs.mkdirSync(path.dirname(program), { recursive: true });
      fs.writeFileSync(program, '');
      fs.writeFileSync(path.join(__dirname, 'dist', 'version'), version);
    };
    ${install}`;
  writeFileSync(join(packageFolder, 'install.js'), script);
  const said: string[] = [];
  const find = (limitMs: number | null = 60_000) =>
    findElectron({ limitMs, announce: (line) => said.push(line), packageFolder, cacheFolder: join(folder, 'cache') });
  const tries = () => (existsSync(count) ? readFileSync(count, 'utf8').length : 0);
  return { find, tries, said, programPath: join(packageFolder, 'dist', program) };
}

describe('Electron’s runtime', () => {
  it('is downloaded once and then found', async () => {
    const { find, tries, said, programPath } = electronPackage(`put('45.4.1')`);
    expect(await find()).toEqual({ program: programPath });
    expect(await find()).toEqual({ program: programPath });
    expect([tries(), said.length]).toEqual([1, 1]);
  });

  it('of another version is downloaded again', async () => {
    const { find, tries } = electronPackage(`put('44.0.0')`);
    expect(await find()).toHaveProperty('reason');
    expect(tries()).toBe(1);
  });

  it('that cannot be downloaded is not tried again that day, unless it is insisted on', async () => {
    const { find, tries, said } = electronPackage(`console.error('TypeError: fetch failed'); process.exit(1)`);
    expect(await find()).toEqual({ reason: "its runtime can't be downloaded from here" });
    expect(await find()).toEqual({
      reason: "its runtime can't be downloaded from here; tried again tomorrow, or now with --desktop",
    });
    expect([tries(), said.length]).toEqual([1, 1]);
    await find(null);
    expect(tries()).toBe(2);
  });

  it('that takes too long is given up, and the downloader ended', async () => {
    const { find } = electronPackage(`setInterval(() => {}, 1000)`);
    expect(await find(1_000)).toEqual({ reason: 'its runtime was not downloaded within 1 seconds' });
  });

  it('that fails in another way says how, in one line', async () => {
    const { find } = electronPackage(`throw new Error('Checksum mismatch')`);
    const answer = await find();
    expect(answer).toHaveProperty('reason');
    expect(JSON.stringify(answer)).not.toContain('\\n');
  });
});
