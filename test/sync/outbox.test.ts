import { expect, onTestFinished, test } from 'vitest';
import type { Delivery, Destination } from '../../main/sync/destination.ts';
import type { EntryKind } from '../../main/sync/outbox-entry.ts';
import type { Outcome } from '../../main/sync/outcome.ts';
import { filledForm, type Office, openOffice } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';

const startAt = Date.parse('2026-03-10T16:00:00Z');
const delivered: Outcome = { kind: 'delivered', receipts: {} };
const retry: Outcome = { kind: 'retry', cause: 'test', problem: 'Not now.' };

/** A destination that does what the test says, and notes what was asked of it. */
function scripted(answer: (delivery: Delivery, signal: AbortSignal) => Outcome | Promise<Outcome>, batch = 5) {
  const calls: Delivery[][] = [];
  const lane = (kind: EntryKind) => ({ kind, batch, parallel: 1, timeLimitMs: 60_000 });
  const destination: Destination = {
    name: 'scripted',
    lanes: [lane('folder'), lane('file'), lane('row')],
    async attempt(deliveries, signal) {
      calls.push([...deliveries]);
      return Promise.all(deliveries.map((delivery) => answer(delivery, signal)));
    },
  };
  const attempts = (submissionId?: string) =>
    calls.flat().filter((each) => submissionId === undefined || each.submission.id === submissionId);
  return { destination, calls, attempts };
}

function office(destination: Destination, { clock = { now: startAt }, start = true, root = tempFolder() } = {}) {
  const opened = openOffice({ root, now: () => clock.now, random: () => 0, destinations: [destination], start });
  onTestFinished(() => opened.close());
  return opened;
}

const stateOf = (here: Office, id: string) => here.storage.submissions.get(id)?.state.kind;
const owed = (here: Office) => here.outbox.snapshot().entries;

test('submit writes state, version and entries together, or nothing of it', () => {
  const here = office(scripted(() => delivered).destination, { start: false });
  const id = here.submit({}, [here.putDocument('one'), here.putDocument('two')]);
  expect(here.storage.submissions.get(id)).toMatchObject({ state: { kind: 'submitted' }, version: 1 });
  expect(here.storage.submissionVersions.all(id)).toHaveLength(1);
  expect(owed(here).map((entry) => entry.kind)).toEqual(['folder', 'file', 'file', 'row']);

  // The outbox can't take an entry for a document: the whole submit must be undone.
  here.db.exec(
    `CREATE TRIGGER full BEFORE INSERT ON outbox WHEN NEW.kind = 'row' BEGIN SELECT raise(ABORT, 'no'); END`,
  );
  here.intake.create('second');
  here.intake.attachDocument({ submissionId: 'second', documentId: here.putDocument('three') });
  expect(() => here.intake.submit({ submissionId: 'second', form: filledForm, decisions: {} })).toThrow('no');
  expect(here.storage.submissions.get('second')).toMatchObject({ state: { kind: 'draft' }, version: 0, settled: null });
  expect(here.storage.submissionVersions.all('second')).toEqual([]);
  expect(here.outbox.snapshot().waiting).toBe(4);
});

test('entries of one submission are delivered in order, each with the receipts of those before', async () => {
  const place = scripted(({ payload }) => ({
    kind: 'delivered',
    receipts: {
      [payload.kind === 'file' ? `file:${payload.documentId}` : payload.kind]: { link: `to ${payload.kind}` },
    },
  }));
  const here = office(place.destination);
  const documents = [here.putDocument('one'), here.putDocument('two')];
  const id = here.submit({}, documents);
  await here.loop.settled();
  expect(place.attempts().map((each) => each.payload.kind)).toEqual(['folder', 'file', 'file', 'row']);
  expect(place.attempts().map((each) => [...each.receipts.keys()].length)).toEqual([0, 1, 2, 3]);
  expect(place.attempts()[3]?.receipts.get('folder')).toEqual({ link: 'to folder' });
  expect(stateOf(here, id)).toBe('delivered');
  expect(here.outbox.snapshot()).toMatchObject({ waiting: 0, rejected: 0, delivered: 4 });
});

