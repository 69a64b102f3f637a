import { expect, test } from 'vitest';
import { createIdPool } from '../../main/google/id-pool.ts';
import { err, ok } from '../../main/result.ts';

/** Drive as far as the pool asks it: answers when told to, and gives up when asked to. */
function slowDrive() {
  const calls: { readonly count: number; readonly answer: (...ids: string[]) => void }[] = [];
  return {
    calls,
    generateIds: (count: number, signal: AbortSignal) =>
      new Promise<ReturnType<typeof answered> | ReturnType<typeof timedOut>>((resolve) => {
        calls.push({ count, answer: (...ids) => resolve(answered(ids)) });
        signal.addEventListener('abort', () => resolve(timedOut()));
      }),
  };
}

const answered = (ids: readonly string[]) => ok(ids);
const timedOut = () => err({ kind: 'unclear', why: 'timeout' } as const);
const patient = () => new AbortController().signal;

test('one call serves all who wait, and what is left over serves the next', async () => {
  const drive = slowDrive();
  const pool = createIdPool(drive, 3);
  const taken = Promise.all([pool.take(patient()), pool.take(patient())]);
  drive.calls[0]?.answer('a', 'b', 'c');
  expect(await taken).toEqual([ok('c'), ok('b')]);
  expect(await pool.take(patient())).toEqual(ok('a'));
  expect(drive.calls).toHaveLength(1);
  expect(drive.calls[0]?.count).toBe(3);
});

test('whoever asked first and gives up takes nobody along', async () => {
  const drive = slowDrive();
  const pool = createIdPool(drive);
  const hasty = new AbortController();
  const first = pool.take(hasty.signal);
  const second = pool.take(patient());
  hasty.abort();
  expect(await first).toEqual(timedOut());
  await expect.poll(() => drive.calls.length).toBe(2);
  drive.calls[1]?.answer('a');
  expect(await second).toEqual(ok('a'));
});

test('ids on their way when somebody else signs in are used by nobody', async () => {
  const drive = slowDrive();
  const pool = createIdPool(drive);
  const waiting = pool.take(patient());
  pool.clear();
  const later = pool.take(patient());
  drive.calls[0]?.answer('of the former account');
  drive.calls[1]?.answer('b', 'a');
  expect(await Promise.all([waiting, later])).toEqual(expect.arrayContaining([ok('a'), ok('b')]));
  expect(drive.calls).toHaveLength(2);
});

test('a call that fails is told to all who wait for it, and tried anew by the next', async () => {
  let calls = 0;
  const pool = createIdPool({
    generateIds: async () => (++calls === 1 ? timedOut() : ok(['a'])),
  });
  expect(await Promise.all([pool.take(patient()), pool.take(patient())])).toEqual([timedOut(), timedOut()]);
  expect(await pool.take(patient())).toEqual(ok('a'));
});
