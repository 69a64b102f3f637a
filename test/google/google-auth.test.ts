import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GoogleCall } from '../../main/google/google-auth.ts';
import { DRIVE_FILE } from '../../main/google/scopes.ts';
import { parseServiceAccountKey } from '../../main/google/service-account.ts';
import { type LocalGoogle, startLocalGoogle } from '../support/google/local-google.ts';
import { CLERK, makeServiceAccountKey, ROBOT } from '../support/google/office.ts';
import { connectRoom, signInBefore } from '../support/google/room.ts';

let google: LocalGoogle;
beforeEach(async () => {
  google = await startLocalGoogle();
});
afterEach(() => google.close());

const whoAmI = async (call: GoogleCall) => {
  const outcome = await call((auth) =>
    auth.request<{ user: { emailAddress: string } }>({ url: 'https://www.googleapis.com/drive/v3/about?fields=user' }),
  );
  return outcome.ok ? outcome.value.data.user.emailAddress : outcome.error;
};

describe('tokens of a signed-in user', () => {
  it('are fetched once for calls at the same time, and kept', async () => {
    const { auth } = connectRoom(google);
    await signInBefore(google, auth, [DRIVE_FILE]);
    expect(await Promise.all([whoAmI(auth.call), whoAmI(auth.call), whoAmI(auth.call)])).toEqual([CLERK, CLERK, CLERK]);
    await whoAmI(auth.call);
    expect(google.requests('oauth.token')).toBe(1);
    expect(google.requests('drive.about')).toBe(4);
  });

  it('are renewed when Google refuses one early', async () => {
    const { auth } = connectRoom(google);
    await signInBefore(google, auth, [DRIVE_FILE]);
    await whoAmI(auth.call);
    google.faults.once('drive.about.get', { kind: 'token-expired' });
    expect(await whoAmI(auth.call)).toBe(CLERK);
    expect(google.requests('oauth.token')).toBe(2);
  });

  it('refused twice in a row don’t end a sign-in that Google still gives tokens for', async () => {
    const { auth } = connectRoom(google);
    await signInBefore(google, auth, [DRIVE_FILE]);
    google.faults.once('drive.about.get', { kind: 'token-expired' });
    google.faults.once('drive.about.get', { kind: 'token-expired' });
    expect(await whoAmI(auth.call)).toEqual({ kind: 'unreachable', why: 'refusing' });
    expect(await whoAmI(auth.call)).toBe(CLERK);
  });

  it('are renewed before they expire', async () => {
    let clock = Date.now();
    const { auth } = connectRoom(google, { now: () => clock });
    await signInBefore(google, auth, [DRIVE_FILE]);
    await whoAmI(auth.call);
    clock += 56 * 60_000;
    expect(await whoAmI(auth.call)).toBe(CLERK);
    expect(google.requests('oauth.token')).toBe(2);
  });

  it('ask for a sign-in, as a value, once access was taken away', async () => {
    const { auth } = connectRoom(google);
    expect(await whoAmI(auth.call)).toEqual({ kind: 'sign-in-needed', why: 'never-signed-in' });
    await signInBefore(google, auth, [DRIVE_FILE]);
    google.faults.once('drive.about.get', { kind: 'token-revoked' });
    expect(await whoAmI(auth.call)).toEqual({ kind: 'sign-in-needed', why: 'ended' });
    await signInBefore(google, auth, [DRIVE_FILE]);
    expect(await whoAmI(auth.call)).toBe(CLERK);
  });

  it('ask for a sign-in when Google goes on refusing even fresh ones, and not for a moment of it', async () => {
    const clock = { now: Date.now() };
    const { auth } = connectRoom(google, { now: () => clock.now });
    await signInBefore(google, auth, [DRIVE_FILE]);
    const refusing = { kind: 'unreachable', why: 'refusing' };
    google.faults.always('drive.about.get', { kind: 'token-expired' });
    expect(await whoAmI(auth.call)).toEqual(refusing);
    google.faults.clear();
    clock.now += 50_000;
    expect(await whoAmI(auth.call)).toBe(CLERK);
    // The clock of the first refusal does not run on.
    google.faults.always('drive.about.get', { kind: 'token-expired' });
    for (const waitedMs of [0, 30_000, 29_000]) {
      clock.now += waitedMs;
      expect(await whoAmI(auth.call)).toEqual(refusing);
    }
    clock.now += 1_000;
    expect(await whoAmI(auth.call)).toEqual({ kind: 'sign-in-needed', why: 'ended' });
    await signInBefore(google, auth, [DRIVE_FILE]);
    expect(await whoAmI(auth.call)).toEqual(refusing);
  });

  it('never repeats a failed request by itself, of the API or for a token', async () => {
    const { auth } = connectRoom(google);
    await signInBefore(google, auth, [DRIVE_FILE]);
    google.faults.once('oauth.token', { kind: 'error', status: 503, when: 'before' });
    expect(await whoAmI(auth.call)).toEqual({ kind: 'unclear', why: 'server-error' });
    expect(google.requests('oauth.token')).toBe(1);
    google.faults.once('drive.about.get', { kind: 'error', status: 500, when: 'before' });
    expect(await whoAmI(auth.call)).toEqual({ kind: 'unclear', why: 'server-error' });
    expect(google.requests('drive.about')).toBe(1);
  });
});

