import { expect, onTestFinished, test } from 'vitest';
import type { SheetsClient } from '../../../main/google/sheets-client.ts';
import type { IntakeForm } from '../../../main/intake/submission.ts';
import type { Destination } from '../../../main/sync/destination.ts';
import { receiptsOf } from '../../../main/sync/receipts-view.ts';
import { rowHeaders } from '../../../main/sync/submission-row.ts';
import { arrived, deliveringOffice, formOf } from '../../support/google/delivering-office.ts';
import { connectDestination, sheetRows } from '../../support/google/delivery-rig.ts';
import { secondLooksDue, secondLooksOf } from '../../support/google/second-looks.ts';
import { openOffice } from '../../support/office.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** Two desktops at one sheet, and what happens between the first one's look at the sheet, its write, and its next look. */
async function twoDesktops() {
  let beforeWrite: (() => Promise<void>) | null = null;
  let afterWrite: (() => Promise<void>) | null = null;
  const wrapSheets = (sheets: SheetsClient): SheetsClient => ({
    ...sheets,
    async write(...request) {
      const now = beforeWrite;
      beforeWrite = null;
      await now?.();
      const written = await sheets.write(...request);
      const next = afterWrite;
      afterWrite = null;
      await next?.();
      return written;
    },
  });
  const { google, target, office: first } = await deliveringOffice({ wrapSheets });
  const connected = await connectDestination(google, () => target);
  const second = openOffice({ root: tempFolder(), destinations: [connected.destination], start: true });
  onTestFinished(() => second.close());
  const tab = google.state.spreadsheets.get(target.spreadsheetId)?.tabs[0];
  if (tab === undefined) throw new Error('no tab');
  const looks = secondLooksOf(second, { ...connected, target }, { settleMs: 0, wholeLookEveryMs: 0 });
  const looksAt = (now: number) =>
    secondLooksOf(second, { ...connected, target }, { settleMs: 180_000, now: () => now });
  const looksThrough = (destination: Destination, options: { readonly batch: number }) =>
    secondLooksOf(second, { ...connected, target, destination }, { settleMs: 0, wholeLookEveryMs: 0, ...options });
  return {
    connected,
    tab,
    looksAt,
    /** Looks that put right by other means. */
    looksThrough,
    google,
    first,
    second,
    looks,
    rowOf: (id: string) => sheetRows(google, target).find((row) => row['Unique ID'] === id) ?? {},
    /** The rows of these two change places, as in a sort. */
    swap: (one: string, other: string) => {
      const { rows } = tab.grid;
      const at = (id: string) => rows.findIndex((row) => row[0] === id);
      const [from, to] = [at(one), at(other)];
      [rows[from], rows[to]] = [rows[to] ?? [], rows[from] ?? []];
    },
    type: (id: string, header: (typeof rowHeaders)[number], text: string) => {
      const row = tab.grid.rows.find(([first]) => first === id);
      if (row) row[rowHeaders.indexOf(header)] = text;
    },
    atWriteOfFirst: (before: () => Promise<void>, after: () => Promise<void> = async () => {}) => {
      beforeWrite = before;
      afterWrite = after;
    },
  };
}

type Desktops = Awaited<ReturnType<typeof twoDesktops>>;

/** Exchanges the bill of a submission. */
function exchangeBill(office: Desktops['first'], id: string, bill: string): void {
  const [old = ''] = office.storage.submissions.get(id)?.documentIds ?? [];
  office.intake.detachDocument({ submissionId: id, documentId: old });
  office.intake.attachDocument({ submissionId: id, documentId: office.putDocument(bill) });
  const submitted = office.intake.submit({ submissionId: id, form: formOf(office, id), decisions: {} });
  if (!submitted.ok) throw new Error(JSON.stringify(submitted.error));
}

/** The first desktop changes a row; before its write gets there, `meanwhile` happens and a sort exchanges the two rows. */
async function writeIntoNeighbour({ first, second, swap, atWriteOfFirst }: Desktops, meanwhile: (id: string) => void) {
  const mine = first.submit({ accountName: 'Mine' }, [first.putDocument('my bill')]);
  const neighbour = second.submit({ accountName: 'Neighbour', title: 'Owner' }, [second.putDocument('its bill')]);
  await Promise.all([arrived(first), arrived(second)]);
  atWriteOfFirst(async () => {
    meanwhile(neighbour);
    await arrived(second);
    swap(mine, neighbour);
  });
  exchangeBill(first, mine, 'my right bill');
  await arrived(first);
  return { mine, neighbour };
}

