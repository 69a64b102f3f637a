import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runShell } from '../support/shell-run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const root = join(import.meta.dirname, '..', '..');

describe('the whole desktop app, on a stand-in for Electron', () => {
  it('starts, reads a bill in a utility process for its page, and quits', async () => {
    const dataFolder = tempFolder();
    const { code, stderr, said } = await runShell({
      mainModule: join(root, 'main', 'shell', 'main.ts'),
      resourcesFolder: '',
      dataFolder,
      bill: join(root, 'assets', 'sample-bill.pdf'),
    });
    expect(stderr).toBe('');
    expect(said).toMatchObject({ page: true, host: 'desktop', data: dataFolder, exit: 0, boxes: [] });
    expect(said.forks).toBeGreaterThan(0);
    expect(new Set(said.pages as readonly string[])).toEqual(new Set(['read']));
    expect(said.fields).toContain('accountNumber');
    expect(code).toBe(0);
    expect(readFileSync(join(dataFolder, 'logs', 'desktop.log'), 'utf8')).toContain('app: stopped');
  });
});
