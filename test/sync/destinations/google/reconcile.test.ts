import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { createOutcomes } from '../../../../main/sync/destinations/google/google-outcome.ts';
import { checkDelivered } from '../../../../main/sync/destinations/google/reconcile.ts';
import { repairDelivered } from '../../../../main/sync/destinations/google/repair.ts';
import { formOf } from '../../../support/google/delivering-office.ts';
import {
  connectDestination,
  filesIn,
  foldersUnder,
  placeTarget,
  sheetRows,
} from '../../../support/google/delivery-rig.ts';
import { startLocalGoogle } from '../../../support/google/local-google.ts';
import { openOffice } from '../../../support/office.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const signal = new AbortController().signal;
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

async function deliveredOffice(count: number) {
  const google = await startLocalGoogle();
  const target = placeTarget(google);
  const { destination, drive, sheets } = await connectDestination(google, () => target);
  const office = openOffice({ root: tempFolder(), destinations: [destination], start: true });
  onTestFinished(async () => {
    await office.close();
    await google.close();
  });
  const ids = Array.from({ length: count }, (_, n) =>
    office.submit({ accountName: `Account ${n}` }, [office.putDocument(`bill ${n}`)]),
  );
  await expect.poll(() => office.outbox.snapshot().waiting, { timeout: 60_000 }).toBe(0);
  const { outcomeOf } = createOutcomes({ now: Date.now, random: Math.random });

  // As the app does: the newest version, whether or not it was sent.
  const delivered = () =>
    ids.map((id) => ({ submission: office.submissionOf(id), receipts: office.storage.receipts.of(id, 'google') }));
  const check = async (submissions = delivered()) => {
    const checked = await checkDelivered({ drive, sheets, outcomeOf }, submissions, signal);
    if (!checked.ok) throw new Error(JSON.stringify(checked.error));
    return checked.value.differences;
  };
  const repair = async () =>
    repairDelivered(
      {
        destination,
        drive,
        outcomeOf,
        keep: (submissionId, item, receipt) => {
          office.storage.receipts.keep(submissionId, 'google', item, receipt, Date.now());
        },
      },
      delivered(),
      await check(),
      signal,
    );
  return { google, target, office, ids, delivered, check, repair };
}

test('finds nothing where nothing differs, with two calls for any number of submissions', async () => {
  const { google, check } = await deliveredOffice(5);
  google.resetCounts();
  expect(await check()).toEqual([]);
  expect(google.requests('drive')).toBe(1);
  // The tab's name, then its rows.
  expect(google.requests('sheets')).toBe(2);
});

test('a row is repaired as it was delivered, not as an edit has it that was given up', async () => {
  const { google, target, office, ids, repair } = await deliveredOffice(1);
  const [id = ''] = ids;
  office.intake.submit({ submissionId: id, form: { ...formOf(office, id), title: 'Given up' }, decisions: {} });
  expect(await office.queue.discard({ kind: 'submission', submissionId: id }, 1)).toMatchObject({ ok: true });

  const tab = google.state.spreadsheets.get(target.spreadsheetId)?.tabs[0];
  const row = tab?.grid.rows.find(([first]) => first === id);
  if (!row) throw new Error('no row');
  row[3] = 'Somebody else';
  expect(await repair()).toMatchObject({ repaired: 1, left: [] });
  expect(sheetRows(google, target)).toMatchObject([{ 'Account Name': 'Account 0', Title: 'Owner' }]);
});

test('shows what the office, or an accident, changed, and puts it right', async () => {
  const { google, target, ids, check, repair } = await deliveredOffice(7);
  const folders = new Map(
    foldersUnder(google, target).map((folder) => [folder.appProperties.greenwattSubmission, folder]),
  );
  const folder = (n: number) => {
    const found = folders.get(ids[n]);
    if (!found) throw new Error('no folder');
    return found;
  };
  const file = (n: number) => {
    const [found] = filesIn(google, folder(n));
    if (!found) throw new Error('no file');
    return found;
  };
  const tab = google.state.spreadsheets.get(target.spreadsheetId)?.tabs[0];
  if (!tab) throw new Error('no tab');
  folder(0).trashed = true;
  for (const gone of filesIn(google, folder(1))) google.state.files.delete(gone.id);
  google.state.files.delete(folder(1).id);
  file(2).trashed = true;
  google.state.files.delete(file(3).id);
  file(4).md5Checksum = md5('something else');
  tab.grid.rows = tab.grid.rows.filter((row) => row[0] !== ids[5]);
  const row = tab.grid.rows.find((each) => each[0] === ids[6]);
  if (row) row[3] = 'Vandalised';

  const found = await check();
  expect(found.map((each) => [ids.indexOf(each.submissionId), each.kind])).toEqual([
    [0, 'folder-trashed'],
    [1, 'folder-missing'],
    [2, 'file-trashed'],
    [3, 'file-missing'],
    [4, 'file-changed'],
    [5, 'row-missing'],
    [6, 'row-differs'],
  ]);
  expect(found.at(-1)).toMatchObject({ columns: ['Account Name'], accountName: 'Account 6' });
  expect(await repair()).toEqual({ repaired: 7, left: [] });
  expect(await check()).toEqual([]);
  const live = foldersUnder(google, target).filter((each) => !each.trashed);
  expect(live).toHaveLength(7);
  for (const [n, id] of ids.entries()) {
    const its = live.find((each) => each.appProperties.greenwattSubmission === id);
    expect(its && filesIn(google, its).map((each) => each.md5Checksum)).toEqual([md5(`bill ${n}`)]);
    const [bill] = its ? filesIn(google, its) : [];
    const [inSheet, ...more] = sheetRows(google, target).filter((each) => each['Unique ID'] === id);
    expect(more).toEqual([]);
    expect(inSheet).toMatchObject({
      'Account Name': `Account ${n}`,
      'Utility Bill Link': expect.stringContaining(bill?.id ?? 'none'),
    });
  }
});

test('shows a row that is there twice and leaves it to a person', async () => {
  const { google, target, ids, check, repair } = await deliveredOffice(2);
  const tab = google.state.spreadsheets.get(target.spreadsheetId)?.tabs[0];
  const row = tab?.grid.rows.find((each) => each[0] === ids[0]);
  tab?.grid.rows.push([...(row ?? [])]);
  expect(await check()).toMatchObject([{ kind: 'row-doubled', rows: [expect.any(Number), 4] }]);
  expect(await repair()).toMatchObject({ repaired: 0, left: [{ problem: expect.stringContaining('Delete those') }] });
});

test('does not take a file for missing that listings don’t show yet', async () => {
  const { google, target, office, check } = await deliveredOffice(1);
  google.listingDelayMs = 60_000;
  const id = office.submit({}, [office.putDocument('fresh')]);
  await expect.poll(() => office.outbox.snapshot().waiting, { timeout: 60_000 }).toBe(0);
  expect(foldersUnder(google, target).some((folder) => folder.appProperties.greenwattSubmission === id)).toBe(true);
  expect(await check()).toEqual([]);
});

test('takes nothing for missing because a thousand things are in no listing', async () => {
  const { google, delivered, check } = await deliveredOffice(1);
  // As for an office that signs in with a client of its own from now on: what another app made is listed for nobody else.
  for (const file of google.state.files.values()) file.appProperties = {};
  expect(await check(Array.from({ length: 500 }, delivered).flat())).toEqual([]);
});
