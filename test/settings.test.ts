import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSettings, type Settings } from '../main/settings.ts';
import { openStorage } from '../main/storage/storage.ts';
import { tempFolder } from './support/temp-folder.ts';

function open() {
  const folder = tempFolder();
  const storage = openStorage({ dataFolder: folder });
  if (!storage.ok) throw new Error(storage.error.message);
  onTestFinished(() => storage.value.close());
  const defaults: Settings = {
    destinationFolder: path.join(folder, 'delivered'),
    memoryBudgetMb: 512,
    recognisers: 0,
    pageTimeBudgetMs: 12_000,
    deliverToFolder: true,
    deliverToGoogle: false,
    googleClientId: '',
    googleApiRoot: '',
  };
  return {
    settings: createSettings({ kept: storage.value.settings, defaults }),
    kept: storage.value.settings,
    defaults,
  };
}

test('one destination is always on', async () => {
  const { settings } = open();
  expect(await settings.set({ deliverToFolder: false })).toMatchObject({
    ok: false,
    error: { setting: 'deliverToFolder', message: expect.stringContaining('somewhere') },
  });
  expect((await settings.set({ deliverToGoogle: true })).ok).toBe(true);
  expect((await settings.set({ deliverToFolder: false })).ok).toBe(true);
  expect(await settings.set({ deliverToGoogle: false })).toMatchObject({ error: { setting: 'deliverToGoogle' } });
  expect(settings.get()).toMatchObject({ deliverToFolder: false, deliverToGoogle: true });
});

test.each([
  'https://www.googleapis.com',
  'http://192.168.1.5:80',
  'http://localhost.evil.example',
  'ftp://127.0.0.1',
  'x',
])('another server than one of this computer is refused as the API root: %s', async (googleApiRoot) => {
  const { settings } = open();
  expect(await settings.set({ googleApiRoot })).toMatchObject({ ok: false, error: { setting: 'googleApiRoot' } });
  expect(settings.get().googleApiRoot).toBe('');
});

test('an API root on this computer is kept, and can be taken back', async () => {
  const { settings } = open();
  expect((await settings.set({ googleApiRoot: 'http://127.0.0.1:4321' })).ok).toBe(true);
  expect(settings.get().googleApiRoot).toBe('http://127.0.0.1:4321');
  expect((await settings.set({ googleApiRoot: '' })).ok).toBe(true);
});

test('what another version left in another form counts as not set', async () => {
  const { settings, kept, defaults } = open();
  kept.write({ deliverToGoogle: 'yes', memoryBudgetMb: null, googleClientId: 7 });
  expect(settings.get()).toEqual(defaults);
});

test('listeners hear of a change that was kept, and of no other', async () => {
  const { settings } = open();
  const heard: boolean[] = [];
  onTestFinished(settings.onChange(({ deliverToGoogle }) => heard.push(deliverToGoogle)));
  await settings.set({ deliverToFolder: false });
  await settings.set({ deliverToGoogle: true });
  expect(heard).toEqual([true]);
});
