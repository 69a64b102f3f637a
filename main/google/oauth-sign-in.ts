import type { OAuth2Client } from 'google-auth-library';
import { err, ok, type Result } from '../result.ts';
import type { ApiRoot } from './api-root.ts';
import { googleProblemOf } from './classify-google-error.ts';
import type { OAuthClient } from './credentials.ts';
import type { GoogleTransport } from './google-transport.ts';
import { loadGoogle } from './load-google.ts';
import { type Landing, listenOnLoopback } from './loopback-listener.ts';
import { covers } from './scopes.ts';
import { type SignInProblem, signInProblem } from './sign-in-problem.ts';

export type SignInRequest = {
  readonly client: OAuthClient;
  readonly scopes: readonly string[];
  /** The address that signed in before, so that Google offers it first. */
  readonly loginHint: string | null;
  /** Cancels: the user closed the dialog. */
  readonly signal: AbortSignal;
};

export type SignedIn = { readonly refreshToken: string; readonly scopes: readonly string[] };

export type OAuthSignIn = (request: SignInRequest) => Promise<Result<SignedIn, SignInProblem>>;

/** Where Google asks the user; the API root's own page when there is one. */
const CONSENT_PAGE = 'https://accounts.google.com/o/oauth2/v2/auth';

/**
 * Sign-in of an installed app (RFC 8252): the system's browser asks the user, and comes back to a page of ours on
 * 127.0.0.1. PKCE (S256) makes the code useless to whoever else sees it; the state keeps out visits we didn't start.
 */
export function createOAuthSignIn(options: {
  readonly transport: GoogleTransport;
  readonly apiRoot: ApiRoot;
  readonly openLink: (url: string) => Promise<void>;
  /** Unguessable, new each time. */
  readonly newState: () => string;
  readonly timeLimitMs: number;
}): OAuthSignIn {
  const { transport, apiRoot, openLink, newState, timeLimitMs } = options;
  const consentPage = apiRoot === null ? CONSENT_PAGE : new URL('/o/oauth2/v2/auth', apiRoot).href;

  async function exchange(
    client: OAuth2Client,
    { params }: Landing,
    codeVerifier: string,
    wanted: readonly string[],
  ): Promise<Result<SignedIn, SignInProblem>> {
    const code = params.get('code');
    if (code === null) return err(signInProblem(params.get('error') === 'access_denied' ? 'denied' : 'refused'));
    try {
      const { tokens } = await client.getToken({ code, codeVerifier });
      const scopes = (tokens.scope ?? params.get('scope') ?? '').split(' ');
      if (!tokens.refresh_token) return err(signInProblem('refused'));
      if (covers(scopes, wanted)) return ok({ refreshToken: tokens.refresh_token, scopes });
      // The user unticked what we can't do without. Half a sign-in would only fail later, in the dark.
      await client.revokeToken(tokens.refresh_token).catch(() => undefined);
      return err(signInProblem('scope-missing'));
    } catch (error) {
      const problem = googleProblemOf(error);
      if (problem.kind === 'sign-in-needed' && problem.why === 'client-rejected')
        return err(signInProblem('client-rejected'));
      const passing = problem.kind === 'unreachable' || problem.kind === 'unclear' || problem.kind === 'rate-limited';
      return err(signInProblem(passing ? 'unreachable' : 'refused'));
    }
  }

  return async ({ client: { clientId, clientSecret }, scopes, loginHint, signal }) => {
    const { CodeChallengeMethod, OAuth2Client } = await loadGoogle();
    const transporter = await transport();
    if (signal.aborted) return err(signInProblem('cancelled'));
    const state = newState();
    const listener = await listenOnLoopback(state);
    const client = new OAuth2Client({
      clientId,
      clientSecret,
      redirectUri: listener.redirectUri,
      transporter,
      endpoints: { oauth2AuthBaseUrl: consentPage },
    });
    try {
      const { codeVerifier, codeChallenge = '' } = await client.generateCodeVerifierAsync();
      const link = client.generateAuthUrl({
        access_type: 'offline',
        // Without it Google gives a refresh token only the first time an account signs in.
        prompt: 'consent',
        scope: [...scopes],
        state,
        code_challenge: codeChallenge,
        code_challenge_method: CodeChallengeMethod.S256,
        ...(loginHint === null ? {} : { login_hint: loginHint }),
      });
      const landing = await waitForLanding(listener.landing, () => openLink(link), signal, timeLimitMs);
      if (!landing.ok) return landing;
      const outcome = await exchange(client, landing.value, codeVerifier, scopes);
      landing.value.show(outcome.ok ? 'done' : 'failed');
      return outcome;
    } finally {
      listener.close();
    }
  };
}

/** The landing, or why there won't be one: cancelled, out of time, or no browser. */
async function waitForLanding(
  landing: Promise<Landing>,
  openBrowser: () => Promise<void>,
  signal: AbortSignal,
  timeLimitMs: number,
): Promise<Result<Landing, SignInProblem>> {
  const { promise: given, resolve: giveUp } = Promise.withResolvers<Result<Landing, SignInProblem>>();
  const cancel = () => giveUp(err(signInProblem('cancelled')));
  const timer = setTimeout(() => giveUp(err(signInProblem('time-limit'))), timeLimitMs);
  signal.addEventListener('abort', cancel, { once: true });
  openBrowser().catch(() => giveUp(err(signInProblem('no-browser'))));
  try {
    return await Promise.race([landing.then(ok), given]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}
