import { expect, onTestFinished, test } from 'vitest';
import { rowHeaders } from '../../../../main/sync/submission-row.ts';
import { arrived, deliveringOffice, formOf, submit } from '../../../support/google/delivering-office.ts';
import { connectDestination, placeTarget, sheetRows } from '../../../support/google/delivery-rig.ts';
import { openOffice } from '../../../support/office.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

/** A desktop on a data folder of its own, that can be opened again with nothing left in memory. */
async function desktop() {
  const { google, office: other, target } = await deliveringOffice();
  await other.loop.stop();
  const root = tempFolder();
  const open = async () => {
    const { destination } = await connectDestination(google, () => target, { timeoutMs: 300 });
    const opened = openOffice({ root, destinations: [destination], random: () => 1, start: true });
    onTestFinished(() => opened.close());
    return opened;
  };
  const tab = google.state.spreadsheets.get(target.spreadsheetId)?.tabs[0];
  if (tab === undefined) throw new Error('no tab');
  return { google, target, tab, open };
}

type Office = Awaited<ReturnType<Awaited<ReturnType<typeof desktop>>['open']>>;

/** The attempt has ended without an answer; the next is seconds away. */
async function leftInDoubt(office: Office): Promise<void> {
  const cause = () =>
    office.db.prepare("SELECT cause FROM outbox WHERE kind = 'row' AND state <> 'delivered'").pluck().get();
  await expect.poll(cause, { timeout: 30_000 }).toBe('google-timeout');
}

const earlierRow = (n: number): string[] =>
  rowHeaders.map((header) => {
    if (header === 'Unique ID') return `earlier-${n}`;
    if (header === 'Utility Bill Link') return `https://drive.google.com/file/d/earlier-${n}/view?usp=drivesdk`;
    return header === 'Title' ? 'Earlier' : `${header} of the year’s ${n}th`;
  });

const titleColumn = rowHeaders.indexOf('Title');
const linkColumn = rowHeaders.indexOf('Utility Bill Link');

test('a row that came to stand beside its columns is found by the run after a crash, not written again', async () => {
  const { google, target, tab, open } = await desktop();
  tab.grid.rows = [['Our notes', ...rowHeaders]];
  tab.grid.columnCount += 1;
  google.faults.once('sheets.values.append', { kind: 'silence', when: 'after' });
  const first = await open();
  const id = submit(first);
  await leftInDoubt(first);
  await first.close();
  // As if somebody had inserted a column in the moment of the append: the whole row stands one to the right.
  tab.grid.rows[0] = ['Our notes', '', ...rowHeaders];
  tab.grid.rows[1]?.unshift('', '');
  tab.grid.columnCount += 2;

  const second = await open();
  await arrived(second);
  expect(sheetRows(google, target)).toHaveLength(1);
  expect(tab.grid.rows[1]?.slice(0, 5)).toEqual(['', '', id, expect.any(String), '']);
  expect(tab.grid.rows[1]?.[2 + rowHeaders.indexOf('CDG Enrollment Status') + 1] ?? '').toBe('');
  expect(sheetRows(google, target)).toMatchObject([{ 'Account Name': 'Example Dairy', Title: 'Owner', '': '' }]);
  expect([...second.storage.receipts.of(id, 'google').keys()]).not.toContain('append');
});

test.each([
  { standing: 0, size: 'a new sheet' },
  { standing: 4_000, size: 'the sheet of a busy year' },
])(
  'what an update overwrote in a row that was sorted into its place is put back by the run after a crash: $size',
  async ({ standing }) => {
    const { google, target, tab, open } = await desktop();
    tab.grid.rows.push(...Array.from({ length: standing }, (_, n) => earlierRow(n)));
    const first = await open();
    const id = submit(first, { title: 'Owner' });
    const other = submit(first, { title: 'Accountant' });
    const third = submit(first, { title: 'Treasurer' });
    await arrived(first);
    const edit = (title: string) =>
      first.intake.submit({ submissionId: id, form: { ...formOf(first, id), title }, decisions: {} });
    google.resetCounts();
    edit('Partner');
    await arrived(first);
    const readsOfAnEdit = google.requests('sheets.values.batchGet');
    // The update goes out, and nobody sees what came of it.
    google.faults.once('sheets.values.batchUpdate', { kind: 'silence', when: 'before' });
    google.faults.once('sheets.values.batchGet', { kind: 'silence', when: 'before' }, { skip: readsOfAnEdit - 1 });
    edit('Manager');
    await leftInDoubt(first);
    await first.close();
    // As if a sort had brought the other's row to where ours was.
    const ours = tab.grid.rows.find((row) => row[0] === id);
    const hit = tab.grid.rows.find((row) => row[0] === other);
    const link = hit?.[linkColumn];
    if (hit) hit[titleColumn] = 'Manager';
    if (hit) hit[linkColumn] = ours?.[linkColumn] ?? '';
    // Somebody gives the third the same title by hand: that is not ours to undo.
    const theirs = tab.grid.rows.find((row) => row[0] === third);
    if (theirs) theirs[titleColumn] = 'Manager';

    await arrived(await open());
    const rows = sheetRows(google, target).filter((row) => row.Title !== 'Earlier');
    const titles = new Map(rows.map((row) => [row['Unique ID'], row.Title]));
    expect(sheetRows(google, target)).toHaveLength(standing + 3);
    expect(titles).toEqual(
      new Map([
        [id, 'Manager'],
        [other, 'Accountant'],
        [third, 'Manager'],
      ]),
    );
    expect(hit?.[linkColumn]).toBe(link);
  },
);

test('a row in doubt is looked for where it was written, also when the office chose another sheet meanwhile', async () => {
  const { google, target, open } = await desktop();
  const earlier = { ...target };
  google.faults.once('sheets.values.append', { kind: 'silence', when: 'after' });
  const first = await open();
  const id = first.submit({}, [first.putDocument('the bill')]);
  await leftInDoubt(first);
  await first.close();
  Object.assign(target, placeTarget(google));

  const second = await open();
  await arrived(second);
  expect(sheetRows(google, earlier).map((row) => row['Unique ID'])).toEqual([id]);
  expect(sheetRows(google, target)).toEqual([]);
  // It is edited where it is; what is new goes to the new sheet.
  second.putDocument('the bill');
  second.intake.submit({ submissionId: id, form: { ...formOf(second, id), title: 'Manager' }, decisions: {} });
  const next = submit(second);
  await arrived(second);
  expect(sheetRows(google, earlier)).toMatchObject([{ 'Unique ID': id, Title: 'Manager' }]);
  expect(sheetRows(google, target).map((row) => row['Unique ID'])).toEqual([next]);
});

test('a row in doubt that never arrived goes to the sheet that was chosen meanwhile', async () => {
  const { google, target, open } = await desktop();
  const earlier = { ...target };
  google.faults.once('sheets.values.append', { kind: 'silence', when: 'before' });
  const first = await open();
  const id = submit(first);
  await leftInDoubt(first);
  await first.close();
  Object.assign(target, placeTarget(google));
  await arrived(await open());
  expect(sheetRows(google, earlier)).toEqual([]);
  expect(sheetRows(google, target).map((row) => row['Unique ID'])).toEqual([id]);
});
