export type CauseWords = {
  /** A few words: why these wait. */
  readonly title: string;
  readonly whatToDo: string;
};

const byItself = 'Nothing: it is tried again by itself.';

const words: Readonly<Record<string, CauseWords>> = {
  '': { title: 'Waiting for their turn', whatToDo: 'Nothing: they go out by themselves.' },
  'sign-in-needed': { title: 'Waiting for a sign-in', whatToDo: 'Sign in with Google; then all of them go out.' },
  'rate-limited': { title: 'The destination asked for a pause', whatToDo: byItself },
  interrupted: { title: 'Interrupted', whatToDo: 'Nothing: it goes on by itself.' },
  unexpected: {
    title: 'Something unexpected happened',
    whatToDo: 'Try it again. If it happens again, export the logs and send them to support.',
  },
  'original-damaged': {
    title: 'The stored bill is missing or damaged',
    whatToDo: 'Open the submission, add the bill again and submit it.',
  },

  'folder-missing': { title: 'The folder can’t be found', whatToDo: 'Connect its disk, or choose another folder.' },
  'folder-unreachable': { title: 'The folder can’t be reached', whatToDo: 'Check the connection to its disk.' },
  'disk-full': { title: 'The disk is full', whatToDo: 'Free some space on it.' },
  'no-permission': { title: 'The folder is write-protected', whatToDo: 'Allow writing, or choose another folder.' },
  'file-in-use': { title: 'A file is open elsewhere', whatToDo: 'Close the list in Excel and other programs.' },
  'disk-error': { title: 'The disk reported an error', whatToDo: 'Check the disk; it is tried again by itself.' },
  'not-our-list': {
    title: 'The list has other columns',
    whatToDo: 'Rename or move submissions.csv; a new list is made by itself.',
  },
  'open-in-libreoffice': { title: 'The list is open in LibreOffice', whatToDo: 'Save it and close it there.' },
  'keeps-changing': { title: 'The list is being changed by another program', whatToDo: byItself },

  'google-offline': { title: 'Google can’t be reached', whatToDo: 'Check the internet connection.' },
  'google-certificate': {
    title: 'The connection to Google is intercepted',
    whatToDo: 'Open any web page: the network may ask you to sign in to it first.',
  },
  'google-refusing': {
    title: 'Google refuses this account at the moment',
    whatToDo: 'Nothing yet: it is tried again by itself. If it lasts, you are asked to sign in again.',
  },
  'clock-wrong': { title: 'This computer’s clock is wrong', whatToDo: 'Set the right date and time.' },
  'drive-full': { title: 'The Google Drive is full', whatToDo: 'Make room in it, or use a shared drive.' },
  'sheet-full': { title: 'The spreadsheet is full', whatToDo: 'Create a new one in Settings.' },
  'google-earlier-sheet': {
    title: 'The spreadsheet used before can’t be used any more',
    whatToDo: 'Restore it or share it with this account again, then try these again.',
  },
  'google-api-disabled': {
    title: 'The Drive or Sheets API is switched off',
    whatToDo: 'Ask whoever set up the Google Cloud project to enable both.',
  },
  'drive-folder-trashed': {
    title: 'The Drive folder is in the trash',
    whatToDo: 'Restore it in Google Drive, or choose another in Settings.',
  },
  'sheet-without-ids': {
    title: 'The sheet lost its column “Unique ID”',
    whatToDo: 'Put that heading back into the sheet.',
  },
  'google-settling': {
    title: 'Being checked after an interruption',
    whatToDo: 'Nothing: it takes about three minutes.',
  },
};

const cantBeUsed: CauseWords = {
  title: 'The Google folder or sheet can’t be used',
  whatToDo: 'Share it with the signed-in account again, or choose another in Settings. “Test” there tells which it is.',
};
const unclear: CauseWords = { title: 'Google did not answer properly', whatToDo: byItself };
const refused: CauseWords = {
  title: 'Google did not accept it',
  whatToDo: 'Open the submission, correct it and submit it again, or try it once more.',
};

/** The plain words for a machine word of the outbox. Pure. */
export function causeWords(cause: string): CauseWords {
  const known = words[cause];
  if (known) return known;
  if (/^google-(?:not-allowed|not-found|tab-missing|not-a-spreadsheet)$/.test(cause)) return cantBeUsed;
  if (cause.startsWith('google-refused')) return refused;
  return cause.startsWith('google-') ? unclear : { title: 'Not delivered yet', whatToDo: byItself };
}
