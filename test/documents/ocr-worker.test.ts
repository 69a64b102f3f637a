import { describe, expect, test } from 'vitest';
import { createOcrWorker, type JobOutcome } from '../../main/documents/ocr-worker.ts';
import { handTimers } from '../support/hand-timers.ts';
import { scriptedProcesses } from '../support/scripted-ocr-process.ts';

const limits = { startMs: 10_000, silenceMs: 20_000, jobMs: 60_000 };
const job = {
  type: 'read-page',
  source: { path: '/bill.pdf', kind: 'pdf', password: null },
  pageIndex: 0,
  maxDpi: null,
  timeBudgetMs: 12_000,
} as const;

/** Lets everything that was said be heard, without moving the clock. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A worker that has a page and says nothing of its own accord. */
async function openReading() {
  const clock = handTimers();
  const process = scriptedProcesses(() => 'hang').start();
  const worker = createOcrWorker({ process, modelPath: '/model.gz', limits, timers: clock.timers, onExit: () => {} });
  await settle();
  const outcomes: JobOutcome['kind'][] = [];
  void worker.run(job, { patience: 1, onFirstPass: () => {} }).then(({ kind }) => outcomes.push(kind));
  const turn = async (byMs: number) => {
    clock.turn(byMs);
    await settle();
  };
  /** The timers of main go before the messages that came meanwhile, as they do in Node. */
  const nap = async (forMs: number) => {
    clock.sleep(forMs);
    clock.turn(0);
    process.report(120);
    await settle();
  };
  return { process, outcomes, turn, nap };
}

describe('a page that is read while the computer sleeps', () => {
  test('is not lost, however often and long', async () => {
    const { process, outcomes, turn, nap } = await openReading();
    for (const hours of [1, 9, 60]) {
      await turn(5_000);
      await nap(hours * 3_600_000);
    }
    expect(process.killed()).toBe(false);
    process.answerNow();
    await settle();
    expect(outcomes).toEqual(['answered']);
  });

  test('is given up when its process stays silent after that', async () => {
    const { process, outcomes, turn, nap } = await openReading();
    await nap(3_600_000);
    await turn(19_000);
    expect(process.killed()).toBe(false);
    await turn(2_000);
    expect([process.killed(), outcomes]).toEqual([true, ['lost']]);
  });

  test('is given up when it takes too long all the same', async () => {
    const { process, outcomes, turn, nap } = await openReading();
    for (const _nap of ['first', 'second', 'third']) {
      await turn(10_000);
      await nap(3_600_000);
    }
    await turn(18_000);
    expect(outcomes).toEqual([]);
    process.report(120);
    await turn(12_000);
    expect(outcomes).toEqual(['lost']);
  });
});