test('a bill exchanged between another desktop’s look and its write into the row is linked again', async () => {
  const desktops = await twoDesktops();
  const { second, looks, rowOf } = desktops;
  const { mine, neighbour } = await writeIntoNeighbour(desktops, (id) => exchangeBill(second, id, 'its right bill'));
  const { 'Utility Bill Link': right } = linkReceived(second, neighbour);
  // The other desktop put back what it had seen: the link of the bill that was wrong.
  expect(rowOf(neighbour)['Utility Bill Link']).not.toBe(right);
  await looks.look();
  expect(rowOf(neighbour)['Utility Bill Link']).toBe(right);
  expect(rowOf(mine)).toMatchObject(linkReceived(desktops.first, mine));
  // It was written again, so it is looked at again; then that is all.
  expect(secondLooksDue(second)).toBe(1);
  await looks.look();
  expect(secondLooksDue(second)).toBe(0);
});

test('a new row that another desktop’s write went into gets its own link again', async () => {
  const desktops = await twoDesktops();
  const { first, second, looks, rowOf, swap, atWriteOfFirst } = desktops;
  const mine = first.submit({ accountName: 'Mine' }, [first.putDocument('my bill')]);
  await arrived(first);
  let fresh = '';
  atWriteOfFirst(async () => {
    fresh = second.submit({ accountName: 'Fresh' }, [second.putDocument('a bill')]);
    await arrived(second);
    swap(mine, fresh);
  });
  exchangeBill(first, mine, 'my right bill');
  await arrived(first);
  expect(rowOf(fresh)['Utility Bill Link']).not.toBe(linkReceived(second, fresh)['Utility Bill Link']);
  await looks.look();
  expect(rowOf(fresh)).toMatchObject({ 'Account Name': 'Fresh', ...linkReceived(second, fresh) });
});

const edit = (office: Desktops['first'], id: string, change: Partial<IntakeForm>) =>
  office.intake.submit({ submissionId: id, form: { ...formOf(office, id), ...change }, decisions: {} });

test.each(['where it was hit', 'elsewhere, after another sort'])(
  'what a write left in a neighbour’s row is taken out, also when its owner wrote there before we looked: it stands %s',
  async (place) => {
    const { first, second, rowOf, swap, atWriteOfFirst } = await twoDesktops();
    const mine = first.submit({ accountName: 'Mine' }, [first.putDocument('my bill')]);
    const neighbour = second.submit({ accountName: 'Neighbour' }, [second.putDocument('its bill')]);
    await Promise.all([arrived(first), arrived(second)]);
    atWriteOfFirst(
      async () => swap(mine, neighbour),
      async () => {
        edit(second, neighbour, { title: 'Manager' });
        await arrived(second);
        if (place !== 'where it was hit') swap(mine, neighbour);
      },
    );
    edit(first, mine, { businessName: 'Mine LLC' });
    await arrived(first);
    expect(rowOf(mine)).toMatchObject({ 'Business Entity Name': 'Mine LLC', ...linkReceived(first, mine) });
    expect(rowOf(neighbour)).toMatchObject({
      'Account Name': 'Neighbour',
      'Business Entity Name': '',
      Title: 'Manager',
      ...linkReceived(second, neighbour),
    });
  },
);

test('two rows that change places while both are edited get their own again, also where only one was edited', async () => {
  const { first, rowOf, swap, atWriteOfFirst } = await twoDesktops();
  const one = first.submit({ accountName: 'One' }, [first.putDocument('a bill')]);
  const other = first.submit({ accountName: 'Other' }, [first.putDocument('another bill')]);
  await arrived(first);
  atWriteOfFirst(async () => swap(one, other));
  edit(first, one, { accountName: 'One LLC', title: 'Manager' });
  exchangeBill(first, other, 'the right bill');
  await arrived(first);
  expect(rowOf(one)).toMatchObject({ 'Account Name': 'One LLC', Title: 'Manager', ...linkReceived(first, one) });
  expect(rowOf(other)).toMatchObject({ 'Account Name': 'Other', Title: 'Owner', ...linkReceived(first, other) });
});

test('an edit of a row that shows another’s link writes all of the row', async () => {
  const { first, second, rowOf, type } = await twoDesktops();
  const other = first.submit({ accountName: 'Other' }, [first.putDocument('a bill')]);
  const id = second.submit({ accountName: 'Mine' }, [second.putDocument('its bill')]);
  await Promise.all([arrived(first), arrived(second)]);
  // As a write left it whose desktop was switched off before it could look.
  type(id, 'Account Name', 'Other');
  type(id, 'Utility Bill Link', linkReceived(first, other)['Utility Bill Link']);
  edit(second, id, { title: 'Manager' });
  await arrived(second);
  expect(rowOf(id)).toMatchObject({ 'Account Name': 'Mine', Title: 'Manager', ...linkReceived(second, id) });
});

