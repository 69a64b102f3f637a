import { expect, test } from 'vitest';
import type { SheetsClient } from '../../../../main/google/sheets-client.ts';
import { rowHeaders } from '../../../../main/sync/submission-row.ts';
import { arrived, deliveringOffice, formOf } from '../../../support/google/delivering-office.ts';
import { sheetRows } from '../../../support/google/delivery-rig.ts';
import { insertColumn } from '../../../support/google/grid.ts';
import type { Office } from '../../../support/office.ts';

/** An office with two delivered submissions, and a way to act in the very moment of a request. */
async function officeWithRows() {
  let onWrite = () => {};
  let onRead = () => {};
  const once = (act: () => void, forget: () => void) => () => {
    forget();
    act();
  };
  const wrapSheets = (sheets: SheetsClient): SheetsClient => ({
    ...sheets,
    read: (...request) => {
      onRead();
      return sheets.read(...request);
    },
    write: (...request) => {
      onWrite();
      return sheets.write(...request);
    },
  });
  const { google, target, office } = await deliveringOffice({ wrapSheets, timeoutMs: 300 });
  const submit = (title: string) => office.submit({ title }, [office.putDocument(`bill of the ${title}`)]);
  const [id, other] = [submit('Owner'), submit('Accountant')];
  await arrived(office);
  const tab = google.state.spreadsheets.get(target.spreadsheetId)?.tabs[0];
  if (tab === undefined) throw new Error('no tab');
  return {
    google,
    office,
    tab,
    id,
    other,
    rows: () => new Map(sheetRows(google, target).map((row) => [row['Unique ID'], row])),
    /** Just before the next write is sent. */
    atWrite: (act: () => void) => {
      onWrite = once(act, () => {
        onWrite = () => {};
      });
    },
    /** Just before the next reading is sent. */
    atRead: (act: () => void) => {
      onRead = once(act, () => {
        onRead = () => {};
      });
    },
  };
}

function edit(office: Office, id: string, title: string): void {
  const form = { ...formOf(office, id), title };
  expect(office.intake.submit({ submissionId: id, form, decisions: {} }).ok).toBe(true);
}

/** Ours are as they were submitted, and there is nothing else. */
function expectRows(rows: ReadonlyMap<string | undefined, Record<string, string>>, titles: Record<string, string>) {
  for (const [id, title] of Object.entries(titles)) {
    expect(rows.get(id)).toMatchObject({ Title: title, 'Contact Name': 'Pat Example', 'Agent ID': 'A-17' });
    expect(rows.get(id)?.[''] ?? '').toBe('');
  }
  expect(rows.size).toBe(Object.keys(titles).length);
}

/** The attempt has ended without an answer; the next is a second away. */
async function leftInDoubt(office: Office): Promise<void> {
  const cause = () =>
    office.db.prepare("SELECT cause FROM outbox WHERE kind = 'row' AND state <> 'delivered'").pluck().get();
  await expect.poll(cause, { timeout: 30_000 }).toBe('google-timeout');
}

const titleColumn = rowHeaders.indexOf('Title');

test('a column inserted while an edit is planned does not lead its text into the neighbour', async () => {
  const { office, tab, id, other, rows, atRead } = await officeWithRows();
  // The rows are looked up first; the column comes before they are looked at to be written.
  atRead(() => atRead(() => atRead(() => insertColumn(tab.grid, 2))));
  edit(office, id, 'Manager');
  await arrived(office);
  expectRows(rows(), { [id]: 'Manager', [other]: 'Accountant' });
});

test('a column inserted in the moment of a write is put right, also when Google fails right after it', async () => {
  const { google, office, tab, id, other, rows, atWrite } = await officeWithRows();
  atWrite(() => {
    insertColumn(tab.grid, titleColumn);
    google.faults.once('sheets.values.batchGet', { kind: 'error', status: 503, when: 'before' }, { skip: 1 });
  });
  edit(office, id, 'Manager');
  await arrived(office);
  expectRows(rows(), { [id]: 'Manager', [other]: 'Accountant' });
});

test('another’s cell that a sort brought under our write is put back, also when a column came before we looked', async () => {
  const { google, office, tab, id, other, rows, atWrite } = await officeWithRows();
  atWrite(() => {
    const [header = [], ...rest] = tab.grid.rows;
    tab.grid.rows = [header, ...rest.reverse()];
    google.faults.once('sheets.values.batchGet', { kind: 'silence', when: 'before' });
  });
  edit(office, id, 'Manager');
  await expect
    .poll(
      () => office.db.prepare("SELECT cause FROM outbox WHERE kind = 'row' AND state <> 'delivered'").pluck().get(),
      {
        timeout: 30_000,
      },
    )
    .toBe('google-timeout');
  insertColumn(tab.grid, 3);
  await arrived(office);
  expectRows(rows(), { [id]: 'Manager', [other]: 'Accountant' });
});

test('a cell that the office gave the same text meanwhile is not taken for one that we hit', async () => {
  const { google, office, tab, id, other, rows } = await officeWithRows();
  google.faults.once('sheets.values.batchUpdate', { kind: 'silence', when: 'before' });
  edit(office, id, 'Manager');
  await leftInDoubt(office);
  const others = tab.grid.rows.find((row) => row[0] === other);
  if (others) others[titleColumn] = 'Manager';
  await arrived(office);
  expectRows(rows(), { [id]: 'Manager', [other]: 'Manager' });
});
