import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { billOf, idOf, titleOf } from '../support/deliver-many.ts';
import { seeded } from '../support/seeded.ts';
import { tempFolder } from '../support/temp-folder.ts';

const count = 40;
const kills = 15;
const script = path.join(import.meta.dirname, '../support/deliver-many.ts');

/** Runs it until it ends, or is killed that long after so many deliveries, or kills itself; answers what it said last. */
async function run(
  root: string,
  kill: { seed: number; afterDeliveries: number; delayMs: number } | null,
): Promise<string> {
  const seed = kill ? [String(kill.seed)] : [];
  const child = spawn(process.execPath, [script, root, String(count), ...seed], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += String(chunk);
    if (kill && said.length >= kill.afterDeliveries) setTimeout(() => child.kill('SIGKILL'), kill.delayMs);
  });
  await once(child, 'close');
  return said.trim().split('\n').at(-1) ?? '';
}

test(`after ${kills} kills each of ${count} submissions has one folder, one row and the right bytes`, async () => {
  const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`KILL_SEED=${seed}`);
  const random = seeded(seed);
  const root = tempFolder();
  const destination = path.join(root, 'delivered');
  const delivered: number[] = [];
  for (let n = 0; n < kills; n++) {
    await run(root, { seed: random() * 2 ** 31, afterDeliveries: 1 + random() * 12, delayMs: random() * 80 });
    delivered.push(existsSync(destination) ? readdirSync(destination).length : 0);
  }
  expect(await run(root, null)).toBe('done');
  console.log(`names in the destination after each kill: ${delivered.join(' ')}`);

  const names = readdirSync(destination).filter((name) => name !== 'submissions.csv');
  const rows: Record<string, string>[] = parse(readFileSync(path.join(destination, 'submissions.csv')), {
    bom: true,
    columns: true,
  });
  const numbers = Array.from({ length: count }, (_, n) => n);
  expect(names).toHaveLength(count);
  expect(rows.map((row) => row['Unique ID']).sort()).toEqual(numbers.map(idOf).sort());

  const rowOf = new Map(rows.map((row) => [row['Unique ID'], row]));
  const folderOf = new Map(
    names.map((name) => {
      const record = JSON.parse(readFileSync(path.join(destination, name, 'submission.json'), 'utf8'));
      return [record.submissionId, { name, title: record.form.title }];
    }),
  );
  for (const n of numbers) {
    const folder = folderOf.get(idOf(n));
    expect(folder?.title).toBe(titleOf(n));
    expect(rowOf.get(idOf(n))).toMatchObject({ Title: titleOf(n), 'Utility Bill Link': `${folder?.name}/bill.pdf` });
    expect(readdirSync(path.join(destination, folder?.name ?? '')).sort()).toEqual(['bill.pdf', 'submission.json']);
    expect(readFileSync(path.join(destination, folder?.name ?? '', 'bill.pdf'), 'utf8')).toBe(billOf(n));
  }
});