test('rows of many submissions go in one attempt', async () => {
  const place = scripted(() => delivered);
  const here = office(place.destination, { start: false });
  for (let n = 0; n < 5; n++) here.submit({}, [here.putDocument(`${n}`)]);
  here.loop.start();
  await here.loop.settled();
  expect(place.calls.map((call) => `${call.length} ${call[0]?.payload.kind}`)).toEqual(['5 folder', '5 file', '5 row']);
});

test('a submission that fails waits alone, longer each time, and does not hold up the others', async () => {
  const clock = { now: startAt };
  const place = scripted(({ submission }) => (submission.form.accountName === 'Bad' ? retry : delivered));
  const here = office(place.destination, { clock });
  const bad = here.submit({ accountName: 'Bad' }, [here.putDocument('one')]);
  const good = here.submit({ accountName: 'Good' }, [here.putDocument('two')]);
  await here.loop.settled();
  expect(stateOf(here, good)).toBe('delivered');
  expect(stateOf(here, bad)).toBe('submitted');
  expect(owed(here)[0]).toMatchObject({ attempts: 1, nextAttemptAt: startAt + 1_000, problem: 'Not now.' });

  clock.now += 1_000;
  here.outbox.wake();
  await here.loop.settled();
  expect(owed(here)[0]).toMatchObject({ attempts: 2, nextAttemptAt: clock.now + 2_000 });
});

test("the destination's own wish for the next attempt wins over backoff", async () => {
  const place = scripted(() => ({ ...retry, notBefore: startAt + 77_000.4 }));
  const here = office(place.destination);
  here.submit({}, [here.putDocument('one')]);
  await here.loop.settled();
  expect(owed(here)[0]?.nextAttemptAt).toBe(startAt + 77_001);
});

test('a rejected entry makes the submission the office’s turn; retry begins anew', async () => {
  let answer: Outcome = { kind: 'rejected', cause: 'test', problem: 'The name is too long.' };
  const place = scripted(() => answer);
  const here = office(place.destination);
  const id = here.submit({}, [here.putDocument('one')]);
  await here.loop.settled();
  expect(here.storage.submissions.get(id)?.state).toEqual({
    kind: 'failed',
    turn: 'office',
    message: 'The name is too long.',
  });
  expect(here.outbox.snapshot()).toMatchObject({ rejected: 1, waiting: 2 });

  answer = delivered;
  expect(await here.queue.retry({ kind: 'all' })).toBe(1);
  await here.loop.settled();
  expect(stateOf(here, id)).toBe('delivered');
});

test('a sign-in needed stops the whole destination and counts against no entry', async () => {
  let signedIn = false;
  const place = scripted(() => (signedIn ? delivered : { kind: 'sign-in-needed', problem: 'Sign in to go on.' }));
  const here = office(place.destination);
  const first = here.submit({}, [here.putDocument('one')]);
  await here.loop.settled();
  here.submit({}, [here.putDocument('two')]);
  await here.loop.settled();
  here.loop.wake();
  await here.loop.settled();
  expect(place.attempts()).toHaveLength(1);
  expect(owed(here).every((entry) => entry.attempts === 0)).toBe(true);
  expect(here.loop.status()).toEqual([
    { destination: 'scripted', pause: { kind: 'sign-in-needed', problem: 'Sign in to go on.' } },
  ]);

  signedIn = true;
  here.loop.resume('scripted');
  await here.loop.settled();
  expect(stateOf(here, first)).toBe('delivered');
  expect(here.outbox.snapshot().waiting).toBe(0);
});

test('a rate limit holds everything there until its time', async () => {
  const clock = { now: startAt };
  let limited = true;
  const place = scripted(() => (limited ? { kind: 'rate-limited', until: startAt + 30_000 } : delivered));
  const here = office(place.destination, { clock });
  here.submit({}, [here.putDocument('one')]);
  await here.loop.settled();
  limited = false;
  clock.now += 29_999;
  await here.queue.retry({ kind: 'all' });
  here.loop.wake();
  here.submit({}, [here.putDocument('two')]);
  await here.loop.settled();
  expect(place.attempts()).toHaveLength(1);
  clock.now += 1;
  here.submit({}, [here.putDocument('three')]);
  await here.loop.settled();
  expect(here.outbox.snapshot()).toMatchObject({ waiting: 0, delivered: 9 });
});

