import { describe, expect, it } from 'vitest';
import { parseApiRoot } from '../../main/google/api-root.ts';
import { classifyGoogleError } from '../../main/google/classify-google-error.ts';
import { createGoogleFetch } from '../../main/google/google-fetch.ts';
import { covers, DRIVE, DRIVE_FILE, SPREADSHEETS, scopesFor } from '../../main/google/scopes.ts';
import { createTokenBucket, quotaShare } from '../../main/google/token-bucket.ts';

const answered = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  response: { status, data: body, headers: new Headers(headers) },
});
const drive = (status: number, reason: string) =>
  answered(status, { error: { code: status, errors: [{ reason }], message: reason } });
const sheets = (status: number, message: string, word = 'INVALID_ARGUMENT') =>
  answered(status, { error: { code: status, message, status: word } });

describe('classifyGoogleError', () => {
  it.each([
    [
      'no such host',
      Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND' } }),
      { kind: 'unreachable', why: 'offline' },
    ],
    [
      'refused, both families',
      { message: 'x', cause: { errors: [{ code: 'ECONNREFUSED' }, { code: 'ECONNREFUSED' }] } },
      { kind: 'unreachable', why: 'offline' },
    ],
    ["Chromium's words", new Error('net::ERR_INTERNET_DISCONNECTED'), { kind: 'unreachable', why: 'offline' }],
    [
      'a captive portal',
      { cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' } },
      { kind: 'unreachable', why: 'certificate' },
    ],
    ['a reset', { cause: { code: 'ECONNRESET' } }, { kind: 'unclear', why: 'broken-connection' }],
    ['a time limit', { code: 'TimeoutError' }, { kind: 'unclear', why: 'timeout' }],
    ['something odd', 'boom', { kind: 'unclear', why: 'broken-connection' }],
    ['500', answered(500, ''), { kind: 'unclear', why: 'server-error' }],
    ['429 with seconds', answered(429, '', { 'retry-after': '7' }), { kind: 'rate-limited', retryAfterMs: 7_000 }],
    ['429 without', answered(429, ''), { kind: 'rate-limited', retryAfterMs: null }],
    ['Drive rate limit as 403', drive(403, 'userRateLimitExceeded'), { kind: 'rate-limited', retryAfterMs: null }],
    [
      'revoked',
      answered(400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }),
      { kind: 'sign-in-needed', why: 'ended' },
    ],
    [
      'wrong clock',
      answered(400, { error: 'invalid_grant', error_description: 'Check your iat and exp values.' }),
      { kind: 'clock-wrong' },
    ],
    ['missing scope', drive(403, 'insufficientPermissions'), { kind: 'sign-in-needed', why: 'scope-missing' }],
    ['no right to the file', drive(403, 'insufficientFilePermissions'), { kind: 'not-allowed' }],
    ['no room', drive(403, 'storageQuotaExceeded'), { kind: 'storage-full' }],
    ['id in use', drive(409, 'fileIdInUse'), { kind: 'id-taken' }],
    ['gone', drive(404, 'notFound'), { kind: 'not-found' }],
    ['renamed tab', sheets(400, "Unable to parse range: 'Sheet1'!A1"), { kind: 'tab-missing' }],
    ['full sheet', sheets(400, 'This would go above the limit of 10000000 cells.'), { kind: 'sheet-full' }],
    ['API not enabled', drive(403, 'accessNotConfigured'), { kind: 'api-disabled' }],
    ['anything else', sheets(400, 'Nonsense'), { kind: 'refused', status: 400, reason: 'INVALID_ARGUMENT' }],
  ])('reads %s', (_, error, expected) => {
    expect(classifyGoogleError(error)).toEqual(expected);
  });

  it("holds a Retry-After date against the server's clock, not ours", () => {
    const headers = { 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT', date: 'Wed, 21 Oct 2015 07:28:00 GMT' };
    expect(classifyGoogleError(answered(503, '', headers))).toEqual({ kind: 'unclear', why: 'server-error' });
    expect(classifyGoogleError(answered(429, '', headers))).toEqual({ kind: 'rate-limited', retryAfterMs: 30_000 });
  });
});

describe('the API root', () => {
  it.each(['http://127.0.0.1:8080', 'http://localhost:1', 'https://[::1]:9/'])('accepts %s', (text) => {
    expect(parseApiRoot(text)).toMatchObject({ ok: true, value: { origin: new URL(text).origin } });
  });

  it.each([
    'http://evil.example',
    'http://127.0.0.1.evil.example',
    'http://user@127.0.0.1',
    'ftp://127.0.0.1',
    'http://0.0.0.0:1',
    'nonsense',
  ])('refuses %s', (text) => {
    expect(parseApiRoot(text).ok).toBe(false);
  });

  it('means Google when empty', () => {
    expect(parseApiRoot(' ')).toEqual({ ok: true, value: null });
  });

  it('lets nothing but Google be called, and with a root not even Google', async () => {
    const asked: string[] = [];
    const net: typeof fetch = async (input) => {
      asked.push(String(input));
      return new Response('', { headers: { date: new Date(5_000).toUTCString() } });
    };
    const real = createGoogleFetch({ fetch: net, apiRoot: null, now: () => 0 });
    await real.fetch('https://www.googleapis.com/drive/v3/about');
    await expect(real.fetch('https://googleapis.com.evil.example/')).rejects.toThrow('not a Google API');
    await expect(real.fetch('http://www.googleapis.com/')).rejects.toThrow('not a Google API');
    await expect(real.fetch('http://127.0.0.1:5/')).rejects.toThrow('not a Google API');
    const local = createGoogleFetch({ fetch: net, apiRoot: new URL('http://127.0.0.1:5'), now: () => 0 });
    await local.fetch('https://oauth2.googleapis.com/token?x=1');
    expect(asked).toEqual(['https://www.googleapis.com/drive/v3/about', 'http://127.0.0.1:5/token?x=1']);
    expect(local.clockSkewMs()).toBe(5_000);
  });
});

describe('scopes', () => {
  it('asks for more than our own files only when something made by hand was pasted', () => {
    expect(scopesFor({ sheetMadeByHand: false, folderMadeByHand: false })).toEqual([DRIVE_FILE]);
    expect(scopesFor({ sheetMadeByHand: true, folderMadeByHand: false })).toEqual([DRIVE_FILE, SPREADSHEETS]);
    expect(scopesFor({ sheetMadeByHand: true, folderMadeByHand: true })).toEqual([DRIVE]);
    expect(covers([DRIVE], [DRIVE_FILE, SPREADSHEETS])).toBe(true);
    expect(covers([DRIVE_FILE], [SPREADSHEETS])).toBe(false);
  });
});

describe('the token bucket', () => {
  it.each([60, 40, 30])('never lets more than %i calls through in any minute, and not many fewer', (perMinute) => {
    let clock = 0;
    const bucket = createTokenBucket({ perMinute, now: () => clock });
    const taken: number[] = [];
    for (clock = 0; clock < 3_600_000; clock += 200) if (bucket.take() === 0) taken.push(clock);
    const busiest = Math.max(...taken.map((start) => taken.filter((at) => at >= start && at < start + 60_000).length));
    expect(busiest).toBeLessThanOrEqual(perMinute);
    expect(taken.length).toBeGreaterThanOrEqual(perMinute * 60 * 0.6);
  });

  it.each([6, 1.5])(
    'lets one batch through at once however small the share, %s a minute in the long run',
    (perMinute) => {
      let clock = 0;
      const bucket = createTokenBucket({ perMinute, now: () => clock });
      const atOnce = Array.from({ length: 20 }, () => bucket.take()).filter((waitMs) => waitMs === 0).length;
      expect(atOnce).toBe(12);
      let later = 0;
      for (clock = 0; clock < 36_000_000; clock += 1_000) if (bucket.take() === 0) later += 1;
      expect(later).toBeLessThanOrEqual(perMinute * 600);
      expect(later).toBeGreaterThan(perMinute * 600 * 0.45);
    },
  );

  it('once empty, gives nothing until there is enough for a whole batch, and tells when', () => {
    let clock = 0;
    const bucket = createTokenBucket({ perMinute: 3, now: () => clock });
    for (let call = 0; call < 12; call += 1) expect(bucket.take()).toBe(0);
    const waitMs = bucket.take();
    expect(waitMs).toBeGreaterThan(0);
    clock += waitMs / 2;
    expect(bucket.take()).toBe(Math.ceil(waitMs / 2));
    clock += waitMs / 2;
    for (let call = 0; call < 12; call += 1) expect(bucket.take()).toBe(0);
    expect(bucket.take()).toBeGreaterThan(0);
  });

  it('gives each of many desktops its share of the project', () => {
    expect([1, 5, 10, 200].map(quotaShare)).toEqual([60, 60, 30, 1.5]);
  });
});
