import { expect, test } from 'vitest';
import { memoryBudget } from '../../main/documents/memory-watchdog.ts';
import { createOcrPool, type PoolParts } from '../../main/documents/ocr-pool.ts';
import type { OcrJob } from '../../main/documents/ocr-protocol.ts';
import { handTimers } from '../support/hand-timers.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { type Script, scriptedProcesses } from '../support/scripted-ocr-process.ts';

const MB = 1_000_000;
const limits = { startMs: 10_000, silenceMs: 20_000, jobMs: 60_000 };
const source = { path: '/bill.pdf', kind: 'pdf', password: null } as const;
const page = (pageIndex: number): OcrJob => ({
  type: 'read-page',
  source,
  pageIndex,
  maxDpi: null,
  timeBudgetMs: 12_000,
});
const inspect: OcrJob = { type: 'inspect', source };
const ofBill = { priority: 'in-turn', owner: 'bill' } as const;

function openPool(script: Script, { megabytes = 100, ...parts }: Partial<PoolParts> & { megabytes?: number } = {}) {
  const clock = handTimers();
  const log = createRecordingLog();
  const processes = scriptedProcesses(script, { megabytes });
  const pool = createOcrPool({
    startProcess: processes.start,
    modelPath: '/model.gz',
    budget: memoryBudget({ budgetBytes: 512 * MB, recognisers: 2, cores: 2 }),
    limits,
    probeMemory: async () => new Map(),
    mainBytes: () => 90 * MB,
    mainPid: 1,
    collectGarbage: () => {},
    now: clock.nowMs,
    timers: clock.timers,
    log,
    ...parts,
  });
  return { pool, clock, log, started: processes.started };
}

