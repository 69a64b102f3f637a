/** Files and sheets that this app made itself, and nothing else in the Drive. No review by Google is needed for it. */
export const DRIVE_FILE = 'https://www.googleapis.com/auth/drive.file';
/** Every sheet of the account: the price of writing into one that somebody made by hand. */
export const SPREADSHEETS = 'https://www.googleapis.com/auth/spreadsheets';
/** The whole Drive, sheets included: the price of putting files into a folder that somebody made by hand. */
export const DRIVE = 'https://www.googleapis.com/auth/drive';

/**
 * The narrowest scopes that do the job. Google has nothing between "what this app made" and "everything" that works
 * with a pasted link, so only an office that pastes one is asked for more.
 */
export function scopesFor(uses: {
  readonly sheetMadeByHand: boolean;
  readonly folderMadeByHand: boolean;
}): readonly string[] {
  if (uses.folderMadeByHand) return [DRIVE];
  return uses.sheetMadeByHand ? [DRIVE_FILE, SPREADSHEETS] : [DRIVE_FILE];
}

/** A robot's account sees only what was shared with its address, so the wide scope opens nothing more. */
export const SERVICE_ACCOUNT_SCOPES: readonly string[] = [DRIVE, SPREADSHEETS];

/** True when a sign-in that was granted `granted` may do what `wanted` allows. */
export function covers(granted: readonly string[], wanted: readonly string[]): boolean {
  const implied = granted.includes(DRIVE) ? [...granted, DRIVE_FILE, SPREADSHEETS] : granted;
  return wanted.every((scope) => implied.includes(scope));
}
