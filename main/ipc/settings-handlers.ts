import type { Settings, SettingsStore } from '../settings.ts';
import type { GoogleOffice } from '../sync/google-office/google-office.ts';
import type { DestinationSwitch, Settings as Preferences } from './contract/settings.ts';
import { os } from './implementer.ts';
import { watchStream } from './watch-stream.ts';

export function settingsHandlers(settings: SettingsStore, google: GoogleOffice) {
  function switches(): readonly DestinationSwitch[] {
    const { deliverToFolder, deliverToGoogle } = settings.get();
    const notSetUp = google.place.get() === null && !deliverToGoogle ? NOT_SET_UP : null;
    return [
      { destination: 'folder', isOn: deliverToFolder, locked: deliverToFolder && !deliverToGoogle ? ONLY_ONE : null },
      {
        destination: 'google',
        isOn: deliverToGoogle,
        locked: deliverToGoogle && !deliverToFolder ? ONLY_ONE : notSetUp,
      },
    ];
  }

  return {
    get: os.settings.get.handler(() => settings.get()),
    set: os.settings.set.handler(async ({ input, errors }) => {
      const result = await settings.set(withoutUndefined(input));
      if (result.ok) return result.value;
      throw errors.SETTING_REJECTED({ message: result.error.message, data: { setting: result.error.setting } });
    }),
    watchDestinations: os.settings.watchDestinations.handler(({ signal }) =>
      // The office tells of every change of settings, and of where it delivers to.
      watchStream((listener) => google.watch(() => listener(switches())), signal),
    ),
    switchDestination: os.settings.switchDestination.handler(async ({ input: { destination, isOn }, errors }) => {
      const found = switches().find((each) => each.destination === destination);
      const setting = destination === 'google' ? 'deliverToGoogle' : 'deliverToFolder';
      if (found && found.isOn !== isOn && found.locked !== null) {
        throw errors.SETTING_REJECTED({ message: found.locked, data: { setting } });
      }
      await settings.set({ [setting]: isOn });
      return {};
    }),
  };
}

const ONLY_ONE = 'Submissions have to go somewhere: switch another destination on first.';
const NOT_SET_UP = 'Set Google up first: sign in, then choose a folder and a sheet.';

function withoutUndefined(
  input: {
    readonly [Key in keyof Preferences]?: Preferences[Key] | undefined;
  },
): Partial<Settings> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