test('an unreachable destination backs off as a whole, and at once again when the network is back', async () => {
  const clock = { now: startAt };
  let reachable = false;
  const place = scripted(() =>
    reachable ? delivered : { kind: 'unreachable', cause: 'offline', problem: 'Offline.' },
  );
  const here = office(place.destination, { clock });
  for (let n = 0; n < 20; n++) here.submit({}, [here.putDocument(`${n}`)]);
  await here.loop.settled();
  expect(place.calls).toHaveLength(1);
  expect(here.loop.status()[0]?.pause).toMatchObject({ kind: 'until', at: startAt + 1_000, failures: 1 });
  clock.now += 1_000;
  here.submit({}, [here.putDocument('one more')]);
  await here.loop.settled();
  expect(here.loop.status()[0]?.pause).toMatchObject({ kind: 'until', at: clock.now + 2_000, failures: 2 });

  reachable = true;
  // Long before the pause would end by itself.
  await here.queue.retry({ kind: 'all' });
  await here.loop.settled();
  expect(here.outbox.snapshot()).toMatchObject({ waiting: 0, delivered: 63 });
  expect(here.loop.status()[0]?.pause).toEqual({ kind: 'none' });
});

test('a clock that is set back makes nothing wait longer, neither an entry nor a destination', async () => {
  const clock = { now: startAt };
  const outcomes: Outcome[] = [
    { kind: 'retry', cause: 'busy', problem: 'Busy.' },
    { kind: 'rate-limited', until: startAt + 3_600_000 },
  ];
  const place = scripted(() => outcomes.shift() ?? delivered);
  const here = office(place.destination, { clock });
  const id = here.submit({}, [here.putDocument('a bill')]);
  for (const attempts of [1, 2, 5]) {
    await here.loop.settled();
    expect(place.attempts(id)).toHaveLength(attempts);
    clock.now -= 86_400_000;
  }
  expect(stateOf(here, id)).toBe('delivered');
});

test('a loop that is stopped is settled, also for those who ask later', async () => {
  const place = scripted(() => delivered);
  const here = office(place.destination, { start: false });
  const asked = here.loop.settled();
  await here.loop.stop();
  await asked;
  await here.loop.settled();
  expect(place.calls).toEqual([]);
});

test('an attempt that throws leaves its entries in doubt, and the one to blame comes alone from then on', async () => {
  const clock = { now: startAt };
  const place = scripted(({ submission }) => {
    if (submission.form.accountName === 'Poison') throw new Error('unforeseen');
    return delivered;
  });
  const here = office(place.destination, { clock, start: false });
  const ids = ['a', 'Poison', 'b', 'c'].map((accountName) =>
    here.submit({ accountName }, [here.putDocument(accountName)]),
  );
  here.loop.start();
  await here.loop.settled();
  expect(owed(here).filter((entry) => entry.kind === 'folder')).toMatchObject(
    Array.from({ length: 4 }, () => ({ cause: 'unexpected', attempts: 1 })),
  );
  clock.now += 2_000;
  here.outbox.wake();
  await here.loop.settled();
  expect(ids.map((id) => stateOf(here, id))).toEqual(['delivered', 'submitted', 'delivered', 'delivered']);
  expect(place.attempts(ids[0])[1]?.inDoubt).toBe(true);
  expect(here.errors.length).toBeGreaterThan(0);
});

