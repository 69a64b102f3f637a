import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askForLink, readRunningHost, writeRunningHost } from '../../main/browser/running-host.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { LINK_KEY, pathOf, served } from './served.ts';

describe('asking a running host for a link', () => {
  it('answers with one that works once', async () => {
    const { host, knock } = await served();
    const link = await askForLink({ port: host.port, key: LINK_KEY });
    expect(link).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${host.port}/\\?token=[\\w-]{43}$`));
    expect((await knock(pathOf(link ?? ''))).status).toBe(303);
    expect((await knock(pathOf(link ?? ''))).status).toBe(401);
  });

  it('answers nothing to one with another key', async () => {
    const { host } = await served();
    expect(await askForLink({ port: host.port, key: 'x'.repeat(43) })).toBeNull();
  });

  it('answers nothing when the host has stopped or the port is nobody’s', async () => {
    const { host } = await served();
    expect(await askForLink({ port: host.port, key: null })).toBeNull();
    await host.stop();
    expect(await askForLink({ port: host.port, key: LINK_KEY })).toBeNull();
  });

  it('takes no link from a program that has the port now, and shows it no key', async () => {
    const heard: string[] = [];
    const impostor = createServer((request, response) => {
      heard.push(JSON.stringify(request.headers));
      response.end(JSON.stringify({ token: 'a'.repeat(43), proof: request.headers['x-greenwatt-proof'] }));
    });
    await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void impostor.close());
    const { port } = impostor.address() as AddressInfo;
    expect(await askForLink({ port, key: LINK_KEY })).toBeNull();
    expect(heard).toHaveLength(1);
    expect(heard[0]).not.toContain(LINK_KEY);
  });

  it('is not for pages: no answer with an Origin, another name or no proof', async () => {
    const { host, knock, comeIn } = await served();
    const cookie = await comeIn();
    const own = `http://127.0.0.1:${host.port}`;
    const asks = [
      { cookie, origin: own },
      { cookie, origin: own, 'x-greenwatt-nonce': 'n', 'x-greenwatt-proof': 'p' },
      { 'x-greenwatt-nonce': 'n', 'x-greenwatt-proof': '' },
      { host: 'evil.example' },
    ];
    for (const headers of asks) {
      const answer = await knock('/new-link', { method: 'POST', headers });
      expect([403, 405]).toContain(answer.status);
      expect(answer.body).not.toContain('token');
    }
  });
});

describe('the note of a running host', () => {
  it('is read as it was written', async () => {
    const path = join(tempFolder(), 'note.json');
    await writeRunningHost(path, { port: 4000, key: LINK_KEY });
    expect(await readRunningHost(path)).toEqual({ port: 4000, key: LINK_KEY });
  });

  it.each(['', '{', '{"port":"x"}', '{"port":0,"key":null}', '{"port":4000,"key":"short"}'])(
    'is ignored when it makes no sense: %s',
    async (text) => {
      const path = join(tempFolder(), 'note.json');
      await writeFile(path, text);
      expect(await readRunningHost(path)).toBeNull();
    },
  );

  it('is missed by nobody', async () => {
    expect(await readRunningHost(join(tempFolder(), 'note.json'))).toBeNull();
  });
});
