import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLiveSnapshot } from '../main/live-snapshot.ts';

test('a burst of changes is told once, with the newest', async () => {
  let value = 0;
  let taken = 0;
  const live = createLiveSnapshot(
    () => {
      taken += 1;
      return value;
    },
    () => true,
  );
  const seen: number[] = [];
  live.watch((each) => seen.push(each));
  for (value = 1; value < 100; value++) live.changed();
  await expect.poll(() => seen.length).toBe(2);
  expect(seen).toEqual([0, 100]);
  expect(taken).toBe(2);
});

test('a change told just before the end reads nothing after it', async () => {
  let open = true;
  const live = createLiveSnapshot(
    () => {
      if (!open) throw new Error('read after the end');
      return 1;
    },
    () => open,
  );
  const seen: number[] = [];
  live.watch((each) => seen.push(each));
  live.changed();
  open = false;
  // Long enough for the burst to have been told; a read would fail the run as an uncaught error.
  await pause(120);
  expect(seen).toEqual([1]);
});