/** Lets everything that is due now happen, without moving the clock. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

async function turn({ clock }: { clock: ReturnType<typeof handTimers> }, byMs: number) {
  for (let left = byMs; left > 0; left -= 500) {
    clock.turn(Math.min(500, left));
    await settle();
  }
}

test('pages that wait get as many processes as are admitted, and warm ones are used again', async () => {
  const office = openPool(() => 'hang');
  const outcomes = [0, 1, 2, 3, 4].map((index) => office.pool.run(page(index), ofBill));
  await turn(office, 1_000);
  expect(office.started.flatMap(({ jobs }) => jobs)).toEqual([page(0), page(1)]);

  for (let round = 0; round < 3; round++) {
    for (const process of office.started) process.answerNow();
    await settle();
  }
  expect((await Promise.all(outcomes)).map((outcome) => outcome.kind)).toEqual(Array(5).fill('answered'));
  expect(office.started).toHaveLength(2);
  expect(office.started.flatMap(({ jobs }) => jobs)).toHaveLength(5);
});

test('pages that come back at once are read by one process', async () => {
  const office = openPool(() => 'answer');
  const outcomes = await Promise.all([0, 1, 2, 3, 4].map((index) => office.pool.run(page(index), ofBill)));
  await turn(office, 1_000);

  expect(outcomes.map((outcome) => outcome.kind)).toEqual(Array(5).fill('answered'));
  expect(office.started).toHaveLength(1);
});

test('what somebody waits for gets a further process at once', async () => {
  const { pool, started } = openPool(() => 'hang');
  void pool.run(page(0), ofBill);
  void pool.run(inspect, { priority: 'at-once', owner: 'other' });
  await settle();

  expect(started.flatMap(({ jobs }) => jobs)).toEqual([page(0), inspect]);
});

test('a process warmed up ahead takes the first document, also one that comes before it is warm', async () => {
  const office = openPool(() => 'hang');
  office.pool.warmUp();
  office.pool.warmUp();
  const inspected = office.pool.run(inspect, { priority: 'at-once', owner: 'bill' });
  await settle();
  office.started[0]?.answerNow();
  await settle();
  office.started[0]?.answerNow();

  expect(await inspected).toMatchObject({ kind: 'answered' });
  expect(office.started.map(({ jobs }) => jobs.map((job) => job.type))).toEqual([['warm-up', 'inspect']]);
  office.pool.warmUp();
  await settle();
  expect(office.started[0]?.jobs).toHaveLength(2);
});

test('looking into a file goes before the pages that wait', async () => {
  const { pool, started } = openPool(() => 'hang', {
    budget: memoryBudget({ budgetBytes: 512 * MB, recognisers: 1, cores: 2 }),
  });
  void pool.run(page(0), ofBill);
  void pool.run(page(1), ofBill);
  void pool.run(inspect, { priority: 'at-once', owner: 'other' });
  await settle();
  started[0]?.answerNow();
  await settle();

  expect(started[0]?.jobs.map((job) => job.type)).toEqual(['read-page', 'inspect']);
});

test('a process that dies with a job loses it, and the next job gets a new process', async () => {
  const { pool, started } = openPool((job) => (job.type === 'read-page' && job.pageIndex === 0 ? 'die' : 'answer'));
  // It says 'ready' first: a process that never did is not the page's fault.
  await pool.run(inspect, ofBill);
  expect(await pool.run(page(0), ofBill)).toEqual({ kind: 'lost', reason: 'exit' });
  expect(await pool.run(page(1), ofBill)).toMatchObject({ kind: 'answered' });
  expect(started).toHaveLength(2);
});

test('a process that falls silent is ended, and the job comes back', async () => {
  const office = openPool(() => 'hang');
  const running = office.pool.run(page(0), ofBill);
  await turn(office, 19_000);
  office.started[0]?.report(120);
  await turn(office, 19_000);
  expect(office.started[0]?.killed()).toBe(false);
  await turn(office, 1_500);

  expect(await running).toEqual({ kind: 'lost', reason: 'silence' });
  expect(office.started[0]?.killed()).toBe(true);
});

test('a job that is given patience gets its limits multiplied', async () => {
  const office = openPool(() => 'hang');
  const running = office.pool.run(page(0), { ...ofBill, patience: 4 });
  await turn(office, 1_000);
  office.started[0]?.report(120);
  await turn(office, 60_000);
  expect(office.started[0]?.killed()).toBe(false);
  await turn(office, 21_000);

  expect(await running).toEqual({ kind: 'lost', reason: 'silence' });
});

test('a job that chatters without end is ended at its time limit', async () => {
  const office = openPool(() => 'hang');
  const running = office.pool.run(page(0), ofBill);
  for (let second = 0; second < 61; second++) {
    office.started[0]?.report(120);
    await turn(office, 1_000);
  }
  expect(await running).toEqual({ kind: 'lost', reason: 'time-limit' });
});

test('a process that never says a word is told apart from one that a page killed', async () => {
  const office = openPool(() => 'hang', {
    startProcess: () => ({
      pid: 7,
      send: () => {},
      onMessage: () => {},
      onExit: (listener) => queueMicrotask(() => listener({ code: 1, signal: null })),
      kill: () => {},
    }),
  });
  expect(await office.pool.run(page(0), ofBill)).toEqual({ kind: 'lost', reason: 'no-start' });
});

test('a process that the system refuses to start costs its job an attempt and nothing else', async () => {
  let refuse = true;
  const processes = scriptedProcesses(() => 'answer');
  const office = openPool(() => 'answer', {
    startProcess: () => {
      if (refuse) throw new Error('spawn ENOMEM');
      return processes.start();
    },
  });
  expect(await office.pool.run(page(0), ofBill)).toEqual({ kind: 'lost', reason: 'no-start' });
  refuse = false;
  expect(await office.pool.run(page(0), ofBill)).toMatchObject({ kind: 'answered' });
});

test('main that cannot be measured for a while counts as large as it was', async () => {
  let refuse = false;
  const mainBytes = () => {
    if (refuse) throw new Error('EMFILE: too many open files, uv_resident_set_memory');
    return 90 * MB;
  };
  const office = openPool(() => 'hang', { megabytes: 130, mainBytes });
  void office.pool.run(page(0), ofBill);
  refuse = true;
  await turn(office, 1_000);
  expect(office.pool.memory().totalBytes).toBe(220 * MB);
});

test('cancelling ends the processes that work for that owner and no others', async () => {
  const office = openPool(() => 'hang');
  const { pool, started } = office;
  const outcomes = [
    pool.run(page(0), { priority: 'in-turn', owner: 'a' }),
    pool.run(page(0), { priority: 'in-turn', owner: 'b' }),
    pool.run(page(1), { priority: 'in-turn', owner: 'a' }),
  ] as const;
  await turn(office, 1_000);
  pool.cancel('a');

  expect(await outcomes[0]).toEqual({ kind: 'cancelled' });
  expect(await outcomes[2]).toEqual({ kind: 'cancelled' });
  expect(started.map((process) => process.killed())).toEqual([true, false]);
  await settle();
  started[1]?.answerNow();
  expect(await outcomes[1]).toMatchObject({ kind: 'answered' });
});

test('a process over its hard limit is ended at once, and the figures are logged', async () => {
  const office = openPool(() => 'hang');
  const running = office.pool.run(page(0), ofBill);
  await settle();
  office.started[0]?.report(300);
  await turn(office, 1_000);

  expect(await running).toEqual({ kind: 'lost', reason: 'memory' });
  expect(office.log.lines).toContainEqual(
    expect.objectContaining({
      level: 'warn',
      event: 'memory: kill',
      facts: expect.objectContaining({ why: 'hard-limit', megabytes: 300, totalMegabytes: 390, budgetMegabytes: 512 }),
    }),
  );
});

test('a process over its soft limit finishes its page and is replaced', async () => {
  const office = openPool(() => 'hang');
  const first = office.pool.run(page(0), ofBill);
  await settle();
  office.started[0]?.report(230);
  await turn(office, 1_000);
  expect(office.started[0]?.killed()).toBe(false);
  office.started[0]?.answerNow();

  expect(await first).toMatchObject({ kind: 'answered' });
  expect(office.started[0]?.killed()).toBe(true);
  void office.pool.run(page(1), ofBill);
  await settle();
  expect(office.started[1]?.jobs).toEqual([page(1)]);
});

test('a job that must be alone waits for the others and keeps them waiting', async () => {
  const { pool, started } = openPool(() => 'hang');
  const outcomes = [
    pool.run(page(0), ofBill),
    pool.run(page(1), { ...ofBill, alone: true }),
    pool.run(page(2), ofBill),
  ] as const;
  await settle();
  expect(started.flatMap(({ jobs }) => jobs)).toEqual([page(0)]);
  started[0]?.answerNow();
  await outcomes[0];
  await settle();
  expect(started.flatMap(({ jobs }) => jobs)).toEqual([page(0), page(1)]);
  started[0]?.answerNow();
  await outcomes[1];
  await settle();
  expect(started.flatMap(({ jobs }) => jobs)).toEqual([page(0), page(1), page(2)]);
});

test('idle processes end after a while, and memory is reported until then', async () => {
  const office = openPool(() => 'answer');
  const seen: number[] = [];
  office.pool.onMemory((memory) => seen.push(memory.processes.length));
  await office.pool.run(page(0), ofBill);
  await turn(office, 60_000);
  expect(office.started[0]?.killed()).toBe(false);
  await turn(office, 62_000);

  expect(office.started[0]?.killed()).toBe(true);
  expect(seen[0]).toBe(2);
  expect(office.pool.memory()).toMatchObject({ budgetBytes: 512 * MB, totalBytes: 90 * MB, peakBytes: 190 * MB });
});

test('a lower budget takes processes away without losing a page', async () => {
  const office = openPool(() => 'hang');
  const { pool, started } = office;
  const outcomes = [pool.run(page(0), ofBill), pool.run(page(1), ofBill)] as const;
  await turn(office, 1_000);
  pool.setBudget(memoryBudget({ budgetBytes: 512 * MB, recognisers: 1, cores: 2 }));
  await settle();
  for (const process of started) process.answerNow();

  expect((await Promise.all(outcomes)).map((outcome) => outcome.kind)).toEqual(['answered', 'answered']);
  expect(started.filter((process) => process.killed())).toHaveLength(1);
  expect(pool.capacity()).toBe(1);
});

test('stopping settles every promise and ends every process', async () => {
  const office = openPool(() => 'hang');
  const { pool, started } = office;
  const outcomes = [0, 1, 2, 3].map((index) => pool.run(page(index), ofBill));
  await turn(office, 1_000);
  await pool.stop();

  expect(await Promise.all(outcomes)).toEqual(Array(4).fill({ kind: 'cancelled' }));
  expect(started.map((process) => process.killed())).toEqual([true, true]);
  expect(await pool.run(page(9), ofBill)).toEqual({ kind: 'cancelled' });
});
