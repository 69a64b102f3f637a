import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createApp } from '../main/app.ts';
import { openStorage } from '../main/storage/storage.ts';
import { handHost, runApp } from './support/whole-app.ts';

test('stopping lets go of files on their way in before the database, and leaves the data folder free', async () => {
  const { host } = handHost();
  const app = await runApp(host);
  const submissionId = crypto.randomUUID();
  await app.client.submissions.create({ submissionId });
  const { takeInId } = await app.client.documents.beginTakeIn({ submissionId, fileName: 'bill.pdf', sizeBytes: 10 });
  await app.client.documents.appendChunk({ takeInId, offset: 0, chunk: new Blob(['%PDF-']) });
  const part = path.join(host.paths.data, 'documents', 'incoming', `${takeInId.split('/')[1]}.part`);
  expect(existsSync(part)).toBe(true);
  await app.stop();
  expect(existsSync(part)).toBe(false);
  const again = openStorage({ dataFolder: host.paths.data });
  expect(again.ok).toBe(true);
  if (again.ok) again.value.close();
});

test('an app that can’t be wired leaves the data folder free', async () => {
  const { host } = handHost();
  await mkdir(host.paths.data, { recursive: true });
  // A file where the store's folder belongs.
  await writeFile(path.join(host.paths.data, 'documents'), '');
  await expect(createApp(host)).rejects.toThrow();
  const again = openStorage({ dataFolder: host.paths.data });
  expect(again.ok).toBe(true);
  if (again.ok) again.value.close();
});

test('secrets that can’t be read don’t keep the app from starting', async () => {
  const { host } = handHost();
  const refusing = { ...host.secrets, read: () => Promise.reject(new Error('EIO')) };
  const app = await runApp({ ...host, secrets: refusing });
  expect(app.rooms.google.account.connection()).toEqual({ kind: 'signed-out' });
});
