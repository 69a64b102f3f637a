import path from 'node:path';
import { expect, test } from 'vitest';
import { runChild } from '../../scripts/run-child.mjs';
import { tempFolder } from '../support/temp-folder.ts';

test('an app without a Google account starts without Google’s libraries', async () => {
  const script = path.join(import.meta.dirname, '..', 'support', 'app-without-google.ts');
  const ended = await runChild(process.execPath, [script, tempFolder()], { collect: true, limitMs: 60_000 });
  expect(ended.output).toContain(JSON.stringify({ database: true, google: false }));
});
