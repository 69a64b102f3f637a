import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DRIVE_FILE, SPREADSHEETS } from '../../main/google/scopes.ts';
import { type LocalGoogle, startLocalGoogle } from '../support/google/local-google.ts';
import { OFFICE_CLIENT, registerOfficeClient } from '../support/google/office.ts';
import { connectRoom } from '../support/google/room.ts';

let google: LocalGoogle;
beforeEach(async () => {
  google = await startLocalGoogle();
  registerOfficeClient(google);
});
afterEach(() => google.close());

const request = (signal = new AbortController().signal) => ({
  client: OFFICE_CLIENT,
  scopes: [DRIVE_FILE],
  loginHint: null,
  signal,
});

/** A browser that follows Google back to the app and keeps the page it ends on. */
function browser() {
  const pages: { status: number; text: string }[] = [];
  const open = async (url: string) => {
    const visit = async () => {
      const response = await fetch(url);
      pages.push({ status: response.status, text: await response.text() });
    };
    void visit();
  };
  return { pages, open };
}

describe('sign-in with the system browser', () => {
  it('ends with a refresh token and a page that says so', async () => {
    const { pages, open } = browser();
    const signIn = connectRoom(google).signInWith(open);
    const outcome = await signIn(request());
    expect(outcome).toMatchObject({ ok: true, value: { scopes: [DRIVE_FILE] } });
    await expect.poll(() => pages).toHaveLength(1);
    expect(pages[0]?.status).toBe(200);
    expect(pages[0]?.text).toContain('You are signed in');
    expect([...google.state.grants.keys()]).toEqual([outcome.ok && outcome.value.refreshToken]);
  });

  it('asks for offline access with PKCE S256, a state and a port of 127.0.0.1', async () => {
    let asked = new URLSearchParams();
    const { open } = browser();
    const signIn = connectRoom(google).signInWith(async (url) => {
      asked = new URL(url).searchParams;
      await open(url);
    });
    await signIn(request());
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(asked.get('access_type')).toBe('offline');
    expect(asked.get('state')?.length).toBeGreaterThan(30);
    expect(asked.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/signed-in$/);
    await expect(fetch(asked.get('redirect_uri') ?? '')).rejects.toThrow();
  });

  it('is useless to whoever steals the code: the verifier stays with us', async () => {
    const signIn = connectRoom(google).signInWith(async (url) => {
      const response = await fetch(url, { redirect: 'manual' });
      const landing = new URL(response.headers.get('location') ?? '');
      const stolen = await fetch(`${google.url}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: landing.searchParams.get('code') ?? '',
          client_id: OFFICE_CLIENT.clientId,
          client_secret: OFFICE_CLIENT.clientSecret,
          redirect_uri: landing.origin + landing.pathname,
          code_verifier: 'a guess of the thief that is long enough to be allowed',
        }),
      });
      expect(stolen.status).toBe(400);
      void fetch(landing);
    });
    expect(await signIn(request())).toMatchObject({ ok: false, error: { code: 'refused' } });
  });

  it('ignores visits with a wrong state and from pages with another host name', async () => {
    const statuses: number[] = [];
    const { open } = browser();
    const signIn = connectRoom(google).signInWith(async (url) => {
      const redirect = new URL(url).searchParams.get('redirect_uri') ?? '';
      statuses.push((await fetch(`${redirect}?state=guessed&code=evil`)).status);
      statuses.push((await fetch(redirect.replace('127.0.0.1', 'localhost')).catch(() => ({ status: 0 }))).status);
      await open(url);
    });
    expect(await signIn(request())).toMatchObject({ ok: true });
    expect(statuses[0]).toBe(400);
    expect(statuses[1]).not.toBe(200);
  });

  it('says that access was denied', async () => {
    google.consent = { kind: 'deny' };
    const { pages, open } = browser();
    const outcome = await connectRoom(google).signInWith(open)(request());
    expect(outcome).toMatchObject({ ok: false, error: { code: 'denied' } });
    await expect.poll(() => pages[0]?.text).toContain('did not work');
  });

  it('refuses half a sign-in, where a needed box was unticked, and gives it back', async () => {
    google.consent = { kind: 'allow', account: 'clerk@office.example', scopes: ['openid'] };
    const outcome = await connectRoom(google).signInWith(browser().open)({
      ...request(),
      scopes: [DRIVE_FILE, SPREADSHEETS],
    });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'scope-missing' } });
    expect([...google.state.grants.values()].every((grant) => grant.revoked)).toBe(true);
  });

  it('ends when cancelled, and when nobody answers the page in time', async () => {
    google.consent = { kind: 'ignore' };
    const controller = new AbortController();
    const cancelled = connectRoom(google).signInWith(async () => controller.abort())(request(controller.signal));
    expect(await cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    const slow = connectRoom(google, { timeLimitMs: 50 }).signInWith(browser().open)(request());
    expect(await slow).toMatchObject({ ok: false, error: { code: 'time-limit' } });
  });

  it('says when the browser will not open, when Google is away, and when the client is unknown', async () => {
    const noBrowser = connectRoom(google).signInWith(() => Promise.reject(new Error('no display')));
    expect(await noBrowser(request())).toMatchObject({ ok: false, error: { code: 'no-browser' } });
    google.faults.once('oauth.token', { kind: 'reset', when: 'before' });
    expect(await connectRoom(google).signInWith(browser().open)(request())).toMatchObject({
      ok: false,
      error: { code: 'unreachable' },
    });
    const wrongSecret = { ...request(), client: { ...OFFICE_CLIENT, clientSecret: 'mistyped' } };
    expect(await connectRoom(google).signInWith(browser().open)(wrongSecret)).toMatchObject({
      ok: false,
      error: { code: 'client-rejected' },
    });
  });
});
