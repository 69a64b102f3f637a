import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findRendererFile, listRendererFiles } from '../../main/hosting/renderer-files.ts';
import { tempFolder } from '../support/temp-folder.ts';

function built(): string {
  const folder = join(tempFolder(), 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<p>page</p>');
  writeFileSync(join(folder, 'assets', 'index-1a 2b.js'), '1');
  writeFileSync(join(folder, '..', 'secret.txt'), 'secret');
  return folder;
}

describe('the renderer’s files', () => {
  it('are found by the path of their address', async () => {
    const folder = built();
    const files = await listRendererFiles(folder);
    expect(findRendererFile(files, '/')?.path).toBe(join(folder, 'index.html'));
    expect(findRendererFile(files, '/assets/index-1a%202b.js')).toEqual({
      path: join(folder, 'assets', 'index-1a 2b.js'),
      contentType: 'text/javascript; charset=utf-8',
    });
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets\\..\\..\\secret.txt',
    '/assets',
    '//index.html',
    '/index.html%00.js',
    '/%',
    '/INDEX.HTML/',
    '/constructor',
  ])('are all there is: %s is not found', async (pathname) => {
    expect(findRendererFile(await listRendererFiles(built()), pathname)).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('include no link to the outside', async () => {
    const folder = built();
    symlinkSync(join(folder, '..', 'secret.txt'), join(folder, 'link.txt'));
    expect(findRendererFile(await listRendererFiles(folder), '/link.txt')).toBeNull();
  });

  it('are missed at once when the renderer is not built', async () => {
    await expect(listRendererFiles(tempFolder())).rejects.toThrow('not built');
  });
});
