/** A copy of the database made on an earlier day. */
export type Backup = {
  readonly path: string;
  /** The office's calendar day it was made on, YYYY-MM-DD. */
  readonly day: string;
};

/** Why the database could not be opened. `message` is for the person at the screen. */
export type StorageProblem =
  | { readonly code: 'in-use'; readonly message: string }
  | {
      readonly code: 'newer-database';
      readonly message: string;
      readonly databaseVersion: number;
      readonly appVersion: number;
    }
  /** The file is broken or gone. Nothing was changed. `backups`: newest first; what `restoreBackup` can bring back. */
  | {
      readonly code: 'damaged';
      readonly message: string;
      readonly detail: string;
      readonly backups: readonly Backup[];
    }
  | { readonly code: 'folder-unusable'; readonly message: string; readonly cause: unknown };

export function inUse(dataFolder: string): StorageProblem {
  return {
    code: 'in-use',
    message: `GreenWatt Intake is already running with the data in ${dataFolder}. Use the window that is open, or close it and start again.`,
  };
}

export function newerDatabase(databaseVersion: number, appVersion: number): StorageProblem {
  return {
    code: 'newer-database',
    databaseVersion,
    appVersion,
    message:
      'The data was last used by a newer version of GreenWatt Intake. Nothing was changed. Install the newest version to go on.',
  };
}

export function damaged(detail: string, backups: readonly Backup[]): StorageProblem {
  const newest = backups[0];
  const remedy = newest
    ? `The newest backup is of ${newest.day}. Restoring it puts the damaged file aside and goes on from that day; bills and what was already delivered are kept.`
    : 'There is no backup yet. Keep the data folder as it is and ask for help.';
  return {
    code: 'damaged',
    detail,
    backups,
    message: `The database can't be read (${detail}). Nothing was changed or deleted. ${remedy}`,
  };
}

export function folderUnusable(dataFolder: string, cause: unknown): StorageProblem {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return {
    code: 'folder-unusable',
    cause,
    message: `The data folder ${dataFolder} can't be used: ${reason}. Check that the disk is there, has room, and may be written to.`,
  };
}
