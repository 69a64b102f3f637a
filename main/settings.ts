import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseApiRoot } from './google/api-root.ts';
import { err, ok, type Result } from './result.ts';
import { systemCode } from './system-error.ts';

export type Settings = {
  /** Absolute path of the folder that submissions are delivered to. */
  readonly destinationFolder: string;
  readonly memoryBudgetMb: number;
  /** 0: as many as cores and the memory budget allow. */
  readonly recognisers: number;
  readonly pageTimeBudgetMs: number;
  /** Which destinations get what is submitted from now on; one of them at least. */
  readonly deliverToFolder: boolean;
  readonly deliverToGoogle: boolean;
  /** The office's OAuth client at Google; its secret is in the secret store. Empty: none yet. */
  readonly googleClientId: string;
  /** An address of this computer that stands in for Google; empty: Google itself. Read at start. */
  readonly googleApiRoot: string;
};

export function defaultSettings({ defaultDestination }: { readonly defaultDestination: string }): Settings {
  return {
    destinationFolder: defaultDestination,
    memoryBudgetMb: 512,
    recognisers: 0,
    pageTimeBudgetMs: 12_000,
    deliverToFolder: true,
    deliverToGoogle: false,
    googleClientId: '',
    googleApiRoot: '',
  };
}

export type SettingProblem = { readonly setting: keyof Settings; readonly message: string };

export type SettingsStore = {
  readonly get: () => Settings;
  /** Keeps all of the change or nothing of it. A destination folder is made when it isn't there. */
  readonly set: (change: Partial<Settings>) => Promise<Result<Settings, SettingProblem>>;
  /** Called after each change; returns how to stop. */
  readonly onChange: (listener: (settings: Settings) => void) => () => void;
};

type KeptSettings = {
  readonly read: () => Readonly<Record<string, unknown>>;
  readonly write: (change: Readonly<Record<string, unknown>>) => void;
};

export function createSettings({ kept, defaults }: { kept: KeptSettings; defaults: Settings }): SettingsStore {
  const listeners = new Set<(settings: Settings) => void>();

  function get(): Settings {
    return { ...defaults, ...pickKnown(kept.read(), defaults) };
  }

  return {
    get,
    async set(change) {
      const problem = await problemOf(change, get());
      if (problem) return err(problem);
      kept.write(change);
      const settings = get();
      for (const listener of listeners) listener(settings);
      return ok(settings);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A value of another type, from an older or edited database, counts as not set. */
function pickKnown(values: Readonly<Record<string, unknown>>, defaults: Settings): Partial<Settings> {
  return Object.fromEntries(
    Object.entries(defaults).flatMap(([key, standard]) =>
      typeof values[key] === typeof standard ? [[key, values[key]]] : [],
    ),
  );
}

async function problemOf(change: Partial<Settings>, before: Settings): Promise<SettingProblem | null> {
  const after = { ...before, ...change };
  if (!after.deliverToFolder && !after.deliverToGoogle) {
    const setting = change.deliverToGoogle === undefined ? 'deliverToFolder' : 'deliverToGoogle';
    return { setting, message: 'Submissions have to go somewhere: switch another destination on first.' };
  }
  const apiRoot = parseApiRoot(after.googleApiRoot);
  if (change.googleApiRoot !== undefined && !apiRoot.ok) return { setting: 'googleApiRoot', message: apiRoot.error };
  if (change.destinationFolder === undefined) return null;
  const message = await folderProblem(change.destinationFolder);
  return message === null ? null : { setting: 'destinationFolder', message };
}

async function folderProblem(folder: string): Promise<string | null> {
  if (!path.isAbsolute(folder)) {
    return 'Please give the whole path of the folder, for example C:\\Users\\Ann\\Documents\\GreenWatt Intake. The old folder stays in use.';
  }
  try {
    await mkdir(folder, { recursive: true });
    return null;
  } catch (cause) {
    const reason = systemCode(cause) ?? 'unknown reason';
    return `This folder can't be used (${reason}). Choose another one or ask for the right to write there. The old folder stays in use.`;
  }
}
