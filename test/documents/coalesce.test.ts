import { expect, test } from 'vitest';
import { createCoalescer } from '../../main/documents/coalesce.ts';
import { handTimers } from '../support/hand-timers.ts';

function counted() {
  const clock = handTimers();
  const told: number[] = [];
  const coalescer = createCoalescer(() => told.push(clock.nowMs()), clock.timers, 50);
  return { clock, told, coalescer };
}

test('the first change is told at once, a burst as one more', () => {
  const { clock, told, coalescer } = counted();
  for (let count = 0; count < 1000; count++) coalescer.changed();
  expect(told).toEqual([0]);
  clock.turn(49);
  expect(told).toEqual([0]);
  clock.turn(1);
  expect(told).toEqual([0, 50]);
});

test('changes without end are told 20 times a second, and the last one always', () => {
  const { clock, told, coalescer } = counted();
  for (let ms = 0; ms < 1000; ms++) {
    coalescer.changed();
    clock.turn(1);
  }
  expect(told).toHaveLength(21);
  clock.turn(1000);
  expect(told).toHaveLength(21);
  coalescer.changed();
  expect(told).toHaveLength(22);
});

test('a change made while telling is told too', () => {
  const clock = handTimers();
  let told = 0;
  const coalescer = createCoalescer(
    () => {
      told += 1;
      if (told < 3) coalescer.changed();
    },
    clock.timers,
    50,
  );
  coalescer.changed();
  clock.turn(200);
  expect(told).toBe(3);
});

test('nothing is told after the stop', () => {
  const { clock, told, coalescer } = counted();
  coalescer.changed();
  coalescer.changed();
  coalescer.stop();
  clock.turn(1000);
  coalescer.changed();
  expect(told).toEqual([0]);
});
