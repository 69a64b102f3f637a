import type { Log } from '../../diagnostics/log.ts';
import type { OAuthClient } from '../../google/credentials.ts';
import type { DriveClient } from '../../google/drive-client.ts';
import type { GoogleAccount, GoogleAuth, GoogleCall } from '../../google/google-auth.ts';
import type { OAuthSignIn } from '../../google/oauth-sign-in.ts';
import { scopesFor } from '../../google/scopes.ts';
import { parseServiceAccountKey, type ServiceAccountKey } from '../../google/service-account.ts';
import type { SignInProblem } from '../../google/sign-in-problem.ts';
import { err, ok, type Result } from '../../result.ts';
import type { OfficeProblem } from './office-problem.ts';

export type Connection =
  | { readonly kind: 'signed-out' }
  /** The system's browser asks; `link` is what it was sent to. Ends by itself at `endsAt`, UTC ms. */
  | { readonly kind: 'signing-in'; readonly link: string | null; readonly endsAt: number }
  | { readonly kind: 'signed-in'; readonly account: GoogleAccount }
  /** Expired, revoked or no longer accepted: everything waits until somebody signs in. */
  | { readonly kind: 'ended'; readonly account: GoogleAccount; readonly message: string };

export type SignInUses = Parameters<typeof scopesFor>[0];

export type GoogleAccountRoom = {
  /** Reads what the last run left in the secret store. */
  readonly open: () => Promise<void>;
  readonly connection: () => Connection;
  /** Who calls are made for, also while somebody signs in again; null: nobody. */
  readonly account: () => GoogleAccount | null;
  /** Why the last sign-in came to nothing; null after one that worked. */
  readonly problem: () => SignInProblem | null;
  /** Begins a sign-in, in place of one under way. Without `uses` it asks for what the last one had. */
  readonly signIn: (uses: SignInUses | null) => Promise<Result<null, OfficeProblem>>;
  readonly cancelSignIn: () => void;
  /** Takes a service account's key file when Google knows it, or can't be asked. */
  readonly useKeyFile: (text: string) => Promise<Result<{ readonly email: string }, OfficeProblem>>;
  readonly signOut: () => Promise<{ readonly revoked: boolean }>;
  /** Google wants a person to sign in, for this reason. */
  readonly end: (message: string) => void;
  /** Another number after each sign-in and sign-out. */
  readonly epoch: () => number;
};

