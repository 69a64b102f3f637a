/**
 * Electron as far as the shell uses it, kept to Electron's own rules: what must come before `ready` throws after it, a
 * port delivers nothing before `start`, an utility process has a pid only while it runs. Windows show nothing; a page
 * is what `openPage` makes of the window's address.
 */
import { fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import type { MessagePort as NodePort } from 'node:worker_threads';

type Handler = (request: Request) => Promise<Response> | Response;
type Choice = { readonly canceled: boolean; readonly filePaths: readonly string[] };

export type ElectronStandIn = ReturnType<typeof createElectronStandIn>;

export function createElectronStandIn(options: { readonly onExit?: (code: number) => void } = {}) {
  const state = {
    isReady: false,
    hasLock: true,
    isOnline: true,
    backend: 'gnome_libsecret',
    exitCode: null as number | null,
    userData: '',
    menu: [] as unknown,
    handlers: new Map<string, Handler>(),
    opened: [] as string[],
    boxes: [] as { readonly title: string; readonly text: string }[],
    answers: { box: 0, folder: { canceled: true, filePaths: [] } as Choice, file: { canceled: true, filePath: '' } },
    permissions: {} as Partial<Record<'request' | 'check' | 'device', (...args: never[]) => unknown>>,
    metrics: [] as readonly { readonly pid: number; readonly memory: { readonly workingSetSize: number } }[],
    forks: [] as unknown[],
  };
  const beforeReady = (what: string) => {
    if (state.isReady) throw new Error(`${what} has to be called before the app is ready`);
  };
  const afterReady = (what: string) => {
    if (!state.isReady) throw new Error(`${what} has to be called after the app is ready`);
  };

  const windows = new Set<BrowserWindow>();
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    getVersion: () => '1.2.3',
    getAppMetrics: () => state.metrics,
    whenReady: async () => {
      if (!state.isReady) await once(app, 'ready');
    },
    setPath: (name: string, path: string) => {
      beforeReady('setPath');
      if (name === 'userData') state.userData = path;
    },
    enableSandbox: () => beforeReady('enableSandbox'),
    requestSingleInstanceLock: () => state.hasLock,
    quit: () => {
      for (const window of windows) window.close();
      const event = preventable();
      app.emit('will-quit', event);
      if (!event.defaultPrevented) app.exit(0);
    },
    exit: (code: number) => {
      if (state.exitCode !== null) return;
      state.exitCode = code;
      app.emit('quit', {}, code);
      options.onExit?.(code);
    },
  });

  class WebContents extends EventEmitter {
    openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
    setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
      this.openHandler = handler;
    }
  }

  class BrowserWindow extends EventEmitter {
    static getAllWindows = () => [...windows];
    readonly webContents = new WebContents();
    readonly options: Record<string, unknown>;
    url = '';
    isShown = false;
    maximized = false;
    constructor(given: Record<string, unknown>) {
      super();
      afterReady('A window');
      this.options = given;
      windows.add(this);
    }
    async loadURL(url: string) {
      this.url = url;
      const response = await answer(url);
      if (!response.ok) throw new Error(`ERR_FAILED loading ${url}`);
      this.emit('ready-to-show');
      app.emit('page-loaded', this, await response.text());
    }
    show() {
      this.isShown = true;
    }
    focus() {}
    isMinimized = () => false;
    restore() {}
    maximize() {
      this.maximized = true;
    }
    isMaximized = () => this.maximized;
    getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700 });
    close() {
      this.emit('close');
      windows.delete(this);
      this.emit('closed');
      if (windows.size === 0) app.emit('window-all-closed');
    }
  }

  const ipcMain = new EventEmitter();
  const answer = async (url: string): Promise<Response> => {
    const handler = state.handlers.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) throw new Error(`ERR_UNKNOWN_URL_SCHEME loading ${url}`);
    return handler(new Request(url));
  };

  const electron = {
    app,
    BrowserWindow,
    ipcMain,
    dialog: {
      showErrorBox: (title: string, text: string) => void state.boxes.push({ title, text }),
      showMessageBox: async (_window: unknown, { message }: { message: string }) => {
        state.boxes.push({ title: message, text: '' });
        return { response: state.answers.box };
      },
      showOpenDialog: async () => state.answers.folder,
      showSaveDialog: async () => state.answers.file,
    },
    Menu: {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: (menu: unknown) => {
        state.menu = menu;
      },
    },
    net: { isOnline: () => state.isOnline },
    powerMonitor: new EventEmitter(),
    protocol: {
      registerSchemesAsPrivileged: () => beforeReady('registerSchemesAsPrivileged'),
      handle: (scheme: string, handler: Handler) => {
        afterReady('protocol.handle');
        state.handlers.set(scheme, handler);
      },
    },
    safeStorage: {
      isAsyncEncryptionAvailable: async () => state.backend !== 'none',
      getSelectedStorageBackend: () => state.backend,
      encryptStringAsync: async (text: string) => Buffer.from(text).map((byte) => byte ^ 0x5a),
      decryptStringAsync: async (sealed: Buffer) => {
        if (sealed.length === 0) throw new Error('Error while decrypting the ciphertext');
        return { shouldReEncrypt: false, result: Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString() };
      },
    },
    screen: {
      getPrimaryDisplay: () => ({ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1050 } }),
      getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1050 } }],
    },
    session: {
      defaultSession: Object.assign(new EventEmitter(), {
        setPermissionRequestHandler: (handler: () => void) => {
          state.permissions.request = handler;
        },
        setPermissionCheckHandler: (handler: () => boolean) => {
          state.permissions.check = handler;
        },
        setDevicePermissionHandler: (handler: () => boolean) => {
          state.permissions.device = handler;
        },
        setSpellCheckerEnabled: () => {},
      }),
    },
    shell: {
      openExternal: async (url: string) => void state.opened.push(url),
      openPath: async (path: string) => {
        state.opened.push(path);
        return path.includes('missing') ? 'No such folder' : '';
      },
    },
    utilityProcess: {
      fork: (modulePath: string, args: readonly string[], forkOptions: ForkOptions) => {
        afterReady('utilityProcess.fork');
        state.forks.push({ modulePath, ...forkOptions });
        return forkUtility(modulePath, args, forkOptions);
      },
    },
  };

  const becomeReady = () => {
    state.isReady = true;
    app.emit('ready');
  };
  return { electron, state, becomeReady };
}

