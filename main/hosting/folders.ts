import { join } from 'node:path';

export type System = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
};

export type Folders = { readonly data: string; readonly logs: string; readonly defaultDestination: string };

const APP_FOLDER = 'GreenWatt Intake';

/**
 * Where a clerk's machine keeps such things. The desktop and the browser host answer alike, so that falling back to
 * the browser finds the same submissions. A `dataFolder` of the user's choice holds its logs too. Pure.
 */
export function chooseFolders(system: System, dataFolder: string | null): Folders {
  const data = dataFolder ?? defaultDataFolder(system);
  const logs =
    dataFolder === null && system.platform === 'darwin'
      ? join(system.homeFolder, 'Library', 'Logs', APP_FOLDER)
      : join(data, 'logs');
  return { data, logs, defaultDestination: join(system.homeFolder, 'Documents', APP_FOLDER) };
}

function defaultDataFolder({ platform, env, homeFolder }: System): string {
  switch (platform) {
    case 'win32':
      return join(env.APPDATA || join(homeFolder, 'AppData', 'Roaming'), APP_FOLDER);
    case 'darwin':
      return join(homeFolder, 'Library', 'Application Support', APP_FOLDER);
    default:
      return join(env.XDG_DATA_HOME || join(homeFolder, '.local', 'share'), APP_FOLDER);
  }
}