test('a row that shows another’s link is put right whenever its desktop looks through the sheet', async () => {
  const { google, first, second, looks, rowOf, type } = await twoDesktops();
  const other = first.submit({ accountName: 'Other' }, [first.putDocument('a bill')]);
  const id = second.submit({ accountName: 'Mine' }, [second.putDocument('its bill')]);
  const own = second.submit({ accountName: 'Moved' }, [second.putDocument('another bill')]);
  await Promise.all([arrived(first), arrived(second)]);
  while (secondLooksDue(second) > 0) await looks.look();

  type(id, 'Account Name', 'Other');
  type(id, 'Utility Bill Link', linkReceived(first, other)['Utility Bill Link']);
  type(own, 'Utility Bill Link', 'https://drive.google.com/file/d/moved-by-the-office/view');
  google.resetCounts();
  await looks.look();
  expect(rowOf(id)).toMatchObject({ 'Account Name': 'Mine', ...linkReceived(second, id) });
  expect(rowOf(own)['Utility Bill Link']).toContain('moved-by-the-office');
  expect(google.requests('sheets.values.batchUpdate')).toBe(1);
});

test('what the office typed since is left alone, and nothing is written', async () => {
  const { google, second, looks, rowOf, type } = await twoDesktops();
  const id = second.submit({ title: 'Owner' }, [second.putDocument('a bill')]);
  await arrived(second);
  second.intake.submit({ submissionId: id, form: { ...formOf(second, id), title: 'Manager' }, decisions: {} });
  await arrived(second);
  type(id, 'Account Name', 'Corrected by the office');
  type(id, 'Title', 'Partner');
  google.resetCounts();
  await looks.look();
  expect(rowOf(id)).toMatchObject({ 'Account Name': 'Corrected by the office', Title: 'Partner' });
  expect(google.requests('sheets.values.batchUpdate')).toBe(0);
  expect(secondLooksDue(second)).toBe(0);
});

test('it comes three minutes after the delivery, and at once when the clock was set back', async () => {
  const { second, looksAt } = await twoDesktops();
  second.submit({}, [second.putDocument('a bill')]);
  await arrived(second);
  await looksAt(Date.now() + 1_000).look();
  expect(secondLooksDue(second)).toBe(1);
  await looksAt(Date.now() - 86_400_000).look();
  expect(secondLooksDue(second)).toBe(0);
  second.submit({}, [second.putDocument('another bill')]);
  await arrived(second);
  await looksAt(Date.now() + 181_000).look();
  expect(secondLooksDue(second)).toBe(0);
});

test.each(['at once', 'after it was put right once'])(
  'an edit that another desktop’s write took back is written again, %s',
  async (when) => {
    const desktops = await twoDesktops();
    const { first, second, looks, rowOf, type } = desktops;
    const { neighbour } = await writeIntoNeighbour(desktops, (id) => edit(second, id, { title: 'Manager' }));
    if (when !== 'at once') {
      type(neighbour, 'Utility Bill Link', 'https://drive.google.com/file/d/of-another-row/view');
      await looks.look();
    }
    // As that desktop had seen it before the edit.
    type(neighbour, 'Title', 'Owner');
    await looks.look();
    expect(rowOf(neighbour)).toMatchObject({ Title: 'Manager', ...linkReceived(second, neighbour) });
    expect(first.errors).toEqual([]);
  },
);

test('of two edits in a row, the first is written again, too, when another desktop’s write took it back', async () => {
  const { second, looks, rowOf, type } = await twoDesktops();
  const id = second.submit({ title: 'Owner' }, [second.putDocument('a bill')]);
  await arrived(second);
  edit(second, id, { title: 'Manager' });
  await arrived(second);
  edit(second, id, { businessName: 'Firm' });
  await arrived(second);
  type(id, 'Title', 'Owner');
  await looks.look();
  expect(rowOf(id)).toMatchObject({ Title: 'Manager', 'Business Entity Name': 'Firm' });
  while (secondLooksDue(second) > 0) await looks.look();
  // From then on it is the office's word.
  type(id, 'Title', 'Owner');
  await looks.look();
  expect(rowOf(id)).toMatchObject({ Title: 'Owner' });
});

