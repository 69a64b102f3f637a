import type { GoogleState } from '../../main/ipc/contract/google.ts';

export type Banner = {
  readonly text: string;
  /** What its one button does. */
  readonly action: 'sign-in' | 'cancel' | 'open-settings';
};

/**
 * What every screen says about the sign-in; null while there is nothing to do. `isWaiting`: deliveries wait for somebody
 * to sign in.
 */
export function bannerOf(google: GoogleState, { isWaiting }: { readonly isWaiting: boolean }): Banner | null {
  const { connection, clientId, signInProblem } = google;
  switch (connection.kind) {
    case 'signed-in':
      return null;
    case 'signing-in':
      return { text: 'Google’s page is open in your browser. Sign in there to go on.', action: 'cancel' };
    case 'signed-out':
      if (!isWaiting) return null;
      return {
        text: 'Nobody is signed in to Google. What you submit is kept here and waits.',
        action: clientId === null ? 'open-settings' : 'sign-in',
      };
    case 'ended':
      return {
        text: signInProblem ? `${connection.message} ${signInProblem.message}` : connection.message,
        action: connection.account.kind === 'user' ? 'sign-in' : 'open-settings',
      };
    default:
      return connection satisfies never;
  }
}
