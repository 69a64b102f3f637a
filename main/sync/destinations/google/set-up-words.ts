import type { GoogleProblem } from '../../../google/google-problem.ts';

/** What a problem met while setting up means to the person who does it, and what to do. */
export function setUpProblem(place: 'folder' | 'sheet', problem: GoogleProblem): string {
  const thing = place === 'folder' ? 'folder' : 'sheet';
  switch (problem.kind) {
    case 'unreachable':
      return UNREACHABLE[problem.why];
    case 'unclear':
      return 'Google did not answer properly. Try again: nothing is made twice.';
    case 'rate-limited':
      return 'Google asks for a short pause. Try again in a minute.';
    case 'sign-in-needed':
      return problem.why === 'scope-missing'
        ? `The sign-in does not allow using a ${thing} that was made by hand. Sign in again and allow it.`
        : 'Sign in with Google first.';
    case 'clock-wrong':
      return "This computer's clock is wrong, so Google refuses it. Set the right time and try again.";
    case 'not-allowed':
      return `This account may not change the ${thing}. Ask its owner to share it with this account as "Editor".`;
    case 'not-found':
      return `There is no such ${thing} for this account. Check the link, and that the ${thing} is shared with this account as "Editor". (After signing in without access to things made by hand, sign in again to allow it.)`;
    case 'storage-full':
      return 'The Google Drive has no room. Free some, or, with a service account, use a folder on a shared drive: a service account has no room of its own.';
    case 'sheet-full':
      return 'The spreadsheet is full. Choose or create another one.';
    case 'tab-missing':
      return 'The tab is no longer there. Open the tab for submissions and copy the address again.';
    case 'not-a-spreadsheet':
      return 'This is not a Google sheet (an Excel file, perhaps). Open it with Google Sheets, save it as a Google sheet, and use that link.';
    case 'api-disabled':
      return 'The Drive or Sheets API is switched off in the Google Cloud project. Whoever set it up must enable both.';
    case 'id-taken':
    case 'refused':
      return `Google did not accept the ${thing}. Try again; if it happens again, choose another ${thing}.`;
    default:
      return problem satisfies never;
  }
}

const UNREACHABLE = {
  offline: "Google can't be reached. Check the internet connection and try again.",
  certificate:
    'The connection to Google is being intercepted (a sign-in page of the network, or a filter). Open any web page to check.',
  refusing: 'Google refuses this account at the moment. Try again in a minute; if it happens again, sign in anew.',
} as const;
