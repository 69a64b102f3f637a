import { err, ok, type Result } from '../result.ts';
import { googleProblemOf } from './classify-google-error.ts';
import type { Credentials } from './credentials.ts';
import type { GoogleProblem } from './google-problem.ts';
import type { GoogleTransport } from './google-transport.ts';
import { loadGoogle } from './load-google.ts';
import { SERVICE_ACCOUNT_SCOPES } from './scopes.ts';

/** Access tokens for API calls: fetched when needed, kept until shortly before they expire. */
export type TokenSupply = {
  /** Callers at the same time share one request. */
  readonly accessToken: () => Promise<Result<string, GoogleProblem>>;
  /** Google refused this token: the next caller gets a fresh one. */
  readonly forget: (token: string) => void;
};

type Options = {
  readonly credentials: Credentials;
  readonly transport: GoogleTransport;
  readonly now: () => number;
  readonly clockSkewMs: () => number | null;
};
type Token = { readonly text: string; readonly expiresAt: number };

/** A token about to expire might do so on its way. */
const MARGIN_MS = 5 * 60_000;

export function createTokenSupply(options: Options): TokenSupply {
  let current: Token | null = null;
  let pending: Promise<Result<Token, GoogleProblem>> | null = null;

  async function fetchAndKeep(): Promise<Result<Token, GoogleProblem>> {
    try {
      const fetched = await fetchToken(options);
      current = fetched.ok ? fetched.value : null;
      return fetched;
    } finally {
      pending = null;
    }
  }

  return {
    accessToken: async () => {
      if (current !== null && current.expiresAt - MARGIN_MS > options.now()) return ok(current.text);
      pending ??= fetchAndKeep();
      const fetched = await pending;
      return fetched.ok ? ok(fetched.value.text) : fetched;
    },
    forget: (token) => {
      if (current?.text === token) current = null;
    },
  };
}

async function fetchToken(options: Options): Promise<Result<Token, GoogleProblem>> {
  const first = await tryFetchToken(options);
  // The refusal told Google's time, so a key file signed by it works even where this computer's clock is wrong.
  return !first.ok && first.error.kind === 'clock-wrong' ? tryFetchToken(options) : first;
}

async function tryFetchToken({
  credentials,
  transport,
  now,
  clockSkewMs,
}: Options): Promise<Result<Token, GoogleProblem>> {
  try {
    const tokens =
      credentials.kind === 'user'
        ? await refreshUserToken(credentials, transport)
        : await signServiceToken(credentials, transport, now() + (clockSkewMs() ?? 0));
    if (!tokens.access_token) return err({ kind: 'unclear', why: 'server-error' });
    return ok({ text: tokens.access_token, expiresAt: tokens.expiry_date ?? now() });
  } catch (error) {
    return err(googleProblemOf(error));
  }
}

async function refreshUserToken(credentials: Extract<Credentials, { kind: 'user' }>, transport: GoogleTransport) {
  const { OAuth2Client } = await loadGoogle();
  const { clientId, clientSecret, refreshToken } = credentials;
  const client = new OAuth2Client({ clientId, clientSecret, transporter: await transport() });
  client.setCredentials({ refresh_token: refreshToken });
  return (await client.refreshAccessToken()).credentials;
}

async function signServiceToken(
  credentials: Extract<Credentials, { kind: 'service-account' }>,
  transport: GoogleTransport,
  googleTimeMs: number,
) {
  const { email, privateKey: key, keyId } = credentials;
  const iat = Math.floor(googleTimeMs / 1000);
  const additionalClaims = { iat, exp: iat + 3600 };
  const { JWT } = await loadGoogle();
  const transporter = await transport();
  return new JWT({ email, key, keyId, scopes: [...SERVICE_ACCOUNT_SCOPES], transporter, additionalClaims }).authorize();
}
