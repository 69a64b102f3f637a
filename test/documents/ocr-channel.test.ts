import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

test('a process that is blocked when main is killed finds out and ends', async () => {
  const main = spawn(process.execPath, [path.join(import.meta.dirname, '../support/main-of-blocked.ts')]);
  const said = createInterface({ input: main.stdout });
  const [pid] = await once(said, 'line');
  let ended = false;
  onTestFinished(() => {
    if (!ended) process.kill(Number(pid), 'SIGKILL');
  });
  main.kill('SIGKILL');
  // Its output is shared with the blocked process, so it closes when that one has ended too.
  await once(main, 'close');
  ended = true;
  expect(main.signalCode ?? main.exitCode).not.toBe(0);
});
