import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { emptyForm } from '../../main/intake/submission.ts';
import { openStorage } from '../../main/storage/storage.ts';
import { runCli } from '../support/run-cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('doctor takes the sample bill all the way and says so step by step', async () => {
  const run = await runCli('doctor');
  expect(run.stdout.split('\n').filter((line) => line.startsWith('✓'))).toHaveLength(5);
  expect(run.stdout).toMatch(/All is well\.\n$/);
  expect(run.code).toBe(0);
});

test('status tells what the database holds', async () => {
  const data = tempFolder();
  const opened = openStorage({ dataFolder: data });
  if (!opened.ok) throw new Error(opened.error.message);
  opened.value.submissions.insertDraft('a', emptyForm, 1);
  opened.value.close();

  const run = await runCli('status', '--data', data, '--json');
  expect(run.code).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject({ dataFolder: data, submissions: { draft: 1 }, deliveries: {} });
});

test('restore refuses kindly when there is no backup, and changes nothing', async () => {
  const data = tempFolder();
  writeFileSync(path.join(data, 'intake.db'), 'not a database');
  const run = await runCli('restore', '--data', data);
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(/There is no backup yet/);
});
