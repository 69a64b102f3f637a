import path from 'node:path';
import type { Host } from '../host.ts';
import type { SettingsStore } from '../settings.ts';
import { os } from './implementer.ts';

/** What the window asks of the host it runs in. */
export function hostHandlers(host: Host, settings: SettingsStore, startNotice: string | null) {
  return {
    about: os.app.about.handler(() => ({
      version: host.version,
      host: host.kind,
      dataFolder: host.paths.data,
      logFolder: host.paths.logs,
      canChooseFolder: host.chooseFolder !== null,
      startNotice,
    })),
    chooseFolder: os.app.chooseFolder.handler(async ({ input, errors }) => {
      if (!host.chooseFolder) {
        throw errors.UNAVAILABLE({ message: 'A browser has no folder dialog. Type the path of the folder instead.' });
      }
      const folder = await host.chooseFolder(input.startAt);
      return folder === null ? null : { folder };
    }),
    openFolder: os.app.openFolder.handler(async ({ input, errors }) => {
      const folder = {
        data: host.paths.data,
        logs: host.paths.logs,
        destination: path.normalize(settings.get().destinationFolder),
      }[input.which];
      if (!host.showFolder) {
        throw errors.UNAVAILABLE({ message: `A browser can't open folders. It is here: ${folder}` });
      }
      await host.showFolder(folder);
      return {};
    }),
  };
}
