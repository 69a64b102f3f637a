import { expect, onTestFinished, test } from 'vitest';
import { createSettings } from '../../../main/settings.ts';
import { createOAuthClientKeeper } from '../../../main/sync/google-office/oauth-client.ts';
import { memorySecrets } from '../../support/google/room.ts';
import { openOffice } from '../../support/office.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const client = { clientId: 'ours.apps.googleusercontent.com', clientSecret: 'the secret' };
const file = (kind: 'installed' | 'web') =>
  JSON.stringify({ [kind]: { client_id: client.clientId, client_secret: client.clientSecret, project_id: 'p' } });

function keeper() {
  const office = openOffice({ root: tempFolder() });
  onTestFinished(() => office.close());
  const defaults = {
    destinationFolder: '/tmp',
    memoryBudgetMb: 512,
    recognisers: 0,
    pageTimeBudgetMs: 1,
    deliverToFolder: true,
    deliverToGoogle: false,
    googleClientId: '',
    googleApiRoot: '',
  };
  const secrets = memorySecrets();
  const kept = office.storage.settings;
  return { keeper: createOAuthClientKeeper(secrets, createSettings({ kept, defaults })), secrets, kept };
}

test('typed or as Google’s file, the id becomes a setting and the secret a secret', async () => {
  for (const input of [client, { file: file('installed') }]) {
    const { keeper: clients, secrets, kept } = keeper();
    expect(await clients.get()).toBeNull();
    expect(await clients.set(input)).toEqual({ ok: true, value: null });
    expect(await clients.get()).toEqual(client);
    expect(JSON.stringify(kept.read())).not.toContain('the secret');
    expect([...secrets.kept.values()]).toEqual(['the secret']);
  }
});

test.each([
  ['a client for web sites', { file: file('web') }, 'Desktop app'],
  ['any other file', { file: '%PDF-1.7' }, 'Download JSON'],
  ['something else than an id', { clientId: 'clerk@office.example', clientSecret: 's' }, 'Copy it again'],
])('%s is refused with what to do, and changes nothing', async (_, input, words) => {
  const { keeper: clients, secrets } = keeper();
  const set = await clients.set(input);
  expect(set).toMatchObject({ ok: false, error: { place: 'client', message: expect.stringContaining(words) } });
  expect(secrets.kept.size).toBe(0);
});
