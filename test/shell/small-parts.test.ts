import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../main/diagnostics/log.ts';
import { createCrashPolicy } from '../../main/shell/crash-policy.ts';
import { outsideAsar } from '../../main/shell/desktop-host.ts';
import { openKeychain } from '../../main/shell/keychain.ts';
import { createMemoryProbe } from '../../main/shell/memory-probe.ts';
import { menuTemplate } from '../../main/shell/menu.ts';
import { lookForUpdate } from '../../main/shell/updater.ts';
import { createElectronStandIn } from '../support/electron-stand-in.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { tempFolder } from '../support/temp-folder.ts';

describe('a page that crashes', () => {
  it('comes back by itself three times a minute, then asks', () => {
    let nowMs = 0;
    const crashes = createCrashPolicy(() => nowMs);
    expect([crashes.afterCrash(), crashes.afterCrash(), crashes.afterCrash()]).toEqual(['reload', 'reload', 'reload']);
    expect(crashes.afterCrash()).toBe('ask');
    nowMs = 60_000;
    expect(crashes.afterCrash()).toBe('reload');
  });
});

describe('the menu', () => {
  const labels = (platform: NodeJS.Platform, isPackaged: boolean) =>
    JSON.stringify(menuTemplate({ platform, isPackaged }, { showLogs: () => {}, showData: () => {} }));

  it('offers developer tools only outside a package', () => {
    expect(labels('linux', false)).toContain('toggleDevTools');
    expect(labels('linux', true)).not.toContain('toggleDevTools');
  });

  it('lets the window be closed on macOS, where the app stays, and quits elsewhere', () => {
    expect(labels('darwin', true)).toContain('{"role":"close"}');
    expect(labels('win32', true)).toContain('{"role":"quit"}');
  });
});

describe('updates', () => {
  const look = async (isPackaged: boolean, isConfigured: boolean, update = () => Promise.resolve()) => {
    const resourcesFolder = tempFolder();
    if (isConfigured) writeFileSync(join(resourcesFolder, 'app-update.yml'), 'provider: generic');
    const log = createRecordingLog();
    let looked = 0;
    const checkForUpdatesAndNotify = async () => {
      looked += 1;
      await update();
    };
    const loadUpdater = async () => ({ checkForUpdatesAndNotify });
    await lookForUpdate({ isPackaged, resourcesFolder, loadUpdater, log });
    return { looked, lines: log.lines };
  };

  it('are looked for only in a package that was told where', async () => {
    expect((await look(true, true)).looked).toBe(1);
    expect((await look(true, false)).looked).toBe(0);
    expect((await look(false, true)).looked).toBe(0);
  });

  it('that cannot be reached disturb nobody', async () => {
    const { lines } = await look(true, true, () => Promise.reject(new Error('offline')));
    expect(lines).toEqual([expect.objectContaining({ level: 'warn', facts: { reason: 'offline' } })]);
  });
});

describe('the keychain', () => {
  const open = (backend: string, platform: NodeJS.Platform = 'linux') => {
    const { electron, state } = createElectronStandIn();
    state.backend = backend;
    return openKeychain(electron.safeStorage as unknown as Parameters<typeof openKeychain>[0], platform, silentLog);
  };

  it('seals what it opens again', async () => {
    const keychain = await open('gnome_libsecret');
    const sealed = (await keychain?.seal('ünïcode secret')) ?? '';
    expect(sealed).not.toContain('secret');
    expect(await keychain?.reveal(sealed)).toBe('ünïcode secret');
  });

  it('answers null for what it can no longer open', async () => {
    const keychain = await open('gnome_libsecret');
    expect(await keychain?.reveal('')).toBeNull();
  });

  it('is none where the key would be in everybody’s hands, or where there is none', async () => {
    expect(await open('basic_text')).toBeNull();
    expect(await open('none')).toBeNull();
    expect(await open('basic_text', 'win32')).not.toBeNull();
  });
});

describe('the desktop host', () => {
  it('counts memory in bytes', async () => {
    const { electron, state } = createElectronStandIn();
    state.metrics = [{ pid: 7, memory: { workingSetSize: 1000 } }];
    const probe = createMemoryProbe(electron.app as unknown as Parameters<typeof createMemoryProbe>[0]);
    expect(await probe()).toEqual(new Map([[7, 1_024_000]]));
  });

  it('finds OCR beside app.asar', () => {
    expect(outsideAsar(join('/', 'opt', 'app', 'resources', 'app.asar'))).toBe(
      join('/', 'opt', 'app', 'resources', 'app.asar.unpacked'),
    );
    expect(outsideAsar(join('/', 'home', 'app.asar', 'src'))).toBe(join('/', 'home', 'app.asar', 'src'));
  });
});
