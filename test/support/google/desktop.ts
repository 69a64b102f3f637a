import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { silentLog } from '../../../main/diagnostics/log.ts';
import { parseApiRoot } from '../../../main/google/api-root.ts';
import { createGoogleAuth } from '../../../main/google/google-auth.ts';
import { createGoogleFetch } from '../../../main/google/google-fetch.ts';
import { createGoogleTransport } from '../../../main/google/google-transport.ts';
import { createOAuthSignIn } from '../../../main/google/oauth-sign-in.ts';
import { DRIVE_FILE } from '../../../main/google/scopes.ts';
import { createSealer } from '../../../main/google/sealed-text.ts';
import { parseServiceAccountKey } from '../../../main/google/service-account.ts';
import { createFileSecrets } from '../../../main/hosting/file-secrets.ts';
import {
  createGoogleDestination,
  type GoogleTarget,
  type GoogleTimings,
} from '../../../main/sync/destinations/google/google.ts';
import { clientsOf, officeTimeZone } from './delivery-rig.ts';
import { OFFICE_CLIENT } from './office.ts';

/** A desktop's Google for a process of its own: product code throughout, with its secrets in a file that outlives the process. */
export function connectDesktop({
  root,
  googleUrl,
  target,
  key,
  now,
  fetch: out,
  timings,
  timeoutMs,
  perMinute,
}: {
  readonly root: string;
  readonly googleUrl: string;
  readonly target: GoogleTarget;
  /** A service account's key file; null: the clerk signs in with the browser. */
  readonly key: string | null;
  readonly now: () => number;
  readonly fetch: typeof fetch;
  readonly timings: GoogleTimings;
  readonly timeoutMs: number;
  /** Calls of each kind that it allows itself. */
  readonly perMinute: number;
}) {
  const apiRoot = parseApiRoot(googleUrl);
  if (!apiRoot.ok) throw new Error(apiRoot.error);
  const secretsPath = path.join(root, 'secrets.json');
  const secrets = createFileSecrets({ path: secretsPath, newId: randomUUID, log: silentLog, keychain: null });
  const { fetch: googleFetch, clockSkewMs } = createGoogleFetch({ fetch: out, apiRoot: apiRoot.value, now });
  const transport = createGoogleTransport({ fetch: googleFetch, timeoutMs });
  const auth = createGoogleAuth({ secrets, transport, now, clockSkewMs });
  const clients = clientsOf(auth, { timeoutMs, perMinute, now });
  const browser = createOAuthSignIn({
    transport,
    apiRoot: apiRoot.value,
    // The person's browser: it follows Google back to the app, and is on when the app is offline, too.
    openLink: async (url) => void fetch(url).catch(() => {}),
    newState: randomUUID,
    timeLimitMs: 5_000,
  });

  async function signIn(): Promise<boolean> {
    if (key !== null) {
      const parsed = parseServiceAccountKey(key);
      if (!parsed.ok) throw new Error(parsed.error.message);
      await auth.adopt({ kind: 'service-account', ...parsed.value });
      return true;
    }
    const { signal } = new AbortController();
    const signedIn = await browser({ client: OFFICE_CLIENT, scopes: [DRIVE_FILE], loginHint: null, signal });
    if (signedIn.ok) await auth.adopt({ kind: 'user', ...OFFICE_CLIENT, ...signedIn.value, email: null });
    return signedIn.ok;
  }

  const destination = createGoogleDestination({
    ...clients,
    sealer: createSealer(secrets),
    target: () => target,
    timeZone: officeTimeZone,
    now,
    random: Math.random,
    timings,
  });
  return { ...clients, destination, signIn };
}
