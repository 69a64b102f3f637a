import { createHash, createVerify, randomBytes } from 'node:crypto';
import type { AccessToken, RemoteState } from './remote-state.ts';
import { type Call, numberOf, oauthRefusal, parseJsonObject, Refusal, type Reply, textOf } from './reply.ts';

/** What the person in front of the consent page does; the page itself never waits for a real one. */
export type Consent =
  | {
      readonly kind: 'allow';
      readonly account: string;
      /** Ticks only these; all when absent. */
      readonly scopes?: readonly string[];
    }
  | { readonly kind: 'deny' }
  /** Leaves the page open and goes for lunch. */
  | { readonly kind: 'ignore' };

export type OAuthOptions = {
  readonly state: RemoteState;
  readonly now: () => number;
  readonly consent: () => Consent;
  readonly tokenSeconds: () => number;
};

const AUDIENCE = 'https://oauth2.googleapis.com/token';
const JWT_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** How far a key file's JWT may be off Google's clock. */
const JWT_SLACK_SECONDS = 300;

const token = (prefix: string) => `${prefix}.${randomBytes(24).toString('base64url')}`;
const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

export function createOAuthApi({ state, now, consent, tokenSeconds }: OAuthOptions) {
  function authorize(call: Call): Reply {
    const ask = (name: string) => call.url.searchParams.get(name) ?? '';
    const redirect = URL.parse(ask('redirect_uri'));
    if (!state.clients.has(ask('client_id'))) throw page(401, 'Error 401: invalid_client');
    if (redirect === null || !['127.0.0.1', '[::1]', 'localhost'].includes(redirect.hostname))
      throw page(400, 'Error 400: redirect_uri_mismatch');
    if (ask('response_type') !== 'code' || ask('code_challenge_method') !== 'S256' || ask('code_challenge') === '')
      throw page(400, 'Error 400: invalid_request');
    const answer = consent();
    switch (answer.kind) {
      case 'ignore':
        return { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Choose an account</p>' };
      case 'deny':
        redirect.searchParams.set('error', 'access_denied');
        break;
      case 'allow': {
        const code = token('4/code');
        const scopes = answer.scopes ? [...answer.scopes] : ask('scope').split(' ');
        state.codes.set(code, {
          account: answer.account,
          clientId: ask('client_id'),
          redirectUri: ask('redirect_uri'),
          codeChallenge: ask('code_challenge'),
          scopes,
          offline: ask('access_type') === 'offline',
        });
        redirect.searchParams.set('code', code);
        redirect.searchParams.set('scope', scopes.join(' '));
        break;
      }
      default:
        answer satisfies never;
    }
    redirect.searchParams.set('state', ask('state'));
    return { status: 302, headers: { location: redirect.href } };
  }

  function issue(access: Omit<AccessToken, 'expiresAt'>, more: Record<string, unknown> = {}): Reply {
    const accessToken = token('ya29');
    const seconds = tokenSeconds();
    state.accessTokens.set(accessToken, { ...access, expiresAt: now() + seconds * 1000 });
    return {
      status: 200,
      body: {
        access_token: accessToken,
        expires_in: seconds,
        scope: access.scopes.join(' '),
        token_type: 'Bearer',
        ...more,
      },
    };
  }

  function checkClient(form: URLSearchParams): string {
    const clientId = form.get('client_id') ?? '';
    const secret = state.clients.get(clientId);
    if (secret === undefined || secret !== (form.get('client_secret') ?? ''))
      throw oauthRefusal(401, 'invalid_client', 'The OAuth client was not found.');
    return clientId;
  }

  function exchangeCode(form: URLSearchParams): Reply {
    const clientId = checkClient(form);
    const code = state.codes.get(form.get('code') ?? '');
    state.codes.delete(form.get('code') ?? '');
    if (code === undefined || code.clientId !== clientId)
      throw oauthRefusal(400, 'invalid_grant', 'Malformed auth code.');
    if (code.redirectUri !== form.get('redirect_uri')) throw oauthRefusal(400, 'redirect_uri_mismatch', 'Bad Request');
    if (digest(form.get('code_verifier') ?? '') !== code.codeChallenge)
      throw oauthRefusal(400, 'invalid_grant', 'Invalid code verifier.');
    const { account, scopes } = code;
    if (!code.offline) return issue({ account, clientId, scopes, grant: null });
    const refreshToken = token('1//refresh');
    state.grants.set(refreshToken, { refreshToken, account, clientId, scopes, revoked: false });
    return issue({ account, clientId, scopes, grant: refreshToken }, { refresh_token: refreshToken });
  }

  function refresh(form: URLSearchParams): Reply {
    const clientId = checkClient(form);
    const grant = state.grants.get(form.get('refresh_token') ?? '');
    if (grant === undefined || grant.revoked || grant.clientId !== clientId)
      throw oauthRefusal(400, 'invalid_grant', 'Token has been expired or revoked.');
    return issue({ account: grant.account, clientId, scopes: grant.scopes, grant: grant.refreshToken });
  }

  function serviceAccount(form: URLSearchParams): Reply {
    const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
    const read = (part: string) => parseJsonObject(Buffer.from(part, 'base64url').toString());
    const { iss, aud, iat, exp, scope } = read(claims);
    const key = state.serviceAccounts.get(textOf(iss) ?? '');
    if (key === undefined) throw oauthRefusal(400, 'invalid_grant', 'Invalid grant: account not found');
    const verifier = createVerify('RSA-SHA256').update(`${head}.${claims}`);
    if (read(head).alg !== 'RS256' || aud !== AUDIENCE || !verifier.verify(key, signature, 'base64url'))
      throw oauthRefusal(400, 'invalid_grant', 'Invalid JWT Signature.');
    const seconds = now() / 1000;
    const issuedAt = numberOf(iat) ?? 0;
    const expiresAt = numberOf(exp) ?? 0;
    if (Math.abs(issuedAt - seconds) > JWT_SLACK_SECONDS || expiresAt < seconds || expiresAt > issuedAt + 3600)
      throw oauthRefusal(
        400,
        'invalid_grant',
        'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
      );
    const account = textOf(iss) ?? '';
    return issue({ account, clientId: account, scopes: (textOf(scope) ?? '').split(' '), grant: null });
  }

  function exchange(call: Call): Reply {
    const form = new URLSearchParams(call.body.toString());
    switch (form.get('grant_type')) {
      case 'authorization_code':
        return exchangeCode(form);
      case 'refresh_token':
        return refresh(form);
      case JWT_GRANT:
        return serviceAccount(form);
      default:
        throw oauthRefusal(400, 'unsupported_grant_type', 'Invalid grant_type.');
    }
  }

  function revoke(call: Call): Reply {
    const given = call.url.searchParams.get('token') ?? new URLSearchParams(call.body.toString()).get('token') ?? '';
    const refreshToken = state.grants.has(given) ? given : state.accessTokens.get(given)?.grant;
    const grant = refreshToken ? state.grants.get(refreshToken) : undefined;
    if (grant === undefined || grant.revoked) throw oauthRefusal(400, 'invalid_token', 'Token expired or revoked');
    revokeGrants(state, (each) => each === grant);
    return { status: 200, body: {} };
  }

  return {
    route(verb: string, path: string): { name: string; run: (call: Call) => Reply } | null {
      if (verb === 'GET' && path === '/o/oauth2/v2/auth') return { name: 'oauth.authorize', run: authorize };
      if (verb === 'POST' && path === '/token') return { name: 'oauth.token', run: exchange };
      if (verb === 'POST' && path === '/revoke') return { name: 'oauth.revoke', run: revoke };
      return null;
    },
  };
}

/** Ends refresh tokens and every access token that came from them. */
export function revokeGrants(
  state: RemoteState,
  which: (grant: { refreshToken: string; account: string }) => boolean,
): void {
  for (const grant of state.grants.values()) {
    if (!which(grant)) continue;
    grant.revoked = true;
    for (const [key, access] of state.accessTokens)
      if (access.grant === grant.refreshToken) state.accessTokens.delete(key);
  }
}

/** Who makes an API call; throws the 401 that Google sends when it can't tell. */
export function whoCalls(state: RemoteState, now: number, call: Call): AccessToken {
  const bearer = /^Bearer (.+)$/.exec(call.headers.authorization ?? '')?.[1] ?? '';
  const access = state.accessTokens.get(bearer);
  if (access !== undefined && access.expiresAt > now) return access;
  throw new Refusal({
    status: 401,
    body: {
      error: {
        code: 401,
        message: 'Request had invalid authentication credentials.',
        status: 'UNAUTHENTICATED',
        errors: [{ message: 'Invalid Credentials', domain: 'global', reason: 'authError' }],
      },
    },
  });
}

const page = (status: number, text: string) =>
  new Refusal({ status, headers: { 'content-type': 'text/html' }, body: `<p>${text}</p>` });
