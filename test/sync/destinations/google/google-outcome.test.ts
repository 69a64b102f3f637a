import { expect, test } from 'vitest';
import { createOutcomes } from '../../../../main/sync/destinations/google/google-outcome.ts';

const refused = { kind: 'rate-limited', retryAfterMs: null } as const;

function outcomes(random = 0) {
  const clock = { now: 1_000_000 };
  const made = createOutcomes({ now: () => clock.now, random: () => random });
  const waitMs = () => {
    const outcome = made.outcomeOf(refused, 'row');
    return outcome.kind === 'rate-limited' ? outcome.until - clock.now : null;
  };
  return { clock, waitMs, delivered: made.delivered };
}

test('what a whole batch is told in one moment is one plea for patience', () => {
  const { waitMs } = outcomes();
  expect(Array.from({ length: 12 }, waitMs)).toEqual(Array.from({ length: 12 }, () => 1_000));
});

test('each further plea is answered with a longer wait, until something went through', () => {
  const { clock, waitMs, delivered } = outcomes();
  const waits = Array.from({ length: 4 }, () => {
    const wait = waitMs() ?? 0;
    clock.now += wait;
    return wait;
  });
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  delivered();
  expect(waitMs()).toBe(1_000);
});

test('desktops that were refused in the same moment come back spread over as long again', () => {
  const waits = [0, 0.5, 0.99].map((random) => {
    const { clock, waitMs } = outcomes(random);
    for (let plea = 0; plea < 5; plea += 1) clock.now += waitMs() ?? 0;
    return waitMs() ?? 0;
  });
  expect(waits.map((wait) => Math.round(wait / 1_000))).toEqual([32, 49, 66]);
});
