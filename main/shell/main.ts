/** The desktop app. The one file that takes hold of Electron; the rest of the shell gets it as an argument. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  net,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { createApp } from '../app.ts';
import { ocrProcessEnv, ocrProcessFlags } from '../documents/ocr-protocol.ts';
import { runDesktop } from './desktop.ts';

// Chromium adds arguments of its own, so unknown ones are no mistake.
const { values } = parseArgs({
  args: process.argv.slice(1),
  options: { data: { type: 'string' } },
  strict: false,
  allowPositionals: true,
});

// Not awaited: Electron becomes ready only when this module is evaluated (electron/electron#40719).
runDesktop({
  electron: {
    app,
    BrowserWindow,
    dialog,
    ipcMain,
    Menu,
    net,
    powerMonitor,
    protocol,
    safeStorage,
    screen,
    session,
    shell,
    utilityProcess,
  },
  createApp,
  process,
  system: { platform: process.platform, env: process.env, homeFolder: homedir() },
  dataFolder: typeof values.data === 'string' && values.data !== '' ? resolve(values.data) : null,
  appFolder: join(import.meta.dirname, '..', '..'),
  resourcesFolder: process.resourcesPath,
  ocr: { execArgv: ocrProcessFlags, env: { ...process.env, ...ocrProcessEnv } },
  killHard: (pid) => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself in the meantime.
    }
  },
  loadUpdater: async () => {
    const { autoUpdater } = (await import('electron-updater')).default;
    // It would write to the console; what goes wrong is in our log.
    autoUpdater.logger = null;
    return autoUpdater;
  },
}).catch((cause: unknown) => {
  const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  dialog.showErrorBox('GreenWatt Intake can’t start', `Nothing is lost. Please send this to support.\n\n${why}`);
  app.exit(70);
});