test('a lease that ran out brings the entry back in doubt; the late answer no longer counts against it', async () => {
  const clock = { now: startAt };
  const here = office(scripted(() => delivered).destination, { clock, start: false });
  here.submit({}, [here.putDocument('one')]);
  const lease = () => here.outbox.lease({ destination: 'scripted', kind: 'folder', limit: 5, leaseMs: 1_000 });
  const [first] = lease();
  expect(lease()).toEqual([]);
  clock.now += 1_000;
  const [second] = lease();
  expect(second).toMatchObject({ id: first?.id, attempts: 2, inDoubt: true });
  if (!first || !second) throw new Error('no lease');

  await here.outbox.record([{ entry: first, outcome: { kind: 'rejected', cause: 'late', problem: 'Late.' } }], 0);
  expect(here.storage.outbox.get(first.id)?.state).toBe('leased');
  await here.outbox.record([{ entry: first, outcome: { kind: 'delivered', receipts: {} } }], 0);
  await here.outbox.record([{ entry: second, outcome: retry }], 0);
  expect(here.storage.outbox.get(first.id)?.state).toBe('delivered');
});

test('leases of a process that died come back at the next start', async () => {
  const root = tempFolder();
  const place = scripted(() => delivered);
  const before = openOffice({ root, destinations: [place.destination] });
  const id = before.submit({}, [before.putDocument('one')]);
  before.outbox.lease({ destination: 'scripted', kind: 'folder', limit: 1, leaseMs: 1_000_000 });
  await before.close();
  const here = office(place.destination, { root });
  // Its document is known again to the stand-in for the reading room.
  here.putDocument('one');
  await here.loop.settled();
  expect(place.attempts(id)[0]).toMatchObject({ inDoubt: true, attempt: 2 });
  expect(stateOf(here, id)).toBe('delivered');
});

test('an edit replaces what the version before still owed and keeps its doubt', async () => {
  let answer: Outcome = { kind: 'in-doubt', cause: 'timeout', problem: 'No answer.' };
  const place = scripted(() => answer);
  const here = office(place.destination);
  const id = here.submit({}, [here.putDocument('one')]);
  await here.loop.settled();
  here.intake.submit({ submissionId: id, form: { ...filledForm, title: 'Manager' }, decisions: {} });
  expect(here.outbox.snapshot().waiting).toBe(3);
  answer = delivered;
  await here.loop.settled();
  const [, again, ...rest] = place.attempts(id);
  expect(again).toMatchObject({ inDoubt: true, submission: { version: 2, form: { title: 'Manager' } } });
  expect(rest.map((each) => each.inDoubt)).toEqual([false, false]);
  expect(here.storage.submissions.get(id)).toMatchObject({ version: 2, state: { kind: 'delivered' } });
});

test('an edit during an attempt waits for it, whatever comes of it', async () => {
  for (const outcome of [delivered, retry, { kind: 'in-doubt', cause: 'x', problem: 'x' }] satisfies Outcome[]) {
    let release = (_: Outcome) => {};
    const place = scripted(({ submission, payload }) =>
      submission.version === 1 && payload.kind === 'folder'
        ? new Promise((resolve) => {
            release = resolve;
          })
        : delivered,
    );
    const here = office(place.destination);
    const id = here.submit({}, [here.putDocument('one')]);
    await expect.poll(() => place.attempts().length).toBe(1);
    here.intake.submit({ submissionId: id, form: { ...filledForm, title: 'Manager' }, decisions: {} });
    release(outcome);
    await here.loop.settled();
    const versions = place.attempts(id).map((each) => `${each.submission.version} ${each.payload.kind}`);
    expect(versions).toEqual(['1 folder', '2 folder', '2 file', '2 row']);
    expect(place.attempts(id)[1]?.inDoubt).toBe(outcome.kind === 'in-doubt');
    expect(stateOf(here, id)).toBe('delivered');
  }
});

test('stopping aborts the attempt, records it, and begins nothing more', async () => {
  const place = scripted(
    (_, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve({ ...retry, cause: 'interrupted' }))),
  );
  const here = office(place.destination);
  here.submit({}, [here.putDocument('one')]);
  await expect.poll(() => place.attempts().length).toBe(1);
  await here.loop.stop();
  expect(owed(here)[0]).toMatchObject({ state: 'waiting', cause: 'interrupted' });
  here.submit({}, [here.putDocument('two')]);
  expect(place.attempts()).toHaveLength(1);
});

