import { parseApiRoot } from '../../../main/google/api-root.ts';
import { createGoogleAuth, type GoogleAuth } from '../../../main/google/google-auth.ts';
import { createGoogleFetch } from '../../../main/google/google-fetch.ts';
import { createGoogleTransport } from '../../../main/google/google-transport.ts';
import { createOAuthSignIn, type OAuthSignIn } from '../../../main/google/oauth-sign-in.ts';
import type { SecretStore } from '../../../main/host.ts';
import type { LocalGoogle } from './local-google.ts';
import { CLERK, registerOfficeClient } from './office.ts';

export function memorySecrets(): SecretStore & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    protection: 'file-mode-0600',
    read: async (name) => kept.get(name) ?? null,
    write: async (name, value) => void kept.set(name, value),
    remove: async (name) => void kept.delete(name),
  };
}

/** The product's Google room, wired to a Local Google the way app.ts wires it to the real one. */
export function connectRoom(
  google: LocalGoogle,
  options: { timeoutMs?: number; timeLimitMs?: number; now?: () => number } = {},
) {
  const { timeoutMs = 2_000, timeLimitMs = 20_000, now = Date.now } = options;
  const root = parseApiRoot(google.url);
  if (!root.ok) throw new Error(root.error);
  const secrets = memorySecrets();
  const { fetch: googleFetch, clockSkewMs } = createGoogleFetch({ fetch, apiRoot: root.value, now });
  const transport = createGoogleTransport({ fetch: googleFetch, timeoutMs });
  const auth: GoogleAuth = createGoogleAuth({ secrets, transport, now, clockSkewMs });
  const signInWith = (openLink: (url: string) => Promise<void>): OAuthSignIn =>
    createOAuthSignIn({ transport, apiRoot: root.value, openLink, newState: () => crypto.randomUUID(), timeLimitMs });
  return { secrets, transport, auth, signInWith, clockSkewMs };
}

/** As if the clerk had signed in before: a refresh token at both ends. */
export async function signInBefore(
  google: LocalGoogle,
  auth: GoogleAuth,
  scopes: readonly string[],
  account = CLERK,
): Promise<void> {
  const { clientId, clientSecret } = registerOfficeClient(google);
  const refreshToken = `1//before-${account}-${google.state.grants.size}`;
  google.state.grants.set(refreshToken, { refreshToken, account, clientId, scopes: [...scopes], revoked: false });
  await auth.adopt({ kind: 'user', clientId, clientSecret, refreshToken, scopes, email: account });
}
