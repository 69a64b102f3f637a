export type SignInProblemCode =
  | 'cancelled'
  | 'time-limit'
  | 'denied'
  | 'scope-missing'
  | 'no-browser'
  | 'client-rejected'
  | 'unreachable'
  | 'refused';

export type SignInProblem = { readonly code: SignInProblemCode; readonly message: string };

/** The clerk's words for a sign-in that came to nothing. What was submitted waits safely in every case. */
export const signInProblem = (code: SignInProblemCode): SignInProblem => ({ code, message: WORDS[code] });

const WORDS: Readonly<Record<SignInProblemCode, string>> = {
  cancelled: 'Sign-in was cancelled. Nothing was changed.',
  'time-limit': 'Google\'s page was not answered in time. Choose "Sign in with Google" to try again.',
  denied: 'Google was told not to give access. Sign in again and choose "Allow".',
  'scope-missing':
    "A box on Google's page was left unticked, so the app could not deliver. Sign in again and tick all of them.",
  'no-browser': 'The web browser could not be opened. Open one, then try again.',
  'client-rejected':
    'Google does not know the client ID and secret in the settings. Copy them again from Google\'s console (type "Desktop app").',
  unreachable: 'Google could not be reached. Check the internet connection, then sign in again.',
  refused: 'Google refused the sign-in. Try again; if it happens again, ask whoever set up the Google account.',
};