test('a receipt kept during an attempt is there in the next, also when the attempt failed', async () => {
  const place = scripted(async ({ keepReceipt, payload }) => {
    if (payload.kind === 'folder') await keepReceipt('reserved', { id: 'abc' });
    return retry;
  });
  const here = office(place.destination);
  here.submit({}, [here.putDocument('one')]);
  await here.loop.settled();
  await here.queue.retry({ kind: 'all' });
  await here.loop.settled();
  expect(place.attempts().map((each) => each.receipts.get('reserved'))).toEqual([undefined, { id: 'abc' }]);
});

test('an edit also goes to a destination that was switched off before the first version got there', async () => {
  const on = ['folder', 'google'];
  const place = (name: string, answer: () => Outcome) => ({ ...scripted(answer).destination, name });
  const root = tempFolder();
  let google: Outcome = retry;
  const calls: Delivery[] = [];
  const destination: Destination = {
    ...place('google', () => google),
    attempt: async (deliveries) => {
      calls.push(...deliveries);
      return deliveries.map(() => google);
    },
  };
  const here = openOffice({
    root,
    now: () => startAt,
    random: () => 0,
    destinations: [place('folder', () => delivered), destination],
    on: () => on,
    start: true,
  });
  onTestFinished(() => here.close());
  const id = here.submit({}, [here.putDocument('one')]);
  await here.loop.settled();
  on.pop();
  google = delivered;
  const edited = here.intake.submit({ submissionId: id, form: { ...filledForm, title: 'Manager' }, decisions: {} });
  expect(edited.ok).toBe(true);
  await here.loop.settled();
  expect(calls.at(-1)).toMatchObject({
    payload: { kind: 'row' },
    submission: { version: 2, form: { title: 'Manager' } },
  });
  const later = here.submit({ accountName: 'Later' }, [here.putDocument('two')]);
  await here.loop.settled();
  expect(calls.some((each) => each.submission.id === later)).toBe(false);
  expect(stateOf(here, later)).toBe('delivered');
});

test('what was submitted while a destination was off is queued for it once, newest version only', async () => {
  const on = ['folder'];
  const google = scripted(() => delivered);
  const here = openOffice({
    root: tempFolder(),
    now: () => startAt,
    destinations: [
      { ...scripted(() => delivered).destination, name: 'folder' },
      { ...google.destination, name: 'google' },
    ],
    on: () => on,
    start: true,
  });
  onTestFinished(() => here.close());
  const id = here.submit({}, [here.putDocument('one')]);
  here.intake.create('a draft');
  await here.loop.settled();
  here.intake.submit({ submissionId: id, form: { ...filledForm, title: 'Manager' }, decisions: {} });
  await here.loop.settled();
  expect(here.outbox.enqueueEarlier('google', 10)).toBe(1);
  expect(stateOf(here, id)).toBe('submitted');
  await here.loop.settled();
  expect(stateOf(here, id)).toBe('delivered');
  expect(google.attempts().map((each) => [each.payload.kind, each.submission.version])).toEqual([
    ['folder', 2],
    ['file', 2],
    ['row', 2],
  ]);
  expect(here.outbox.enqueueEarlier('google', 10)).toBe(0);
});

test('while something else is done with what a submission delivered, its next version waits', async () => {
  const place = scripted(() => delivered);
  const here = office(place.destination);
  const id = here.submit({}, [here.putDocument('one')]);
  expect(await here.outbox.whileHeld(id, 'scripted', async () => 'not while it is owed')).toBeNull();
  expect(await here.outbox.whileHeld(id, 'another', async () => 'nothing is owed there')).not.toBeNull();
  await here.loop.settled();
  const before = place.attempts(id).length;
  const done = await here.outbox.whileHeld(id, 'scripted', async () => {
    here.intake.submit({ submissionId: id, form: { ...filledForm, title: 'Manager' }, decisions: {} });
    const other = here.submit({ accountName: 'Other' }, [here.putDocument('two')]);
    await here.loop.settled();
    expect(stateOf(here, other)).toBe('delivered');
    expect(place.attempts(id)).toHaveLength(before);
    return 'done';
  });
  expect(done).toBe('done');
  await here.loop.settled();
  expect(place.attempts(id)).toHaveLength(before + 3);
  expect(stateOf(here, id)).toBe('delivered');
});
