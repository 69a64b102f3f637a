import type { Settings, SettingsStore } from '../settings.ts';
import { os } from './implementer.ts';

export function settingsHandlers(settings: SettingsStore) {
  return {
    get: os.settings.get.handler(() => settings.get()),
    set: os.settings.set.handler(async ({ input, errors }) => {
      const result = await settings.set(withoutUndefined(input));
      if (result.ok) return result.value;
      throw errors.SETTING_REJECTED({ message: result.error.message, data: { setting: result.error.setting } });
    }),
  };
}

function withoutUndefined(input: { readonly [Key in keyof Settings]?: Settings[Key] | undefined }): Partial<Settings> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
