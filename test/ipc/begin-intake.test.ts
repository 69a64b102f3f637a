import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { handHost, runApp } from '../support/whole-app.ts';

type Rooms = Awaited<ReturnType<typeof runApp>>['rooms'];

const ocrPids = (rooms: Rooms) =>
  rooms.pool.memory().processes.flatMap(({ pid }) => (pid === process.pid ? [] : [pid]));

test('an intake that is begun has a process ready for its bill', async () => {
  const { client, rooms } = await runApp(handHost().host);
  const pids = () => ocrPids(rooms);
  expect(pids()).toEqual([]);
  await client.submissions.create({ submissionId: randomUUID() });
  await expect.poll(pids, { timeout: 30_000 }).toEqual([expect.any(Number)]);
  const [first] = pids();
  await client.submissions.create({ submissionId: randomUUID() });
  expect(pids()).toEqual([first]);
});

test('who types for longer than an idle process lives has one ready all the same', async () => {
  const { client, rooms } = await runApp(handHost().host);
  const submissionId = randomUUID();
  const { form } = await client.submissions.create({ submissionId });
  await expect.poll(() => ocrPids(rooms), { timeout: 30_000 }).toEqual([expect.any(Number)]);
  const [first] = ocrPids(rooms);
  if (first !== undefined) process.kill(first);
  await expect.poll(() => ocrPids(rooms), { timeout: 30_000 }).toEqual([]);
  await client.submissions.saveDraft({ submissionId, form: { ...form, businessName: 'Typed slowly' }, decisions: {} });
  await expect.poll(() => ocrPids(rooms), { timeout: 30_000 }).toEqual([expect.any(Number)]);
});
