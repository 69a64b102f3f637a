import type { GoogleTarget } from '../../../main/sync/destinations/google/google.ts';
import { placeTarget } from './delivery-rig.ts';
import type { FaultSchedule, StaffAct } from './faults.ts';
import type { LocalGoogle } from './local-google.ts';
import { revokeGrants } from './oauth-api.ts';
import { createRandom } from './random.ts';
import { actAsStaff, rowsOfTab } from './staff.ts';

/** What another process may ask of a Local Google that runs by itself: `POST /_local`. */
export type ControlCommand =
  | { readonly do: 'look' }
  /** A folder and a sheet with our headings, as the app's set-up makes them; answers where they are. */
  | { readonly do: 'place-office' }
  | { readonly do: 'schedule-faults'; readonly schedule: FaultSchedule }
  | { readonly do: 'clear-faults' }
  | { readonly do: 'staff'; readonly act: StaffAct; readonly seed: number }
  | { readonly do: 'revoke-sign-ins' }
  | { readonly do: 'reset-counts' }
  | { readonly do: 'save' };

/** What is at Google now, for a test in another process to compare with what it submitted. */
export type RemoteView = {
  readonly files: readonly {
    readonly id: string;
    readonly name: string;
    readonly mimeType: string;
    readonly parents: readonly string[];
    readonly trashed: boolean;
    readonly md5Checksum: string | null;
  }[];
  /** By spreadsheet id, the first tab's rows. */
  readonly rows: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly requests: Readonly<Record<string, number>>;
  readonly struck: Readonly<Record<string, number>>;
  readonly quotaRefusals: number;
};

export function runControl(
  google: LocalGoogle,
  command: ControlCommand,
): RemoteView | GoogleTarget | { readonly done: true } {
  switch (command.do) {
    case 'look':
      return look(google);
    case 'place-office':
      return placeTarget(google);
    case 'schedule-faults':
      google.faults.schedule(command.schedule);
      return { done: true };
    case 'clear-faults':
      google.faults.clear();
      return { done: true };
    case 'staff':
      actAsStaff(google.state, command.act, createRandom(command.seed));
      return { done: true };
    case 'revoke-sign-ins':
      revokeGrants(google.state, () => true);
      return { done: true };
    case 'reset-counts':
      google.resetCounts();
      return { done: true };
    case 'save':
      google.save();
      return { done: true };
    default:
      return command satisfies never;
  }
}

function look(google: LocalGoogle): RemoteView {
  return {
    files: [...google.state.files.values()].map(({ id, name, mimeType, parents, trashed, md5Checksum }) => ({
      id,
      name,
      mimeType,
      parents,
      trashed,
      md5Checksum,
    })),
    rows: Object.fromEntries([...google.state.spreadsheets.keys()].map((id) => [id, rowsOfTab(google.state, id)])),
    requests: Object.fromEntries([...google.counts].map(([name, count]) => [name, count.requests])),
    struck: Object.fromEntries(google.faults.struck),
    quotaRefusals: google.quotaRefusals(),
  };
}
