import { describe, expect, test } from 'vitest';
import {
  type MemoryBudget,
  type MemorySample,
  memoryBudget,
  type ProcessSample,
  watchMemory,
} from '../../main/documents/memory-watchdog.ts';

const MB = 1024 * 1024;
const budget: MemoryBudget = {
  totalBytes: 512 * MB,
  maxProcesses: 2,
  softBytes: 210 * MB,
  hardBytes: 270 * MB,
  pagesPerProcess: 150,
  idleLimitMs: 120_000,
};

function process(id: number, megabytes: number, rest: Partial<ProcessSample> = {}): ProcessSample {
  return { id, doing: 'reading', bytes: megabytes * MB, pagesRecognised: 3, idleMs: 0, ...rest };
}

function sample(mainMegabytes: number, ...processes: readonly ProcessSample[]): MemorySample {
  return { mainBytes: mainMegabytes * MB, processes };
}

const actionsOf = (figures: MemorySample) => watchMemory(figures, budget).actions;
const admitOf = (figures: MemorySample, limits = budget) => watchMemory(figures, limits).admit;

describe('what a process is due by itself', () => {
  test.each<[string, ProcessSample, object | null]>([
    ['one reading within its limits is left alone', process(1, 180), null],
    [
      'one over its soft limit is replaced after its page',
      process(1, 215),
      { kind: 'replace-after-page', why: 'soft-limit' },
    ],
    ['one over its hard limit is ended now', process(1, 280), { kind: 'kill', why: 'hard-limit' }],
    [
      'one that has read its pages is replaced after this one',
      process(1, 180, { pagesRecognised: 150 }),
      { kind: 'replace-after-page', why: 'page-limit' },
    ],
    [
      'an idle one over its soft limit goes at once',
      process(1, 215, { doing: 'idle' }),
      { kind: 'end-idle', why: 'soft-limit' },
    ],
    ['an idle one is kept warm for a while', process(1, 180, { doing: 'idle', idleMs: 119_000 }), null],
    [
      'one idle for long goes',
      process(1, 180, { doing: 'idle', idleMs: 121_000 }),
      { kind: 'end-idle', why: 'unused' },
    ],
    ['one that is ending is not ended again', process(1, 300, { doing: 'ending' }), null],
  ])('%s', (_, figures, expected) => {
    expect(actionsOf(sample(90, figures))).toEqual(expected === null ? [] : [expect.objectContaining(expected)]);
  });
});

describe('what all of them together call for, in this order', () => {
  test('while there is room, nothing is done and another process may start', () => {
    expect(watchMemory(sample(90, process(1, 180)), budget)).toMatchObject({ admit: 2, actions: [] });
  });
  test('without room for one more, none is admitted', () => {
    expect(watchMemory(sample(160, process(1, 180)), budget)).toMatchObject({ admit: 1, actions: [] });
  });
  test('idle processes end before anything else', () => {
    const figures = sample(120, process(1, 180, { doing: 'idle' }), process(2, 180));
    expect(watchMemory(figures, budget).actions).toEqual([{ kind: 'end-idle', id: 1, why: 'pressure' }]);
  });
  test('then the pool shrinks by one, after the largest one has finished its page', () => {
    expect(watchMemory(sample(100, process(1, 190), process(2, 200)), budget)).toMatchObject({
      admit: 1,
      actions: [{ kind: 'replace-after-page', id: 2, why: 'pressure' }],
    });
  });
  test('at last the largest one is ended now', () => {
    const figures = sample(100, process(1, 200), process(2, 205));
    expect(watchMemory(figures, budget)).toMatchObject({
      admit: 1,
      actions: [{ kind: 'kill', id: 2, why: 'pressure' }],
    });
  });
  test('the only reader is never ended for the sum: its page would come back to the same budget', () => {
    expect(actionsOf(sample(320, process(1, 190)))).toEqual([]);
  });
  test('one that is ending already counts, but nobody is ended for it', () => {
    expect(actionsOf(sample(110, process(1, 200), process(2, 205, { doing: 'ending' })))).toEqual([]);
  });
});

test('main is to collect its garbage when it has grown beyond its part', () => {
  expect(watchMemory(sample(110), budget).collect).toBe(false);
  expect(watchMemory(sample(130), budget).collect).toBe(true);
});

test('a process that was replaced has a successor under the usual budget', () => {
  const usual = memoryBudget({ budgetBytes: 512_000_000, recognisers: 0, cores: 2 });
  // Main after a large file was dropped, and one process as large as it may be between pages.
  const grown = process(1, usual.softBytes / MB);
  expect(watchMemory(sample(120, grown), usual)).toMatchObject({ admit: 2, actions: [] });
});

test('work always goes on with at least one process, however small the budget', () => {
  const small = memoryBudget({ budgetBytes: 256 * MB, recognisers: 0, cores: 8 });
  expect(small.maxProcesses).toBe(1);
  expect(admitOf(sample(200), small)).toBe(1);
  expect(watchMemory(sample(100, process(1, 155)), small).actions).toEqual([]);
});

test.each([1, 2])('with %i processes the limits of one leave room for main within the budget', (recognisers) => {
  const { softBytes, hardBytes, totalBytes } = memoryBudget({ budgetBytes: 512 * MB, recognisers, cores: 8 });
  expect(softBytes).toBeLessThan(hardBytes);
  expect(hardBytes + 110 * MB).toBeLessThanOrEqual(totalBytes);
});

test.each([
  { budgetMegabytes: 512, recognisers: 0, cores: 8, expected: 2 },
  { budgetMegabytes: 512, recognisers: 0, cores: 1, expected: 1 },
  { budgetMegabytes: 512, recognisers: 1, cores: 8, expected: 1 },
  { budgetMegabytes: 1024, recognisers: 0, cores: 8, expected: 5 },
  { budgetMegabytes: 1024, recognisers: 16, cores: 2, expected: 5 },
])('$budgetMegabytes MB, setting $recognisers and $cores cores make $expected processes', (row) => {
  const { budgetMegabytes, expected, ...rest } = row;
  expect(memoryBudget({ budgetBytes: budgetMegabytes * MB, ...rest }).maxProcesses).toBe(expected);
});
