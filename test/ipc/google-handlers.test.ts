import { expect, test } from 'vitest';
import { handHost, runApp } from '../support/whole-app.ts';

async function first<T>(stream: Promise<AsyncIterable<T>>): Promise<T> {
  for await (const value of await stream) return value;
  throw new Error('the stream ended without a snapshot');
}

test('every new stream starts with a snapshot, also before anything is set up', async () => {
  const { client } = await runApp(handHost().host);
  expect(await first(client.google.watch())).toMatchObject({
    connection: { kind: 'signed-out' },
    clientId: null,
    place: null,
    neverSent: 0,
    secrets: { keptIn: 'file-mode-0600' },
    apiRoot: null,
  });
  expect(await first(client.google.watchCheck())).toMatchObject({ activity: { kind: 'none' }, result: null });
  expect(await first(client.outbox.watchQueue())).toEqual({ pauses: [], groups: [] });
  expect(await first(client.reference.watch())).toMatchObject({ sheet: null, triedAt: null, badRows: [] });
  expect(await first(client.settings.watchDestinations())).toMatchObject([
    { destination: 'folder', isOn: true },
    { destination: 'google', isOn: false },
  ]);
});

test('what can’t be done yet is refused with what to do first', async () => {
  const { client } = await runApp(handHost().host);
  await expect(client.google.signIn()).rejects.toMatchObject({ code: 'GOOGLE_PROBLEM', data: { place: 'client' } });
  await expect(client.google.testPlace()).rejects.toMatchObject({ code: 'GOOGLE_PROBLEM', data: { place: 'sheet' } });
  await expect(client.settings.switchDestination({ destination: 'google', isOn: true })).rejects.toMatchObject({
    code: 'SETTING_REJECTED',
  });
  await expect(client.settings.switchDestination({ destination: 'folder', isOn: false })).rejects.toMatchObject({
    code: 'SETTING_REJECTED',
  });
  await expect(client.google.setApiRoot({ apiRoot: 'https://evil.example' })).rejects.toMatchObject({
    code: 'SETTING_REJECTED',
  });
  await expect(client.google.setClient({ clientId: 'typo', clientSecret: 's' })).rejects.toMatchObject({
    data: { place: 'client' },
  });
  await expect(client.google.useKeyFile({ text: '%PDF-1.7' })).rejects.toMatchObject({ data: { place: 'key-file' } });
});
