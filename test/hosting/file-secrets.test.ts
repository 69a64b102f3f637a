import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../main/diagnostics/log.ts';
import { createFileSecrets, type SecretSeal } from '../../main/hosting/file-secrets.ts';
import { tempFolder } from '../support/temp-folder.ts';

const open = (folder: string, keychain: SecretSeal | null = null) =>
  createFileSecrets({ path: join(folder, 'deep', 'secrets.json'), newId: randomUUID, log: silentLog, keychain });

describe('the secrets file', () => {
  it('keeps values over a restart and forgets removed ones', async () => {
    const folder = tempFolder();
    const first = open(folder);
    expect(await first.read('token')).toBeNull();
    await first.write('token', 'ünïcode "quoted"');
    await first.write('other', 'x');
    await first.remove('other');
    await first.remove('never there');
    const second = open(folder);
    expect(await second.read('token')).toBe('ünïcode "quoted"');
    expect(await second.read('other')).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner only', async () => {
    const folder = tempFolder();
    const secrets = open(folder);
    await secrets.write('token', 'x');
    expect((await stat(join(folder, 'deep', 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  it('loses nothing when many write at once, and leaves no temporary file', async () => {
    const folder = tempFolder();
    const secrets = open(folder);
    await Promise.all(Array.from({ length: 20 }, (_, index) => secrets.write(`name-${index}`, `${index}`)));
    const values = await Promise.all(Array.from({ length: 20 }, (_, index) => secrets.read(`name-${index}`)));
    expect(values).toEqual(Array.from({ length: 20 }, (_, index) => `${index}`));
    expect(await readdir(join(folder, 'deep'))).toEqual(['secrets.json']);
  });

  it.each(['', '{"a":', '[]', 'null'])('is put aside when damaged (%j), and works again', async (damaged) => {
    const folder = tempFolder();
    await mkdir(join(folder, 'deep'));
    await writeFile(join(folder, 'deep', 'secrets.json'), damaged);
    const secrets = open(folder);
    expect(await secrets.read('token')).toBeNull();
    await secrets.write('token', 'x');
    expect(await secrets.read('token')).toBe('x');
    expect(await readFile(join(folder, 'deep', 'secrets.json.damaged'), 'utf8')).toBe(damaged);
  });

  it('goes on after a write that failed', async () => {
    const folder = tempFolder();
    await writeFile(join(folder, 'deep'), 'a file where the folder should be');
    const secrets = open(folder);
    await expect(secrets.write('token', 'x')).rejects.toThrow();
    await expect(secrets.write('token', 'y')).rejects.toThrow();
  });

  it('holds only sealed values with a keychain, and null for one it can no longer open', async () => {
    const folder = tempFolder();
    const seal = async (value: string) => `sealed:${Buffer.from(value).toString('base64')}`;
    const reveal = async (sealed: string) => Buffer.from(sealed.slice(7), 'base64').toString();
    const secrets = open(folder, { seal, reveal });
    expect(secrets.protection).toBe('keychain');
    await secrets.write('token', 'very secret');
    expect(await readFile(join(folder, 'deep', 'secrets.json'), 'utf8')).not.toContain('very secret');
    expect(await secrets.read('token')).toBe('very secret');
    expect(await open(folder, { seal, reveal: async () => null }).read('token')).toBeNull();
  });
});