type ForkOptions = {
  readonly execArgv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly serviceName: string;
};

/** A Node process with Electron's `parentPort` in it; Chromium's switch for V8 is taken apart as Chromium does. */
function forkUtility(modulePath: string, args: readonly string[], { execArgv, env }: ForkOptions) {
  const jsFlags = execArgv.flatMap((flag) => (flag.startsWith('--js-flags=') ? flag.slice(11).split(' ') : []));
  const child = fork(modulePath, [...args], {
    execArgv: [...jsFlags, '--import', join(import.meta.dirname, 'parent-port.mjs')],
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const utility = Object.assign(new EventEmitter(), {
    pid: undefined as number | undefined,
    stderr: child.stderr,
    postMessage: (message: object) => {
      if (child.connected) child.send(message, () => {});
    },
    kill: () => child.kill('SIGTERM'),
  });
  child.on('spawn', () => {
    utility.pid = child.pid;
    utility.emit('spawn');
  });
  child.on('message', (message) => utility.emit('message', message));
  child.on('exit', (code, signal) => {
    utility.pid = undefined;
    utility.emit('exit', code ?? (signal === 'SIGKILL' ? 9 : 15));
  });
  return utility;
}

function preventable() {
  const event = {
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
  };
  return event;
}

/** Electron's end of a port: an emitter that hands out nothing before `start`. */
export function toPortMain(port: NodePort) {
  const main = Object.assign(new EventEmitter(), {
    postMessage: (message: unknown) => port.postMessage(message),
    start: () => {
      port.on('message', (data: unknown) => main.emit('message', { data, ports: [] }));
      port.start();
    },
    close: () => port.close(),
  });
  port.on('close', () => main.emit('close'));
  return main;
}
