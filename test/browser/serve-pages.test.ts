import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { isListening, pathOf, served } from './served.ts';

describe('a link', () => {
  it('is exchanged for a cookie once, and the token leaves the address', async () => {
    const { host, knock } = await served();
    const link = host.newLink();
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
    const first = await knock(pathOf(link));
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(first.headers['set-cookie']).toHaveLength(1);
    expect(first.headers['set-cookie']?.[0]).toMatch(/^greenwatt-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(first.headers['set-cookie']?.[0]).not.toContain(new URL(link).searchParams.get('token'));
    const second = await knock(pathOf(link));
    expect(second.status).toBe(401);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.body).toContain('This link has been used. Start GreenWatt Intake again to get a new one.');
  });

  it('opened again by a browser that is inside goes to the start page', async () => {
    const { host, knock, comeIn } = await served();
    const cookie = await comeIn();
    const answer = await knock(pathOf(host.newLink()), { headers: { cookie } });
    expect(answer.status).toBe(303);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('expires', async () => {
    const { host, clock, knock } = await served();
    const link = host.newLink();
    clock.nowMs += 10 * 60_000;
    const answer = await knock(pathOf(link));
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('has expired');
  });

  it('that was never given out opens nothing', async () => {
    const { knock } = await served();
    for (const token of ['', 'x', 'A'.repeat(43), 'A'.repeat(5_000)]) {
      const answer = await knock(`/?token=${token}`);
      expect(answer.status).toBe(401);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('is not spent by a request that only asks for headers', async () => {
    const { host, knock } = await served();
    const link = host.newLink();
    expect((await knock(pathOf(link), { method: 'HEAD' })).status).toBe(401);
    expect((await knock(pathOf(link))).status).toBe(303);
  });

  it('sent under another name for this machine is not spent', async () => {
    const { host, knock } = await served();
    const link = host.newLink();
    const elsewhere = await knock(pathOf(link), { headers: { host: `evil.example:${host.port}` } });
    expect(elsewhere.status).toBe(403);
    expect(elsewhere.headers['set-cookie']).toBeUndefined();
    expect((await knock(pathOf(link))).status).toBe(303);
  });
});

describe('pages', () => {
  it('come with the cookie', async () => {
    const { knock, comeIn } = await served();
    const cookie = await comeIn();
    const page = await knock('/', { headers: { cookie } });
    expect([page.status, page.body]).toEqual([200, '<!doctype html><p>the page</p>']);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const script = await knock('/assets/app.js?v=1', { headers: { cookie } });
    expect([script.status, script.body]).toEqual([200, 'the script']);
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    const head = await knock('/', { method: 'HEAD', headers: { cookie } });
    expect([head.status, head.body]).toEqual([200, '']);
  });

  it('come to a second browser through its own link, and to localhost', async () => {
    const { host, knock, comeIn } = await served();
    const cookies = [await comeIn(), await comeIn()];
    expect(new Set(cookies).size).toBe(2);
    for (const cookie of cookies) {
      expect((await knock('/', { headers: { cookie, host: `localhost:${host.port}` } })).status).toBe(200);
    }
  });

  it('are found although another program set cookies too, one of them in our name', async () => {
    const { knock, comeIn } = await served();
    const cookie = await comeIn();
    const [name] = cookie.split('=');
    expect((await knock('/', { headers: { cookie: `a=b; ${name}=planted; ${cookie}; c` } })).status).toBe(200);
  });

  it.each(['/', '/index.html', '/assets/app.js', '/rpc', '/missing'])(
    'do not come without the cookie: %s',
    async (path) => {
      const { host, knock, comeIn } = await served();
      const real = await comeIn();
      const name = `greenwatt-${host.port}`;
      for (const cookie of ['', `${name}=`, `${name}=x`, `${real}x`, real.replace('=', '=x'), `x${real}`]) {
        const answer = await knock(path, { headers: { cookie } });
        expect(answer.status).toBe(401);
        expect(answer.body).toContain('Start GreenWatt Intake again');
        expect(answer.body).not.toContain('the page');
      }
    },
  );

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/assets%2f..%2f..%2fsecret.txt',
    '//etc/passwd',
    '/file:///etc/passwd',
    '/%00',
    '/%',
    '/assets',
    '/missing.js',
  ])('end at the renderer’s folder: %s', async (path) => {
    const { knock, comeIn } = await served();
    const answer = await knock(path, { headers: { cookie: await comeIn() } });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('the secret');
  });

  it.each([
    ['another name', (port: number) => `evil.example:${port}`],
    ['another name without a port', () => 'evil.example'],
    ['another port', (port: number) => `127.0.0.1:${port + 1}`],
    ['no port', () => '127.0.0.1'],
    ['a name that only starts like ours', (port: number) => `127.0.0.1:${port}.evil.example`],
    ['a name that only ends like ours', (port: number) => `evil.example@127.0.0.1:${port}`],
    ['every address', (port: number) => `0.0.0.0:${port}`],
  ])('do not come under %s, even with the cookie', async (_what, hostOf) => {
    const { host, knock, comeIn } = await served();
    const answer = await knock('/', { headers: { cookie: await comeIn(), host: hostOf(host.port) } });
    expect(answer.status).toBe(403);
  });

  it('cannot be changed by a page from elsewhere, nor by ours', async () => {
    const { host, knock, comeIn } = await served();
    const cookie = await comeIn();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      for (const origin of ['http://evil.example', `http://127.0.0.1:${host.port + 1}`, 'null', undefined]) {
        const headers = origin === undefined ? { cookie } : { cookie, origin };
        expect((await knock('/', { method, headers })).status).toBe(403);
      }
      const own = { cookie, origin: `http://127.0.0.1:${host.port}` };
      expect((await knock('/', { method, headers: own })).status).toBe(405);
    }
  });

  it('cannot be read by a script of another origin', async () => {
    const { knock, comeIn } = await served();
    const headers = { cookie: await comeIn(), origin: 'http://evil.example' };
    const answer = await knock('/', { headers });
    expect(answer.status).toBe(403);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('all carry the headers that keep others out', async () => {
    const { host, knock, comeIn } = await served();
    const cookie = await comeIn();
    const answers = [
      await knock('/', { headers: { cookie } }),
      await knock('/missing', { headers: { cookie } }),
      await knock('/'),
      await knock(pathOf(host.newLink())),
    ];
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['cache-control']).toBe('no-store');
    }
  });
});

describe('the port', () => {
  it('is open on this machine only', async () => {
    const { host } = await served();
    expect(await isListening('127.0.0.1', host.port)).toBe(true);
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of outside) expect(await isListening(address, host.port)).toBe(false);
  });

  it('taken by another program is told', async () => {
    const { host } = await served();
    await expect(served({ port: host.port })).rejects.toThrow(`Port ${host.port} is used by another program`);
  });

  it('is free again after a stop', async () => {
    const { host } = await served();
    await host.stop();
    expect(await isListening('127.0.0.1', host.port)).toBe(false);
  });
});
