import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { SmallRouter } from '../support/small-router.ts';
import { openSocket, served } from './served.ts';

async function connected() {
  const inside = await served();
  const { host } = inside;
  const headers = { cookie: await inside.comeIn(), origin: `http://127.0.0.1:${host.port}` };
  const socket = await openSocket(host.port, headers);
  if (!(socket instanceof WebSocket)) throw new Error(`refused with ${socket}`);
  // ws keeps the shape of the browser's WebSocket but types its listeners in its own way.
  const websocket = socket as unknown as globalThis.WebSocket;
  const client: RouterClient<SmallRouter> = createORPCClient(new RPCLink({ websocket }));
  return { ...inside, headers, socket, client };
}

/** Only a hang fails by it: the machine may be slow. */
const PATIENCE = { timeout: 60_000 };

describe('a WebSocket', () => {
  it.each([
    ['no cookie', { cookie: '' }, 401],
    ['a wrong cookie', { cookie: 'greenwatt-1=x' }, 401],
    ['another origin', { origin: 'http://evil.example' }, 403],
    ['an origin of another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['a secure origin', { origin: 'https://127.0.0.1' }, 403],
    ['a hidden origin', { origin: 'null' }, 403],
    ['no origin', { origin: undefined }, 403],
    ['a name that points here', { host: 'evil.example', origin: 'http://evil.example' }, 403],
  ])('with %s is refused', async (_what, wrong, status) => {
    const { host, comeIn } = await served();
    const right = { cookie: await comeIn(), origin: `http://127.0.0.1:${host.port}` };
    const headers = Object.fromEntries(
      Object.entries({ ...right, ...wrong }).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    expect(await openSocket(host.port, headers)).toBe(status);
    expect(await openSocket(host.port, right)).toBeInstanceOf(WebSocket);
  });

  it('has one path', async () => {
    const { host, comeIn } = await served();
    const headers = { cookie: await comeIn(), origin: `http://127.0.0.1:${host.port}` };
    expect(await openSocket(host.port, headers, '/')).toBe(404);
    expect(await openSocket(host.port, headers, '/rpc/x')).toBe(404);
  });

  it('carries calls, whole chunks of files and errors of the contract', async () => {
    const { client, log } = await connected();
    expect(await client.echo({ text: 'naïve ✓' })).toEqual({ text: 'naïve ✓' });
    const chunk = new Blob([new Uint8Array(1024 * 1024).fill(7)]);
    expect(await client.size({ chunk })).toEqual({ sizeBytes: 1024 * 1024, last: 7 });
    await expect(client.expected()).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'There is no such page.' });
    expect(log.lines).toEqual([]);
  });

  it('tells the page nothing of an unexpected failure, and the log everything', async () => {
    const { client, log } = await connected();
    await expect(client.unexpected()).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    await expect(client.unexpected()).rejects.not.toMatchObject({ message: expect.stringContaining('original') });
    expect(log.lines[0]).toMatchObject({
      level: 'error',
      facts: { call: 'unexpected' },
      cause: new TypeError('the original reason'),
    });
  });

  it('keeps what was typed out of the log', async () => {
    const { client, log } = await connected();
    await expect(client.malformed()).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(log.lines).toEqual([{ level: 'warn', event: 'ipc: malformed input', facts: { call: 'malformed' } }]);
  });

  it('logs a stream that breaks after its start', async () => {
    const { client, log } = await connected();
    const stream = await client.breakingWatch();
    await stream.next();
    await expect(stream.next()).rejects.toThrow();
    expect(log.lines[0]).toMatchObject({ facts: { call: 'breakingWatch' }, cause: new TypeError('the stream broke') });
  });

  it('frees a stream when its reader leaves', async () => {
    const { client, state } = await connected();
    for await (const event of await client.watch()) {
      expect(event).toEqual({ snapshot: true });
      expect(state.openStreams).toBe(1);
      break;
    }
    await expect.poll(() => state.openStreams, PATIENCE).toBe(0);
  });

  it.each([
    ['closes', (socket: WebSocket) => socket.close()],
    ['breaks', (socket: WebSocket) => socket.terminate()],
    ['sends too much', (socket: WebSocket) => socket.send(new Uint8Array(5 * 1024 * 1024))],
  ])('frees its streams when it %s', async (_how, end) => {
    const { client, socket, state, log } = await connected();
    const [first, second] = await Promise.all([client.watch(), client.watch()]);
    await Promise.all([first.next(), second.next()]);
    expect(state.openStreams).toBe(2);
    end(socket);
    await expect.poll(() => state.openStreams, PATIENCE).toBe(0);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('survives messages that make no sense', async () => {
    const { client, socket } = await connected();
    for (const nonsense of ['', '{', '[]', '{"i":1}', new Uint8Array([255, 255, 0])]) socket.send(nonsense);
    expect(await client.echo({ text: 'still here' })).toEqual({ text: 'still here' });
  });

  it('is kept while the browser answers, and ended when it does not', async () => {
    const { socket, client, state, heart } = await connected();
    await (await client.watch()).next();
    for (let beat = 0; beat < 3; beat++) {
      const pinged = new Promise((resolve) => socket.once('ping', resolve));
      heart.beat();
      await pinged;
      // Arrives after the answer to the ping.
      await client.echo({ text: 'here' });
    }
    expect([socket.readyState, state.openStreams]).toEqual([WebSocket.OPEN, 1]);
    socket.pause();
    heart.beat();
    heart.beat();
    await expect.poll(() => state.openStreams, PATIENCE).toBe(0);
  });

  it('ends when the host stops', async () => {
    const { host, socket } = await connected();
    const closed = new Promise((resolve) => socket.on('close', resolve));
    await host.stop();
    expect(await closed).toBe(1001);
  });

  it('is refused when far too many are open', async () => {
    const { host, headers } = await connected();
    const more = await Promise.all(Array.from({ length: 31 }, () => openSocket(host.port, headers)));
    expect(more.every((socket) => socket instanceof WebSocket)).toBe(true);
    expect(await openSocket(host.port, headers)).toBe(503);
  });
});
