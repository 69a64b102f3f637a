import type { BrowserWindow } from 'electron';
import type { Log } from '../diagnostics/log.ts';
import { APP_URL } from './app-protocol.ts';
import type { CrashPolicy } from './crash-policy.ts';
import type { ElectronParts } from './electron-parts.ts';
import { lockDownPage } from './lock-down.ts';
import { placeWindow, readWindowPlace, SMALLEST_WINDOW, writeWindowPlace } from './window-bounds.ts';

export type MainWindowOptions = {
  readonly electron: Pick<ElectronParts, 'app' | 'BrowserWindow' | 'dialog' | 'screen'>;
  readonly preloadPath: string;
  /** Where the window's place is remembered. */
  readonly placePath: string;
  readonly openLink: (url: string) => Promise<void>;
  readonly crashes: CrashPolicy;
  readonly log: Log;
};

/** Opens the app's one window where it was the last time. The page is sandboxed and has no Node. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { electron, placePath, log } = options;
  const primary = electron.screen.getPrimaryDisplay();
  const others = electron.screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const { maximized, ...bounds } = placeWindow(
    readWindowPlace(placePath),
    [primary, ...others].map(({ workArea }) => workArea),
  );
  const window = new electron.BrowserWindow({
    ...bounds,
    minWidth: SMALLEST_WINDOW.width,
    minHeight: SMALLEST_WINDOW.height,
    title: 'GreenWatt Intake',
    // Shown when there is something to see, in the page's own colour until then.
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload: options.preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !electron.app.isPackaged,
    },
  });
  lockDownPage(window.webContents, (url) => {
    options.openLink(url).catch((cause: unknown) => log.error('shell: could not open a link', cause));
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writeWindowPlace(placePath, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.warn('shell: the page ended', { reason, exitCode });
    comeBack(window, options).catch((cause: unknown) => log.error('shell: the page did not come back', cause));
  });
  load(window, log);
  return window;
}

function load(window: BrowserWindow, log: Log): void {
  window.loadURL(APP_URL).catch((cause: unknown) => log.error('shell: the page did not load', cause));
}

/** Loads the page again and says so; asks first when it has crashed too often. Work goes on in main meanwhile. */
async function comeBack(window: BrowserWindow, { electron, crashes, log }: MainWindowOptions): Promise<void> {
  if (crashes.afterCrash() === 'reload') {
    load(window, log);
    await electron.dialog.showMessageBox(window, {
      type: 'info',
      message: 'The window had a problem and was opened again.',
      detail: 'Nothing is lost: what you typed is kept, and bills go on being read.',
      buttons: ['OK'],
    });
    return;
  }
  const { response } = await electron.dialog.showMessageBox(window, {
    type: 'warning',
    message: 'The window keeps having a problem.',
    detail: 'Your submissions are safe. Try again, or quit and send the logs (Help menu) to support.',
    buttons: ['Try Again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) load(window, log);
  else electron.app.quit();
}
