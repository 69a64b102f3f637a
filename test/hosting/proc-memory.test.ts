import path from 'node:path';
import { expect, test } from 'vitest';
import { silentLog } from '../../main/diagnostics/log.ts';
import { createOcrForker } from '../../main/hosting/fork-ocr-process.ts';
import { withProcMemory } from '../../main/hosting/proc-memory.ts';

const modulePath = path.join(import.meta.dirname, '../support/echo-process.mjs');
const fork = createOcrForker({ modulePath, execArgv: [], env: process.env }, silentLog);

test('what a blocked process holds is known on Linux, until it ends', async () => {
  const ocr = withProcMemory(fork);
  const child = ocr.start();
  const heard = new Promise((resolve) => child.onMessage(resolve));
  child.send({ do: 'echo', what: 1 });
  await heard;
  child.send({ do: 'hang' });
  const bytes = (await ocr.probeMemory()).get(child.pid);
  if (process.platform === 'linux') expect(bytes).toBeGreaterThan(20_000_000);
  else expect(bytes).toBeUndefined();

  child.kill();
  await new Promise((resolve) => child.onExit(resolve));
  expect(await ocr.probeMemory()).toEqual(new Map());
});