describe('sign-out', () => {
  it('revokes at Google and forgets', async () => {
    const { auth, secrets } = connectRoom(google);
    await signInBefore(google, auth, [DRIVE_FILE]);
    expect(await auth.account()).toEqual({ kind: 'user', email: CLERK, scopes: [DRIVE_FILE] });
    expect(await auth.signOut()).toEqual({ revoked: true });
    expect([...google.state.grants.values()].map((grant) => grant.revoked)).toEqual([true]);
    expect(secrets.kept.size).toBe(0);
    expect(await auth.account()).toBeNull();
  });

  it('forgets also when Google is away', async () => {
    const { auth, secrets } = connectRoom(google);
    await signInBefore(google, auth, [DRIVE_FILE]);
    google.faults.once('oauth.revoke', { kind: 'reset', when: 'before' });
    expect(await auth.signOut()).toEqual({ revoked: false });
    expect(secrets.kept.size).toBe(0);
  });
});

describe('a service account', () => {
  const adopt = async (auth: ReturnType<typeof connectRoom>['auth']) => {
    const key = parseServiceAccountKey(makeServiceAccountKey(google));
    if (!key.ok) throw new Error(key.error.message);
    await auth.adopt({ kind: 'service-account', ...key.value });
  };

  it('signs its own requests', async () => {
    const { auth } = connectRoom(google);
    await adopt(auth);
    expect(await whoAmI(auth.call)).toBe(ROBOT);
    expect(google.requests('oauth.token')).toBe(1);
  });

  it('works on a computer whose clock is hours off: Google tells the time', async () => {
    const { auth } = connectRoom(google);
    google.clockSkewMs = 5 * 3_600_000;
    await adopt(auth);
    expect(await whoAmI(auth.call)).toBe(ROBOT);
    expect(google.requests('oauth.token')).toBe(2);
  });

  it('is told apart from other files, with what to do', () => {
    const client = parseServiceAccountKey(JSON.stringify({ installed: { client_id: 'x' } }));
    expect(client).toMatchObject({ ok: false, error: { code: 'oauth-client-file' } });
    expect(parseServiceAccountKey('%PDF-1.7')).toMatchObject({ ok: false, error: { code: 'not-a-key-file' } });
    const key = JSON.parse(makeServiceAccountKey(google));
    const damaged = JSON.stringify({ ...key, private_key: key.private_key.slice(0, 200) });
    expect(parseServiceAccountKey(damaged)).toMatchObject({ ok: false, error: { code: 'key-damaged' } });
    const elsewhere = parseServiceAccountKey(JSON.stringify({ ...key, token_uri: 'https://evil.example/token' }));
    expect(JSON.stringify(elsewhere)).not.toContain('evil');
  });
});
