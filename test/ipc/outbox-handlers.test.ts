import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { following, handHost, runApp, submitInApp } from '../support/whole-app.ts';

const patience = { timeout: 60_000, interval: 50 };

test('a delivery that needs a person is found in its group, put aside, taken back, and discarded once confirmed', async () => {
  const { host } = handHost();
  const app = await runApp(host);
  const { client } = app;
  // Its stored bill is lost before it can be delivered.
  const queue = await following((options) => client.outbox.watchQueue(undefined, options));
  const submissionId = await submitInApp(app, 'Lost Bill', {
    beforeSubmit: () => rm(path.join(host.paths.data, 'documents'), { recursive: true }),
  });
  await expect
    .poll(() => queue().groups, patience)
    .toMatchObject([
      {
        destination: 'folder',
        standing: 'needs-a-person',
        cause: 'original-damaged',
        whatToDo: expect.stringContaining('add the bill again'),
        count: 1,
        deliveries: [{ submissionId, accountName: 'Lost Bill', kind: 'file' }],
      },
    ]);
  const which = { kind: 'delivery', submissionId, destination: 'folder' } as const;
  expect(await client.outbox.putAside(which)).toEqual({ deliveries: 1 });
  await expect.poll(() => queue().groups[0]?.standing, patience).toBe('put-aside');
  expect(await client.outbox.retryNow({ kind: 'all' })).toEqual({ deliveries: 0 });
  expect(await client.outbox.takeBack({ kind: 'group', groupId: queue().groups[0]?.id ?? '' })).toEqual({
    deliveries: 1,
  });
  await expect.poll(() => queue().groups[0]?.standing, patience).toBe('needs-a-person');

  await expect(client.outbox.discard({ what: which, confirmed: 3 })).rejects.toMatchObject({
    code: 'CHANGED',
    data: { deliveries: 1 },
  });
  expect(await client.outbox.discard({ what: which, confirmed: 1 })).toEqual({ deliveries: 1 });
  await expect.poll(() => queue().groups, patience).toEqual([]);
  expect(await client.submissions.get({ submissionId })).toMatchObject({ state: { kind: 'failed', turn: 'office' } });
  const receipts = await following((options) => client.receipts.watch({ submissionId }, options));
  expect(receipts()).toMatchObject([
    { destination: 'folder', standing: { kind: 'discarded' }, items: [{ kind: 'folder', link: null }] },
  ]);
});

test('receipts of the folder say where each thing lies', async () => {
  const { host } = handHost();
  const app = await runApp(host);
  const submissionId = await submitInApp(app, 'Example Dairy');
  const receipts = await following((options) => app.client.receipts.watch({ submissionId }, options));
  await expect.poll(() => receipts()[0]?.standing.kind, patience).toBe('delivered');
  const root = host.paths.defaultDestination;
  const items = receipts()[0]?.items ?? [];
  expect(items.map(({ kind }) => kind).toSorted()).toEqual(['file', 'folder', 'row']);
  for (const item of items) expect(item.path?.startsWith(root)).toBe(true);
  expect(items.find(({ kind }) => kind === 'file')?.checksum).toMatchObject({ kind: 'sha256' });
  await expect(app.client.receipts.watch({ submissionId: 'unknown' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
