import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../diagnostics/log.ts';
import type { Host } from '../host.ts';
import { createLinkOpener } from '../hosting/external-links.ts';
import { createFileSecrets } from '../hosting/file-secrets.ts';
import type { Folders } from '../hosting/folders.ts';
import type { OcrProgram } from '../hosting/fork-ocr-process.ts';
import { everyUnref, ocrProgramIn, ownAddresses } from '../hosting/node-host.ts';
import { createOnlineWatch } from '../hosting/online-watch.ts';
import type { ElectronParts } from './electron-parts.ts';
import { openKeychain } from './keychain.ts';
import { createMemoryProbe } from './memory-probe.ts';
import { createUtilityOcrStarter } from './utility-ocr-process.ts';

export type DesktopHostOptions = {
  readonly electron: ElectronParts;
  readonly folders: Folders;
  /** Holds dist/: a folder, or app.asar. */
  readonly appFolder: string;
  readonly assetsFolder: string;
  readonly platform: NodeJS.Platform;
  readonly ocr: Omit<OcrProgram, 'modulePath'>;
  readonly killHard: (pid: number) => void;
  readonly log: Log;
};

/** Electron's part of the app, as the arguments the rest of it takes. Has to be called after the app is ready. */
export async function createDesktopHost(options: DesktopHostOptions): Promise<Host> {
  const { electron, folders, log, killHard } = options;
  const { app, dialog, shell } = electron;
  const keychain = await openKeychain(electron.safeStorage, options.platform, log);
  return {
    kind: 'desktop',
    version: app.getVersion(),
    paths: { ...folders, assets: options.assetsFolder },
    log,
    now: Date.now,
    newId: randomUUID,
    random: Math.random,
    cores: availableParallelism(),
    startOcrProcess: createUtilityOcrStarter({
      utilityProcess: electron.utilityProcess,
      program: { ...options.ocr, modulePath: ocrProgramIn(outsideAsar(options.appFolder)) },
      killHard,
      log,
    }),
    probeMemory: createMemoryProbe(app),
    secrets: createFileSecrets({
      // Its own file: the browser host's holds values as they are.
      path: join(folders.data, keychain === null ? 'secrets.json' : 'secrets-sealed.json'),
      newId: randomUUID,
      log,
      keychain,
    }),
    openLink: createLinkOpener((link) => shell.openExternal(link), log),
    chooseFolder: async (startAt) => {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        defaultPath: startAt,
        properties: ['openDirectory', 'createDirectory'],
      });
      return canceled ? null : (filePaths[0] ?? null);
    },
    chooseSaveFile: async (suggestedName) => {
      const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: suggestedName });
      return canceled || filePath === '' ? null : filePath;
    },
    showFolder: async (path) => {
      const problem = await shell.openPath(path);
      if (problem !== '') throw new Error(`The folder can't be shown: ${problem}`);
    },
    onOnline: (listener) => {
      electron.powerMonitor.on('resume', listener);
      const addresses = () => (electron.net.isOnline() ? ownAddresses() : []);
      const stopWatching = createOnlineWatch({ addresses, now: Date.now, every: everyUnref })(listener);
      return () => {
        electron.powerMonitor.off('resume', listener);
        stopWatching();
      };
    },
  };
}

/**
 * OCR processes and all they load are unpacked beside app.asar: WASM, native code and models are read as plain files.
 */
export function outsideAsar(appFolder: string): string {
  return appFolder.replace(/app\.asar$/, 'app.asar.unpacked');
}
