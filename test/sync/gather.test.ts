import { expect, onTestFinished, test } from 'vitest';
import type { Delivery, Destination } from '../../main/sync/destination.ts';
import { openOffice } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';

const startAt = Date.parse('2026-03-10T16:00:00Z');

/** Files take a while, one at a time; rows gather while they do. */
function slowFiles(gatherMs: number) {
  const rows: number[] = [];
  const lane = (kind: 'folder' | 'file', batch: number) => ({ kind, batch, parallel: 1, timeLimitMs: 60_000 });
  const destination: Destination = {
    name: 'slow',
    lanes: [
      lane('folder', 50),
      lane('file', 1),
      { kind: 'row', batch: 50, parallel: 1, timeLimitMs: 60_000, gatherMs },
    ],
    async attempt(deliveries: readonly Delivery[]) {
      if (deliveries[0]?.payload.kind === 'file') await new Promise((resolve) => setTimeout(resolve, 5));
      if (deliveries[0]?.payload.kind === 'row') rows.push(deliveries.length);
      return deliveries.map(() => ({ kind: 'delivered', receipts: {} }));
    },
  };
  return { destination, rows };
}

async function deliver(gatherMs: number): Promise<readonly number[]> {
  const { destination, rows } = slowFiles(gatherMs);
  const here = openOffice({ root: tempFolder(), now: () => startAt, random: () => 0, destinations: [destination] });
  onTestFinished(() => here.close());
  for (let n = 0; n < 8; n++) here.submit({}, [here.putDocument(`${n}`)]);
  here.loop.start();
  await here.loop.settled();
  expect(here.outbox.snapshot()).toMatchObject({ waiting: 0, delivered: 24 });
  return rows;
}

test('rows that become due one by one gather while files are still on their way', async () => {
  expect(await deliver(60_000)).toEqual([1, 7]);
});

test('without gathering each goes as it becomes due', async () => {
  expect((await deliver(0)).length).toBeGreaterThan(2);
});
