import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../main/diagnostics/log.ts';
import { createListRefresher } from '../../main/sync/list-refresher.ts';
import { openOffice } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';

type Fetch = Parameters<typeof createListRefresher>[0]['fetchLists'];
const fetched = (name: string): Awaited<ReturnType<Fetch>> => ({
  ok: true,
  value: {
    agents: [{ id: 'A-1', name }],
    bad: [{ tab: 'Agents', row: 3, message: '"Bob" has no id.' }],
    missingTabs: ['Utilities', 'Developers'],
  },
});

function refresher(fetchLists: Fetch) {
  const office = openOffice({ root: tempFolder() });
  onTestFinished(() => office.close());
  const clock = { now: 1_000 };
  const timers: (() => void)[] = [];
  let changes = 0;
  const lists = createListRefresher({
    fetchLists,
    store: office.storage.referenceLists,
    onChange: () => {
      changes += 1;
    },
    now: () => clock.now,
    log: silentLog,
    schedule: (_, callback) => {
      timers.push(callback);
      return () => timers.splice(timers.indexOf(callback), 1);
    },
  });
  return { lists, clock, timers, stored: () => office.storage.referenceLists.read(), changes: () => changes };
}

test('keeps what was fetched, with its age, and the lists whose tab is missing as they were', async () => {
  const { lists, stored, changes } = refresher(async () => fetched('Ann'));
  expect(await lists.refresh()).toMatchObject({ triedAt: 1_000, problem: null, bad: [{ row: 3 }] });
  expect(stored()).toEqual({ agents: [{ id: 'A-1', name: 'Ann' }], refreshedAt: 1_000 });
  // It began, and it ended.
  expect(changes()).toBe(2);
});

test('goes on with the old lists when Google is away, and again and again until it isn’t', async () => {
  let answer = fetched('Ann');
  const { lists, clock, timers, stored } = refresher(async () => answer);
  lists.start();
  await expect.poll(() => timers.length).toBe(1);
  answer = { ok: false, problem: 'No network.' };
  clock.now = 2_000;
  timers.shift()?.();
  await expect.poll(() => timers.length).toBe(1);
  expect(lists.report()).toMatchObject({ triedAt: 2_000, problem: 'No network.' });
  expect(stored()).toMatchObject({ agents: [{ name: 'Ann' }], refreshedAt: 1_000 });
  answer = fetched('Anna');
  timers.shift()?.();
  await expect.poll(() => stored().agents?.[0]?.name).toBe('Anna');
  await lists.stop();
});

test('does nothing where there is no sheet, and survives what it doesn’t expect', async () => {
  const nowhere = refresher(async () => null);
  expect(await nowhere.lists.refresh()).toMatchObject({ triedAt: null });
  const odd = refresher(async () => Promise.reject(new Error('odd')));
  expect(await odd.lists.refresh()).toMatchObject({ problem: expect.stringContaining('used') });
});