test('a row is put right as it was delivered, not as an edit has it that was given up', async () => {
  const { first, second, google, looks, rowOf, type } = await twoDesktops();
  const other = first.submit({ accountName: 'Other' }, [first.putDocument('a bill')]);
  const id = second.submit({ accountName: 'Mine' }, [second.putDocument('its bill')]);
  await Promise.all([arrived(first), arrived(second)]);
  const delivered = linkReceived(second, id);
  edit(second, id, { title: 'Given up' });
  expect(await second.queue.discard({ kind: 'submission', submissionId: id }, 1)).toMatchObject({ ok: true });
  expect(google.requests('sheets.values.append')).toBe(2);
  type(id, 'Utility Bill Link', linkReceived(first, other)['Utility Bill Link']);
  await looks.look();
  expect(rowOf(id)).toMatchObject({ 'Account Name': 'Mine', Title: 'Owner', ...delivered });
  expect(receiptsOf(second.storage, id)).toMatchObject([{ standing: { kind: 'discarded' } }]);
});

test('a sheet whose heading was renamed for a while is looked at again when it is back, and read once a round till then', async () => {
  const { google, tab, first, second, looks, rowOf, type } = await twoDesktops();
  const other = first.submit({ accountName: 'Other' }, [first.putDocument('a bill')]);
  const id = second.submit({ accountName: 'Mine' }, [second.putDocument('its bill')]);
  await Promise.all([arrived(first), arrived(second)]);
  type(id, 'Utility Bill Link', linkReceived(first, other)['Utility Bill Link']);
  const heading = tab.grid.rows[0];
  if (heading === undefined) throw new Error('no heading');
  tab.grid.rows[0] = ['Number', ...heading.slice(1)];
  google.resetCounts();
  await looks.look();
  expect(google.requests('sheets.values.batchGet')).toBe(1);
  expect(secondLooksDue(second)).toBe(1);

  tab.grid.rows[0] = heading;
  await looks.look();
  expect(rowOf(id)).toMatchObject(linkReceived(second, id));
});

test('rows that can’t be put right hold up no other, and only some are tried at a time, in turn', async () => {
  const { connected, first, second, looksThrough, rowOf, type } = await twoDesktops();
  const other = first.submit({ accountName: 'Other' }, [first.putDocument('a bill')]);
  const stubborn = Array.from({ length: 12 }, (_, n) => second.submit({}, [second.putDocument(`stubborn ${n}`)]));
  await Promise.all([arrived(first), arrived(second)]);
  const sound = second.submit({}, [second.putDocument('a sound bill')]);
  await arrived(second);
  for (const id of stubborn) type(id, 'Utility Bill Link', linkReceived(first, other)['Utility Bill Link']);

  const tried: string[] = [];
  const refusing: Destination = {
    ...connected.destination,
    async attempt(deliveries) {
      tried.push(...deliveries.map(({ submission }) => submission.id));
      return deliveries.map(() => ({ kind: 'rejected', cause: 'test', problem: 'It can’t be written.' }));
    },
  };
  const looks = looksThrough(refusing, { batch: 5 });
  await looks.look();
  expect(tried).toHaveLength(10);
  expect(new Set(dueIds(second))).toEqual(new Set(stubborn));
  await looks.look();
  expect(tried).toHaveLength(20);
  expect(new Set(tried)).toEqual(new Set(stubborn));

  await looksThrough(connected.destination, { batch: 5 }).look();
  for (const id of [...stubborn, sound]) expect(rowOf(id)).toMatchObject(linkReceived(second, id));
});

test('without a network it stays due; a sheet that was deleted is asked for no more', async () => {
  const { google, second, looks } = await twoDesktops();
  second.submit({}, [second.putDocument('a bill')]);
  await arrived(second);
  google.faults.once('sheets.values.batchGet', { kind: 'reset', when: 'before' });
  google.faults.once('sheets.spreadsheets.get', { kind: 'reset', when: 'before' });
  // The name of the tab is asked for, then its rows.
  for (const _ of ['tab', 'rows']) {
    await looks.look();
    expect(secondLooksDue(second)).toBe(1);
  }
  google.state.spreadsheets.clear();
  await looks.look();
  expect(secondLooksDue(second)).toBe(0);
});

const dueIds = (office: Desktops['second']) =>
  office.storage.receipts
    .secondLooks('google', { at: Number.MAX_SAFE_INTEGER, settleMs: 0 }, 1_000)
    .map(({ submissionId }) => submissionId);

function linkReceived(office: Desktops['second'], id: string): { 'Utility Bill Link': string } {
  const cells = office.storage.receipts.of(id, 'google').get('row')?.cells;
  const link = Array.isArray(cells) ? cells[rowHeaders.indexOf('Utility Bill Link')] : undefined;
  return { 'Utility Bill Link': String(link) };
}
