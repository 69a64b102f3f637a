import type { OAuth2Client } from 'google-auth-library';
import type { SecretStore } from '../host.ts';
import { err, ok, type Result } from '../result.ts';
import { googleProblemOf } from './classify-google-error.ts';
import { type Credentials, readCredentials, removeCredentials, writeCredentials } from './credentials.ts';
import type { GoogleProblem } from './google-problem.ts';
import type { GoogleTransport } from './google-transport.ts';
import { type GoogleLibraries, loadGoogle } from './load-google.ts';
import { createTokenSupply } from './token-supply.ts';

/** Who Google knows us as; never a secret. */
export type GoogleAccount =
  | { readonly kind: 'user'; readonly email: string | null; readonly scopes: readonly string[] }
  | { readonly kind: 'service-account'; readonly email: string };

/**
 * Makes one call with a valid token. A token that Google refuses is renewed and the call made once more; everything else
 * is answered as it is: repeating is the outbox's business. `run` may therefore be called twice. While Google gives tokens
 * and refuses them it is out of reach; when that lasts, the sign-in has ended.
 */
export type GoogleCall = <T>(
  run: (auth: OAuth2Client, libraries: GoogleLibraries) => Promise<T>,
) => Promise<Result<T, GoogleProblem>>;

export type GoogleAuth = {
  readonly account: () => Promise<GoogleAccount | null>;
  readonly call: GoogleCall;
  /** Uses these credentials from now on and keeps them in the secret store. */
  readonly adopt: (credentials: Credentials) => Promise<void>;
  /** Takes our access away at Google and forgets the credentials, the latter even when Google can't be reached. */
  readonly signOut: () => Promise<{ readonly revoked: boolean }>;
};

export function createGoogleAuth(options: {
  readonly secrets: SecretStore;
  readonly transport: GoogleTransport;
  readonly now: () => number;
  readonly clockSkewMs: () => number | null;
}): GoogleAuth {
  const { secrets, transport, now, clockSkewMs } = options;
  let loaded: Promise<ReturnType<typeof signedIn> | null> | null = null;

  const signedIn = (credentials: Credentials) => ({
    credentials,
    supply: createTokenSupply({ credentials, transport, now, clockSkewMs }),
    refusals: createRefusals(now),
  });

  function load() {
    loaded ??= readCredentials(secrets)
      .then((credentials) => (credentials === null ? null : signedIn(credentials)))
      .catch((cause: unknown) => {
        // A keychain that was locked may be open the next time.
        loaded = null;
        throw cause;
      });
    return loaded;
  }

  async function callOnce<T>(
    token: string,
    run: (auth: OAuth2Client, libraries: GoogleLibraries) => Promise<T>,
  ): Promise<Result<T, GoogleProblem>> {
    const libraries = await loadGoogle();
    const auth = new libraries.OAuth2Client({ transporter: await transport() });
    auth.setCredentials({ access_token: token });
    try {
      return ok(await run(auth, libraries));
    } catch (error) {
      return err(googleProblemOf(error));
    }
  }

  return {
    account: async () => {
      const current = await load();
      return current === null ? null : accountOf(current.credentials);
    },

    call: async (run) => {
      const current = await load();
      if (current === null) return err({ kind: 'sign-in-needed', why: 'never-signed-in' });
      const token = await current.supply.accessToken();
      if (!token.ok) return token;
      const first = await callOnce(token.value, run);
      if (!isTokenRefused(first)) {
        current.refusals.end();
        return first;
      }
      current.supply.forget(token.value);
      const fresh = await current.supply.accessToken();
      if (!fresh.ok) return fresh;
      const second = await callOnce(fresh.value, run);
      if (!isTokenRefused(second)) {
        current.refusals.end();
        return second;
      }
      current.supply.forget(fresh.value);
      return current.refusals.add() ? second : err({ kind: 'unreachable', why: 'refusing' });
    },

    adopt: async (credentials) => {
      await writeCredentials(secrets, credentials);
      loaded = Promise.resolve(signedIn(credentials));
    },

    signOut: async () => {
      const current = await load();
      await removeCredentials(secrets);
      loaded = Promise.resolve(null);
      // A key file has nothing to revoke: it ends in Google's console.
      if (current?.credentials.kind !== 'user') return { revoked: false };
      try {
        const { OAuth2Client } = await loadGoogle();
        await new OAuth2Client({ transporter: await transport() }).revokeToken(current.credentials.refreshToken);
        return { revoked: true };
      } catch {
        // Offline, or ended already: we have forgotten the token either way.
        return { revoked: false };
      }
    },
  };
}

const isTokenRefused = <T>(answer: Result<T, GoogleProblem>): boolean =>
  !answer.ok && answer.error.kind === 'sign-in-needed' && answer.error.why === 'ended';

const LASTING_MS = 60_000;
const LASTING_CALLS = 3;

/** Tells a moment's refusal of fresh tokens from one that only a person can end. */
function createRefusals(now: () => number) {
  let since: number | null = null;
  let calls = 0;
  return {
    /** True when it has gone on for so long that somebody has to sign in anew. */
    add: (): boolean => {
      since ??= now();
      calls += 1;
      return calls >= LASTING_CALLS && now() - since >= LASTING_MS;
    },
    end: () => {
      since = null;
      calls = 0;
    },
  };
}

function accountOf(credentials: Credentials): GoogleAccount {
  return credentials.kind === 'user'
    ? { kind: 'user', email: credentials.email, scopes: credentials.scopes }
    : { kind: 'service-account', email: credentials.email };
}
