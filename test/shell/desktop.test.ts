import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { RouterClient } from '@orpc/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Host } from '../../main/host.ts';
import { err, ok } from '../../main/result.ts';
import { type DesktopOptions, runDesktop } from '../../main/shell/desktop.ts';
import { openPage } from '../support/desktop-page.ts';
import { createElectronStandIn } from '../support/electron-stand-in.ts';
import { createSmallRouter, type SmallRouter } from '../support/small-router.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Only a hang fails by it: the machine may be slow. */
const PATIENCE = { timeout: 60_000 };

function setUp(options: { readonly problem?: string; readonly platform?: NodeJS.Platform } = {}) {
  const folder = tempFolder();
  mkdirSync(join(folder, 'dist', 'renderer'), { recursive: true });
  writeFileSync(join(folder, 'dist', 'renderer', 'index.html'), 'the page');
  const standIn = createElectronStandIn();
  const { electron, state } = standIn;
  const done: string[] = [];
  const hosts: Host[] = [];
  const small = createSmallRouter();
  const stopping = Promise.withResolvers<void>();
  const process = new EventEmitter();
  const run = () =>
    runDesktop({
      electron: electron as unknown as DesktopOptions['electron'],
      createApp: async (host) => {
        hosts.push(host);
        if (options.problem !== undefined) return err({ message: options.problem });
        return ok({
          router: small.router,
          start: async () => void done.push('started'),
          stop: async () => {
            done.push('stopping');
            await stopping.promise;
            done.push('stopped');
          },
        });
      },
      process: process as unknown as DesktopOptions['process'],
      system: { platform: options.platform ?? 'linux', env: {}, homeFolder: join('/', 'home', 'nobody') },
      dataFolder: join(folder, 'data'),
      appFolder: folder,
      resourcesFolder: join(folder, 'resources'),
      ocr: { execArgv: [], env: {} },
      killHard: () => {},
      loadUpdater: () => Promise.reject(new Error('not in a package')),
    });
  const start = async () => {
    const running = run();
    standIn.becomeReady();
    await running;
    const window = electron.BrowserWindow.getAllWindows()[0];
    if (window !== undefined) await expect.poll(() => window.isShown, PATIENCE).toBe(true);
    return window;
  };
  const connect = (page: Parameters<typeof openPage>[1] = {}) => {
    const opened = openPage(standIn, page);
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port1.close());
    const client: RouterClient<SmallRouter> = createORPCClient(new RPCLink({ port: port1 }));
    port1.start();
    opened.page.postMessage(opened.channel, '*', [port2]);
    return { client, port1 };
  };
  const log = () => readFileSync(join(folder, 'data', 'logs', 'desktop.log'), 'utf8');
  return { folder, standIn, electron, state, done, hosts, small, stopping, process, run, start, connect, log };
}