/** Who this installation is at Google: signing in and out, and noticing when a sign-in has ended. */
export function createGoogleAccount(options: {
  readonly auth: GoogleAuth;
  readonly whoAmI: DriveClient['whoAmI'];
  /** Whether Google takes a key, before anything is changed. */
  readonly tryKey: (key: ServiceAccountKey) => ReturnType<DriveClient['whoAmI']>;
  /** Signs in with the system's browser; `onLink` is told the address it was sent to. */
  readonly signInWithBrowser: (
    request: Parameters<OAuthSignIn>[0],
    onLink: (link: string) => void,
  ) => ReturnType<OAuthSignIn>;
  readonly client: () => Promise<OAuthClient | null>;
  readonly timeLimitMs: number;
  readonly onChange: () => void;
  /** Somebody signed in: what waited may go on. */
  readonly onSignedIn: () => void;
  readonly now: () => number;
  readonly log: Log;
}): GoogleAccountRoom {
  const { auth, whoAmI, tryKey, signInWithBrowser, client, timeLimitMs, onChange, onSignedIn, now, log } = options;
  let account: GoogleAccount | null = null;
  /** Kept also before the account was read: a delivery may hear of it first. */
  let endedBecause: string | null = null;
  let epoch = 0;
  let problem: SignInProblem | null = null;
  let signingIn: { readonly link: string | null; readonly endsAt: number; readonly cancel: AbortController } | null =
    null;

  async function signedIn(): Promise<void> {
    account = await auth.account();
    epoch += 1;
    endedBecause = null;
    problem = null;
    onChange();
    onSignedIn();
  }

  async function askBrowser(oauth: OAuthClient, scopes: readonly string[], cancel: AbortController): Promise<void> {
    const request = { client: oauth, scopes, loginHint: emailOf(account), signal: cancel.signal };
    const outcome = await signInWithBrowser(request, (link) => {
      if (signingIn?.cancel !== cancel) return;
      signingIn = { ...signingIn, link };
      onChange();
    });
    // Begun anew meanwhile: the newer one tells how it ends.
    if (signingIn?.cancel !== cancel) return;
    if (!outcome.ok) {
      signingIn = null;
      problem = outcome.error;
      log.warn('google: not signed in', { why: outcome.error.code });
      onChange();
      return;
    }
    const credentials = { kind: 'user', ...oauth, ...outcome.value } as const;
    await auth.adopt({ ...credentials, email: null });
    const who = await whoAmI(AbortSignal.timeout(timeLimitMs));
    if (who.ok) await auth.adopt({ ...credentials, email: who.value.email });
    signingIn = null;
    log.info('google: signed in', { as: 'user', scopes: outcome.value.scopes.length });
    await signedIn();
  }

  return {
    async open() {
      account = await auth.account();
      onChange();
    },
    connection() {
      if (signingIn) return { kind: 'signing-in', link: signingIn.link, endsAt: signingIn.endsAt };
      if (account === null) return { kind: 'signed-out' };
      return endedBecause === null ? { kind: 'signed-in', account } : { kind: 'ended', account, message: endedBecause };
    },
    account: () => account,
    problem: () => problem,

    async signIn(uses) {
      const oauth = await client();
      if (oauth === null) return err({ place: 'client', message: NO_CLIENT });
      const before = account?.kind === 'user' ? account.scopes : scopesFor(MADE_BY_APP);
      signingIn?.cancel.abort();
      const cancel = new AbortController();
      signingIn = { link: null, endsAt: now() + timeLimitMs, cancel };
      problem = null;
      onChange();
      askBrowser(oauth, uses === null ? before : scopesFor(uses), cancel).catch((cause: unknown) => {
        log.error('google: a sign-in broke', cause);
        if (signingIn?.cancel === cancel) signingIn = null;
        problem = { code: 'refused', message: 'The sign-in could not be finished. Try again.' };
        onChange();
      });
      return ok(null);
    },
    cancelSignIn: () => signingIn?.cancel.abort(),

    async useKeyFile(text) {
      const key = parseServiceAccountKey(text);
      if (!key.ok) return err({ place: 'key-file', message: key.error.message });
      const known = await tryKey(key.value);
      if (!known.ok && known.error.kind === 'sign-in-needed') return err({ place: 'key-file', message: KEY_REFUSED });
      signingIn?.cancel.abort();
      await auth.adopt({ kind: 'service-account', ...key.value });
      log.info('google: signed in', { as: 'service-account' });
      await signedIn();
      return ok({ email: key.value.email });
    },

    async signOut() {
      signingIn?.cancel.abort();
      const outcome = await auth.signOut();
      account = null;
      epoch += 1;
      endedBecause = null;
      problem = null;
      log.info('google: signed out', { revoked: outcome.revoked });
      onChange();
      return outcome;
    },

    end(message) {
      if (endedBecause === message) return;
      endedBecause = message;
      log.warn('google: the sign-in has ended');
      onChange();
    },
    epoch: () => epoch,
  };
}

/** The same calls, and an ear for the sign-in's end. What an earlier sign-in is refused is no reason for another. */
export function listenForEnd(
  call: GoogleCall,
  { epoch, end }: { readonly epoch: () => number; readonly end: (message: string) => void },
): GoogleCall {
  return async (run) => {
    const begunIn = epoch();
    const answer = await call(run);
    if (answer.ok || answer.error.kind !== 'sign-in-needed') return answer;
    if (epoch() !== begunIn) return err({ kind: 'unreachable', why: 'refusing' });
    const { why } = answer.error;
    // A missing scope stops one thing, not all: delivery tells when it is one that it needs.
    if (why === 'ended' || why === 'client-rejected') end(ENDED[why]);
    return answer;
  };
}

const MADE_BY_APP: SignInUses = { sheetMadeByHand: false, folderMadeByHand: false };

const ENDED = {
  ended: 'The sign-in with Google has ended. Sign in again; everything is kept until then.',
  'client-rejected': 'Google no longer knows the client ID in the settings. Check it, then sign in again.',
} as const;
const NO_CLIENT =
  'Enter the client ID and secret of the office first (in Google\'s console: Credentials, OAuth client, type "Desktop app"), or use a service account key.';
const KEY_REFUSED =
  "Google doesn't accept this key: it was deleted, or its service account was. Make a new key in Google's console.";

function emailOf(account: GoogleAccount | null): string | null {
  return account?.kind === 'user' ? account.email : null;
}
