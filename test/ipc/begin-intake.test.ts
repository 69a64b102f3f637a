import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { handHost, runApp } from '../support/whole-app.ts';

test('an intake that is begun has a process ready for its bill', async () => {
  const { client, rooms } = await runApp(handHost().host);
  const pids = () => rooms.pool.memory().processes.flatMap(({ pid }) => (pid === process.pid ? [] : [pid]));
  expect(pids()).toEqual([]);
  await client.submissions.create({ submissionId: randomUUID() });
  await expect.poll(pids, { timeout: 30_000 }).toEqual([expect.any(Number)]);
  const [first] = pids();
  await client.submissions.create({ submissionId: randomUUID() });
  expect(pids()).toEqual([first]);
});