describe('the desktop app', () => {
  it('opens a window that is sandboxed, on the app’s own address, after the app has started', async () => {
    const { folder, state, done, start } = setUp();
    const window = await start();
    expect(done).toEqual(['started']);
    expect(window?.url).toBe('app://intake/');
    expect(window?.options.webPreferences).toEqual({
      preload: join(folder, 'dist', 'preload', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: true,
    });
    expect(state.userData).toBe(join(folder, 'data', 'desktop'));
  });

  it('serves the page with the same headers as in the browser, and nothing beside it', async () => {
    const { state, start } = setUp();
    await start();
    const handler = state.handlers.get('app');
    const page = await handler?.(new Request('app://intake/index.html'));
    expect(await page?.text()).toBe('the page');
    expect(page?.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const url of [
      'app://intake/../package.json',
      'app://intake/..%2f..%2fdata',
      'app://elsewhere/',
      'app://intake/x',
    ]) {
      expect((await handler?.(new Request(url)))?.status).toBe(404);
    }
  });

  it('serves the contract on the port that the page hands over', async () => {
    const { start, connect } = setUp();
    await start();
    const { client } = connect();
    expect(await client.echo({ text: 'naïve ✓' })).toEqual({ text: 'naïve ✓' });
    const chunk = new Blob([new Uint8Array(1024 * 1024).fill(7)]);
    expect(await client.size({ chunk })).toEqual({ sizeBytes: 1024 * 1024, last: 7 });
    await expect(client.expected()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('writes to the log what the page is not told', async () => {
    const { start, connect, log } = setUp();
    await start();
    await expect(connect().client.unexpected()).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    expect(log()).toContain('ipc: unexpected failure call=unexpected');
    expect(log()).toContain('TypeError: the original reason');
  });

  it('frees a page’s streams when the page goes', async () => {
    const { start, connect, small } = setUp();
    await start();
    const { client, port1 } = connect();
    await (await client.watch()).next();
    expect(small.state.openStreams).toBe(1);
    port1.close();
    await expect.poll(() => small.state.openStreams, PATIENCE).toBe(0);
    expect(await connect().client.echo({ text: 'again' })).toEqual({ text: 'again' });
  });

  it.each([
    ['another address', { url: 'https://evil.example/' }],
    ['an address that looks like ours', { url: 'app://intake.evil/' }],
    ['a frame inside the page', { isMainFrame: false }],
  ])('refuses a port from %s', async (_what, page) => {
    const { start, connect, log } = setUp();
    await start();
    const { port1 } = connect(page);
    await new Promise((resolve) => port1.addEventListener('close', resolve));
    expect(log()).toContain('refused a port from a foreign frame');
  });

  it('opens web links outside, and nothing else, and stays where it is', async () => {
    const { state, start } = setUp();
    const window = await start();
    expect(window?.webContents.openHandler({ url: 'https://example.com/' })).toEqual({ action: 'deny' });
    expect(window?.webContents.openHandler({ url: 'file:///etc/passwd' })).toEqual({ action: 'deny' });
    const navigate = (url: string, isMainFrame = true) => {
      const event = {
        url,
        isMainFrame,
        prevented: false,
        preventDefault: () => void Object.assign(event, { prevented: true }),
      };
      window?.webContents.emit('will-frame-navigate', event);
      return event.prevented;
    };
    expect(navigate('https://example.org/')).toBe(true);
    expect(navigate('app://intake/', false)).toBe(true);
    expect(navigate('app://intake/')).toBe(false);
    expect(state.opened).toEqual(['https://example.com/', 'https://example.org/']);
  });

  it('grants no permission', async () => {
    const { state, start } = setUp();
    await start();
    const answers: unknown[] = [];
    state.permissions.request?.(...([null, 'media', (answer: unknown) => answers.push(answer)] as never[]));
    expect([...answers, state.permissions.check?.(), state.permissions.device?.()]).toEqual([false, false, false]);
  });

  it('brings a crashed page back and says so, then asks', async () => {
    const { electron, state, start } = setUp();
    const window = await start();
    const loads: unknown[] = [];
    electron.app.on('page-loaded', () => loads.push(1));
    const crash = () => window?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    for (let index = 0; index < 3; index++) crash();
    await expect.poll(() => loads.length, PATIENCE).toBe(3);
    expect(state.boxes.map(({ title }) => title)).toEqual(
      Array(3).fill('The window had a problem and was opened again.'),
    );
    state.answers.box = 1;
    crash();
    await expect.poll(() => electron.BrowserWindow.getAllWindows(), PATIENCE).toEqual([]);
    expect(loads).toHaveLength(3);
  });

  it('comes to the front when it is started a second time, and the second one ends', async () => {
    const first = setUp();
    const window = await first.start();
    if (window) window.isShown = false;
    first.electron.app.emit('second-instance');
    expect(window?.isShown).toBe(true);
    const second = setUp();
    second.state.hasLock = false;
    await second.run();
    expect([second.state.exitCode, second.hosts]).toEqual([0, []]);
  });

  it('waits for the app to stop before it quits', async () => {
    const { electron, state, done, stopping, start } = setUp();
    await start();
    electron.app.quit();
    electron.app.quit();
    expect([done, state.exitCode]).toEqual([['started', 'stopping'], null]);
    stopping.resolve();
    await expect.poll(() => state.exitCode, PATIENCE).toBe(0);
    expect(done).toEqual(['started', 'stopping', 'stopped']);
  });

  it('hears what a page said last before it lets the app stop', async () => {
    const { electron, state, done, small, stopping, start, connect } = setUp();
    await start();
    const { client, port1 } = connect();
    await client.echo({ text: 'before' });
    small.state.onEcho = (text) => void done.push(text);
    client.echo({ text: 'the last words' }).catch(() => {});
    setImmediate(() => port1.close());
    electron.app.quit();
    stopping.resolve();
    await expect.poll(() => state.exitCode, PATIENCE).toBe(0);
    expect(done).toEqual(['started', 'the last words', 'stopping', 'stopped']);
  });

  it('does not wait long for a page that never ends', async () => {
    const { electron, state, stopping, start, connect, log } = setUp();
    await start();
    await connect().client.echo({ text: 'still here' });
    electron.app.quit();
    stopping.resolve();
    await expect.poll(() => state.exitCode, PATIENCE).toBe(0);
    expect(log()).toContain('a page did not end');
  });

  it('quits with its last window, except on macOS, where the dock opens it again', async () => {
    const elsewhere = setUp({ platform: 'win32' });
    elsewhere.stopping.resolve();
    (await elsewhere.start())?.close();
    await expect.poll(() => elsewhere.state.exitCode, PATIENCE).toBe(0);
    const mac = setUp({ platform: 'darwin' });
    (await mac.start())?.close();
    expect(mac.done).toEqual(['started']);
    mac.electron.app.emit('activate');
    expect(mac.electron.BrowserWindow.getAllWindows()).toHaveLength(1);
  });

  it('remembers where its window was', async () => {
    const { folder, start } = setUp();
    (await start())?.close();
    expect(JSON.parse(readFileSync(join(folder, 'data', 'desktop', 'window.json'), 'utf8'))).toEqual({
      x: 10,
      y: 20,
      width: 1000,
      height: 700,
      maximized: false,
    });
  });

  it('says why it cannot start', async () => {
    const { state, start } = setUp({ problem: 'Another program uses this data folder.' });
    expect(await start()).toBeUndefined();
    expect(state.boxes).toEqual([
      { title: 'GreenWatt Intake can’t start', text: 'Another program uses this data folder.' },
    ]);
    expect(state.exitCode).toBe(1);
  });

  it('says that its data folder cannot be used', async () => {
    const { folder, state, run } = setUp();
    writeFileSync(join(folder, 'data'), 'a file');
    await run();
    expect(state.boxes[0]?.text).toContain("can't be created or used");
    expect(state.exitCode).toBe(1);
  });

  it('gives up after what nobody caught, and says where the log is', async () => {
    const { process, state, start, log } = setUp();
    await start();
    process.emit('unhandledRejection', new Error('forgotten'));
    expect(state.exitCode).toBeNull();
    process.emit('uncaughtException', new Error('broken'));
    expect(state.exitCode).toBe(70);
    expect(state.boxes[0]?.text).toContain('logs');
    expect(log()).toContain('Error: forgotten');
    expect(log()).toContain('Error: broken');
  });

  it('gives the app its dialogs, folders, links and keychain', async () => {
    const { folder, state, hosts, start } = setUp();
    await start();
    const host = hosts[0];
    expect(await host?.chooseFolder?.('/x')).toBeNull();
    state.answers.folder = { canceled: false, filePaths: ['/chosen'] };
    expect(await host?.chooseFolder?.('/x')).toBe('/chosen');
    expect(await host?.chooseSaveFile?.('logs.zip')).toBeNull();
    state.answers.file = { canceled: false, filePath: '/chosen/logs.zip' };
    expect(await host?.chooseSaveFile?.('logs.zip')).toBe('/chosen/logs.zip');
    await host?.showFolder?.('/shown');
    await expect(host?.showFolder?.('/missing')).rejects.toThrow('No such folder');
    await host?.openLink('https://example.com/');
    expect(state.opened).toEqual(['/shown', '/missing', 'https://example.com/']);
    await host?.secrets.write('token', 'very secret');
    expect(readFileSync(join(folder, 'data', 'secrets-sealed.json'), 'utf8')).not.toContain('very secret');
    expect(await host?.secrets.read('token')).toBe('very secret');
    expect(host?.paths.assets).toBe(join(folder, 'assets'));
  });

  it('tells the app when the machine wakes, as long as it listens', async () => {
    const { electron, hosts, start } = setUp();
    await start();
    let woke = 0;
    const stop = hosts[0]?.onOnline(() => {
      woke += 1;
    });
    electron.powerMonitor.emit('resume');
    stop?.();
    electron.powerMonitor.emit('resume');
    expect(woke).toBe(1);
  });
});
