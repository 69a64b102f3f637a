import { expect, test } from 'vitest';
import { afterFailure } from '../../main/sync/after-failure.ts';
import { backoffMs } from '../../main/sync/backoff.ts';
import { isPaused, pauseAfter } from '../../main/sync/destination-pause.ts';
import type { Outcome } from '../../main/sync/outcome.ts';

test('waits double from one second to 64, then come every 15 minutes', () => {
  const waits = Array.from({ length: 10 }, (_, index) => backoffMs(index + 1, 0) / 1_000);
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 64, 900, 900]);
});

test('the random part is at most a second, in whole milliseconds, and never beyond the cap', () => {
  expect(backoffMs(1, 0.9999)).toBe(2_000);
  expect(backoffMs(3, 0.12345)).toBe(4_123);
  expect(backoffMs(7, 0.5)).toBe(64_000);
});

test('desktops that failed together for a quarter of an hour do not come back together', () => {
  expect(backoffMs(9, 0.5)).toBe(930_000);
  expect(backoffMs(20, 0.9999)).toBeLessThanOrEqual(960_000);
});

const context = { now: 1_000_000, random: 0, resumeAt: 1_500_000 };
const words = { cause: 'c', problem: 'p' };

test('failures of the whole destination do not count against an entry', () => {
  for (const failure of [
    { kind: 'unreachable', ...words },
    { kind: 'rate-limited', until: 2_000_000.5 },
    { kind: 'sign-in-needed', problem: 'p' },
  ] as const) {
    expect(afterFailure({ attempts: 4, inDoubt: false }, failure, context)).toMatchObject({
      kind: 'waiting',
      attempts: 3,
    });
  }
});

test('a doubt stays until something was delivered', () => {
  const failures: Exclude<Outcome, { kind: 'delivered' | 'rejected' }>[] = [
    { kind: 'retry', ...words },
    { kind: 'unreachable', ...words },
    { kind: 'in-doubt', ...words },
  ];
  for (const failure of failures) {
    expect(afterFailure({ attempts: 1, inDoubt: true }, failure, context)).toMatchObject({ inDoubt: true });
  }
  expect(afterFailure({ attempts: 1, inDoubt: false }, { kind: 'in-doubt', ...words }, context)).toMatchObject({
    inDoubt: true,
  });
});

test('an unreachable destination pauses longer each time, counted once per attempt; a delivery ends it', () => {
  const unreachable: Outcome = { kind: 'unreachable', ...words };
  const at = { now: 1_000, random: 0 };
  const first = pauseAfter({ kind: 'none' }, [unreachable, unreachable, unreachable], at);
  expect(first).toEqual({ kind: 'until', at: 2_000, because: 'unreachable', cause: 'c', problem: 'p', failures: 1 });
  const second = pauseAfter(first, [unreachable], at);
  expect(second).toMatchObject({ at: 3_000, failures: 2 });
  expect(pauseAfter(second, [{ kind: 'delivered', receipts: {} }], at)).toEqual({ kind: 'none' });
  expect(isPaused(second, 2_999)).toBe(true);
  expect(isPaused(second, 3_000)).toBe(false);
});

test('only a person ends the pause for a sign-in', () => {
  const at = { now: 1_000, random: 0 };
  const pause = pauseAfter({ kind: 'none' }, [{ kind: 'sign-in-needed', problem: 'p' }], at);
  expect(
    pauseAfter(
      pause,
      [
        { kind: 'delivered', receipts: {} },
        { kind: 'unreachable', ...words },
      ],
      at,
    ),
  ).toEqual(pause);
  expect(isPaused(pause, Number.MAX_SAFE_INTEGER)).toBe(true);
});
