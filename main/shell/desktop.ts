import { join } from 'node:path';
import { createFileLog } from '../diagnostics/electron-log.ts';
import { catchUnexpected } from '../hosting/catch-unexpected.ts';
import { chooseFolders, type Folders, type System } from '../hosting/folders.ts';
import type { OcrProgram } from '../hosting/fork-ocr-process.ts';
import type { CreateApp } from '../hosting/hosted-app.ts';
import { makeFolders } from '../hosting/node-host.ts';
import { type OfferRestore, openOrRestore } from '../hosting/open-or-restore.ts';
import { listRendererFiles } from '../hosting/renderer-files.ts';
import { handleAppScheme, registerAppScheme } from './app-protocol.ts';
import { createCrashPolicy } from './crash-policy.ts';
import { createDesktopHost } from './desktop-host.ts';
import type { ElectronParts } from './electron-parts.ts';
import { lockDownSession } from './lock-down.ts';
import { openMainWindow } from './main-window.ts';
import { menuTemplate } from './menu.ts';
import { stopBeforeQuit } from './quit.ts';
import { serveContract } from './serve-contract.ts';
import { lookForUpdate, type UpdaterOptions } from './updater.ts';

export type DesktopOptions = {
  readonly electron: ElectronParts;
  readonly createApp: CreateApp;
  readonly process: Pick<NodeJS.Process, 'on'>;
  readonly system: System;
  /** Null: where this system keeps such things. */
  readonly dataFolder: string | null;
  /** Holds dist/: a folder, or app.asar. */
  readonly appFolder: string;
  /** Electron's own folder of resources; holds assets/ in a package. */
  readonly resourcesFolder: string;
  readonly ocr: Omit<OcrProgram, 'modulePath'>;
  readonly killHard: (pid: number) => void;
  readonly loadUpdater: UpdaterOptions['loadUpdater'];
};

/**
 * Runs the desktop app. Everything up to the first `await` happens before Electron is ready, as it must. A second start
 * on the same data folder brings the first one's window to the front.
 */
export async function runDesktop(options: DesktopOptions): Promise<void> {
  const { electron, system } = options;
  const { app, dialog } = electron;
  const folders = chooseFolders(system, options.dataFolder);
  const made = makeFolders([folders.data, folders.logs, chromiumFolder(folders)]);
  if (!made.ok) {
    dialog.showErrorBox('GreenWatt Intake can’t start', made.error.message);
    app.exit(1);
    return;
  }
  // Also what makes the lock below one per data folder.
  app.setPath('userData', chromiumFolder(folders));
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  registerAppScheme(electron.protocol);
  app.enableSandbox();
  const log = createFileLog({
    folder: folders.logs,
    name: 'desktop',
    now: Date.now,
    homeFolders: [system.homeFolder],
  });
  catchUnexpected(options.process, log, () => {
    dialog.showErrorBox('GreenWatt Intake met a failure it can’t go on after', `What happened is in ${folders.logs}.`);
    app.exit(70);
  });
  await app.whenReady();
  await openApp(options, folders, log);
}

async function openApp(
  options: DesktopOptions,
  folders: Folders,
  log: ReturnType<typeof createFileLog>,
): Promise<void> {
  const { electron, appFolder, resourcesFolder, system } = options;
  const { app } = electron;
  const host = await createDesktopHost({
    ...options,
    folders,
    log,
    platform: system.platform,
    assetsFolder: join(app.isPackaged ? resourcesFolder : appFolder, 'assets'),
  });
  const created = await openOrRestore(options.createApp, host, offerRestoreIn(electron.dialog));
  if (!created.ok) {
    electron.dialog.showErrorBox('GreenWatt Intake can’t start', created.error.message);
    app.exit(1);
    return;
  }
  const hosted = created.value;
  const pages = serveContract(electron.ipcMain, hosted.router, log);
  stopBeforeQuit(app, pages, hosted.stop, log);
  lockDownSession(electron.session.defaultSession);
  handleAppScheme(electron.protocol, await listRendererFiles(join(appFolder, 'dist', 'renderer')));
  const show = (folder: string) => () => {
    host.showFolder?.(folder).catch((cause: unknown) => log.error('shell: could not show a folder', cause));
  };
  const actions = { showLogs: show(folders.logs), showData: show(folders.data) };
  const menu = menuTemplate({ platform: system.platform, isPackaged: app.isPackaged }, actions);
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(menu));
  await hosted.start();

  const crashes = createCrashPolicy(Date.now);
  const open = () =>
    openMainWindow({
      electron,
      preloadPath: join(appFolder, 'dist', 'preload', 'preload.cjs'),
      placePath: join(chromiumFolder(folders), 'window.json'),
      openLink: host.openLink,
      crashes,
      log,
    });
  keepOneWindow(electron, open, system.platform);
  log.info('shell: started', { version: host.version, packaged: app.isPackaged });
  await lookForUpdate({ ...options, isPackaged: app.isPackaged, log });
}

/** On macOS the app stays when its window is closed, and opens it again from the dock. */
function keepOneWindow(
  { app, BrowserWindow }: ElectronParts,
  open: () => Electron.BrowserWindow,
  platform: NodeJS.Platform,
): void {
  open();
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open();
  });
  app.on('second-instance', () => {
    const window = BrowserWindow.getAllWindows()[0] ?? open();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
}

/** Chromium's caches, apart from the submissions. */
function chromiumFolder(folders: Folders): string {
  return join(folders.data, 'desktop');
}

/** The question as a dialog; closing it changes nothing. */
function offerRestoreIn(dialog: ElectronParts['dialog']): OfferRestore {
  return async ({ message }, newest) => {
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      title: 'GreenWatt Intake',
      message: 'The database is damaged',
      detail: message,
      buttons: [`Restore the backup of ${newest.day}`, 'Quit'],
      defaultId: 0,
      cancelId: 1,
    });
    return response === 0;
  };
}
