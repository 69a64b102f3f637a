import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseFolders } from '../../main/hosting/folders.ts';

const homeFolder = join('/', 'home', 'jane');

describe('folders', () => {
  it('follow the XDG data folder on Linux, and its default', () => {
    const env = { XDG_DATA_HOME: join('/', 'data') };
    expect(chooseFolders({ platform: 'linux', env, homeFolder }, null)).toEqual({
      data: join('/', 'data', 'GreenWatt Intake'),
      logs: join('/', 'data', 'GreenWatt Intake', 'logs'),
      defaultDestination: join(homeFolder, 'Documents', 'GreenWatt Intake'),
    });
    expect(chooseFolders({ platform: 'linux', env: { XDG_DATA_HOME: '' }, homeFolder }, null).data).toBe(
      join(homeFolder, '.local', 'share', 'GreenWatt Intake'),
    );
  });

  it('follow APPDATA on Windows', () => {
    const env = { APPDATA: join('/', 'roaming') };
    expect(chooseFolders({ platform: 'win32', env, homeFolder }, null).data).toBe(
      join('/', 'roaming', 'GreenWatt Intake'),
    );
  });

  it('follow the Library on macOS, logs apart', () => {
    const folders = chooseFolders({ platform: 'darwin', env: {}, homeFolder }, null);
    expect(folders.data).toBe(join(homeFolder, 'Library', 'Application Support', 'GreenWatt Intake'));
    expect(folders.logs).toBe(join(homeFolder, 'Library', 'Logs', 'GreenWatt Intake'));
  });

  it.each(['linux', 'darwin', 'win32'] as const)(
    'are all inside a data folder of the user’s choice (%s)',
    (platform) => {
      const folders = chooseFolders({ platform, env: {}, homeFolder }, join('/', 'mine'));
      expect(folders.data).toBe(join('/', 'mine'));
      expect(folders.logs).toBe(join('/', 'mine', 'logs'));
    },
  );
});
