import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../main/diagnostics/log.ts';
import { createListLooks } from '../../main/sync/list-looks.ts';
import { filledForm, openOffice } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';

const minute = 60_000;

function desktop() {
  let clock = Date.parse('2026-03-10T16:05:00Z');
  const office = openOffice({ root: tempFolder(), now: () => clock, start: true });
  onTestFinished(() => office.close());
  const { storage, outbox, destinationFolder } = office;
  const list = path.join(destinationFolder, 'submissions.csv');
  const looks = createListLooks({
    storage,
    outbox,
    folder: () => destinationFolder,
    now: () => clock,
    log: silentLog,
  });
  const rows = (): Record<string, string>[] => parse(readFileSync(list), { bom: true, columns: true });
  return {
    list,
    rows,
    rowOf: (id: string) => rows().find((row) => row['Unique ID'] === id),
    submit: async (accountName: string) => {
      const id = office.submit({ accountName }, [office.putDocument(`bill of ${accountName}`)]);
      await office.loop.settled();
      return id;
    },
    edit: async (id: string, change: Partial<typeof filledForm>) => {
      office.intake.submit({ submissionId: id, form: { ...filledForm, ...change }, decisions: {} });
      await office.loop.settled();
    },
    /** So many minutes later. */
    lookAfter: async (minutes: number) => {
      clock += minutes * minute;
      await looks.look();
    },
  };
}

test('a row that a sync program or an old copy took away is put back, and then let be', async () => {
  const { list, submit, rowOf, rows, lookAfter } = desktop();
  await submit('First');
  const copy = readFileSync(list);
  const id = await submit('Second');
  writeFileSync(list, copy);
  await lookAfter(9);
  expect(rowOf(id)).toBeUndefined();
  await lookAfter(2);
  expect(rowOf(id)).toMatchObject({ 'Account Name': 'Second', Title: 'Owner' });

  await lookAfter(11);
  const { ino, mtimeMs } = statSync(list);
  await lookAfter(11);
  expect(statSync(list)).toMatchObject({ ino, mtimeMs });
  writeFileSync(list, copy);
  await lookAfter(11);
  expect(rows()).toHaveLength(1);
});

test('an edit that an old copy took back is written again; what the office typed meanwhile stays', async () => {
  const { list, submit, edit, rowOf, lookAfter } = desktop();
  const id = await submit('First');
  const copy = readFileSync(list, 'utf8');
  await edit(id, { accountName: 'First, Inc.', title: 'Manager' });
  await edit(id, { accountName: 'First, Inc.', title: 'Manager', email: 'new@example.com' });
  writeFileSync(list, copy.replace('607-555-0123', 'call later').replace('Owner', 'Partner'));
  await lookAfter(11);
  expect(rowOf(id)).toMatchObject({
    'Account Name': 'First, Inc.',
    Email: 'new@example.com',
    Title: 'Partner',
    Phone: 'call later',
  });
});

test('a row that somebody deletes again and again is gone in the end', async () => {
  const { list, submit, rowOf, lookAfter } = desktop();
  await submit('First');
  const copy = readFileSync(list);
  const id = await submit('A try');
  for (const isThere of [true, true, false]) {
    writeFileSync(list, copy);
    await lookAfter(11);
    expect(rowOf(id) !== undefined).toBe(isThere);
  }
});

test('a list that was moved away is not made again for its rows; a folder that is away is waited for', async () => {
  const { list, submit, rowOf, rows, lookAfter } = desktop();
  await submit('First');
  const copy = readFileSync(list);
  const id = await submit('Second');
  writeFileSync(list, copy);
  const folder = path.dirname(list);
  renameSync(folder, `${folder} away`);
  await lookAfter(11);
  renameSync(`${folder} away`, folder);
  await lookAfter(11);
  expect(rowOf(id)).toBeDefined();

  renameSync(list, path.join(folder, 'March.csv'));
  await lookAfter(11);
  await submit('Third');
  await lookAfter(11);
  expect(rows().map((row) => row['Account Name'])).toEqual(['Third']);
});
