import { expect, onTestFinished, test } from 'vitest';
import type { Delivery, Destination } from '../../main/sync/destination.ts';
import type { Outcome } from '../../main/sync/outcome.ts';
import type { QueueGroup } from '../../main/sync/queue-groups.ts';
import { type Office, openOffice } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';

const startAt = Date.parse('2026-03-10T16:00:00Z');
const delivered: Outcome = { kind: 'delivered', receipts: {} };
const retry = (cause: string): Outcome => ({ kind: 'retry', cause, problem: 'Not now.' });
const rejected: Outcome = { kind: 'rejected', cause: 'google-refused-400', problem: 'The name is too long.' };

/** An office with two destinations, whose answers the test tells. */
function office(answer: (delivery: Delivery, place: string) => Outcome, places = ['folder', 'google']) {
  const clock = { now: startAt };
  const destinations = places.map(
    (name): Destination => ({
      name,
      lanes: (['folder', 'file', 'row'] as const).map((kind) => ({ kind, batch: 5, parallel: 1, timeLimitMs: 60_000 })),
      attempt: async (deliveries) => deliveries.map((delivery) => answer(delivery, name)),
    }),
  );
  const here = openOffice({ root: tempFolder(), now: () => clock.now, random: () => 0, destinations, start: true });
  onTestFinished(() => here.close());
  const { queue } = here;
  let bills = 0;
  const submit = (accountName: string) => here.submit({ accountName }, [here.putDocument(`${bills++}`)]);
  return { here, queue, clock, submit };
}

const shape = ({ destination, standing, cause, count }: QueueGroup) => [destination, standing, cause, count];
const stateOf = (here: Office, id: string) => here.storage.submissions.get(id)?.state.kind;

test('groups what is owed by destination and cause, what needs a person first, with words for each', async () => {
  const answers: Record<string, Outcome> = { Bad: rejected, Slow: retry('google-timeout'), Fine: delivered };
  const { here, queue, submit } = office(({ submission }, place) =>
    place === 'folder' ? delivered : (answers[submission.form.accountName] ?? delivered),
  );
  for (const name of ['Slow', 'Bad', 'Fine', 'Slow']) submit(name);
  await here.loop.settled();
  const { groups, pauses } = queue.snapshot();
  expect(pauses).toEqual([]);
  expect(groups.map(shape)).toEqual([
    ['google', 'needs-a-person', 'google-refused-400', 1],
    ['google', 'waiting', 'google-timeout', 2],
  ]);
  expect(groups[0]).toMatchObject({
    title: 'Google did not accept it',
    whatToDo: expect.stringContaining('submit it again'),
    nextTryAt: null,
    deliveries: [{ accountName: 'Bad', kind: 'folder', problem: 'The name is too long.' }],
  });
  expect(groups[1]).toMatchObject({ nextTryAt: startAt + 1_000, deliveries: [{ attempts: 1 }, { attempts: 1 }] });
});

test('what was never tried because its destination pauses waits in the same group as what was', async () => {
  let reachable = false;
  const { here, queue, submit } = office((_, place) =>
    place === 'folder' || reachable
      ? delivered
      : { kind: 'unreachable', cause: 'google-offline', problem: 'No network.' },
  );
  submit('First');
  await here.loop.settled();
  submit('Second');
  await here.loop.settled();
  const [group] = queue.snapshot().groups;
  expect(queue.snapshot().groups.map(shape)).toEqual([['google', 'waiting', 'google-offline', 2]]);
  expect(queue.snapshot().pauses).toEqual([
    { destination: 'google', because: 'unreachable', message: 'No network.', until: startAt + 1_000 },
  ]);
  reachable = true;
  expect(await queue.retry({ kind: 'group', groupId: group?.id ?? '' })).toBe(2);
  await here.loop.settled();
  expect(queue.snapshot()).toEqual({ pauses: [], groups: [] });
});

test('a missing sign-in shows one group without a next try, and one pause', async () => {
  const { here, queue, submit } = office((_, place) =>
    place === 'folder' ? delivered : { kind: 'sign-in-needed', problem: 'Sign in with Google.' },
  );
  for (const name of ['First', 'Second', 'Third']) submit(name);
  await here.loop.settled();
  submit('Fourth');
  await here.loop.settled();
  const { groups, pauses } = queue.snapshot();
  expect(groups.map(shape)).toEqual([['google', 'waiting', 'sign-in-needed', 4]]);
  expect(groups[0]?.nextTryAt).toBeNull();
  expect(pauses).toMatchObject([{ because: 'sign-in-needed', message: 'Sign in with Google.', until: null }]);
});

test('one, a group, or all can be tried again; a rejected one is no longer the office’s turn', async () => {
  let outcome: Outcome = rejected;
  const { here, queue, submit } = office(() => outcome, ['google']);
  const [first, second] = [submit('First'), submit('Second')];
  await here.loop.settled();
  expect([stateOf(here, first), stateOf(here, second)]).toEqual(['failed', 'failed']);
  outcome = delivered;
  expect(await queue.retry({ kind: 'delivery', submissionId: first, destination: 'google' })).toBe(1);
  expect(stateOf(here, first)).toBe('submitted');
  await here.loop.settled();
  expect([stateOf(here, first), stateOf(here, second)]).toEqual(['delivered', 'failed']);
  expect(await queue.retry({ kind: 'all' })).toBe(1);
  await here.loop.settled();
  expect(stateOf(here, second)).toBe('delivered');
});

test('a submission can be tried again at every destination at once', async () => {
  let outcome: Outcome = rejected;
  const { here, queue, submit } = office(() => outcome);
  const [one, other] = [submit('One'), submit('Other')];
  await here.loop.settled();
  expect(queue.snapshot().groups.map(shape)).toMatchObject([
    ['folder', 'needs-a-person', 'google-refused-400', 2],
    ['google', 'needs-a-person', 'google-refused-400', 2],
  ]);
  outcome = delivered;
  expect(await queue.retry({ kind: 'submission', submissionId: one })).toBe(2);
  await here.loop.settled();
  expect([stateOf(here, one), stateOf(here, other)]).toEqual(['delivered', 'failed']);
});

test('what is put aside is left alone by wake and by "retry all" until it is taken back', async () => {
  let outcome: Outcome = retry('google-timeout');
  const { here, queue, submit } = office(() => outcome, ['google']);
  const [aside, other] = [submit('Aside'), submit('Other')];
  await here.loop.settled();
  expect(await queue.putAside({ kind: 'delivery', submissionId: aside, destination: 'google' })).toBe(1);
  outcome = delivered;
  here.loop.wake();
  await queue.retry({ kind: 'all' });
  await here.loop.settled();
  expect([stateOf(here, aside), stateOf(here, other)]).toEqual(['submitted', 'delivered']);
  const [group] = queue.snapshot().groups;
  expect(group).toMatchObject({ standing: 'put-aside', count: 1, nextTryAt: null });
  expect(await queue.takeBack({ kind: 'group', groupId: group?.id ?? '' })).toBe(1);
  await here.loop.settled();
  expect(stateOf(here, aside)).toBe('delivered');
});

test('discarding needs the number that was confirmed, gives up only that destination, and keeps the submission', async () => {
  const { here, queue, submit } = office((_, place) => (place === 'folder' ? delivered : rejected));
  const [one, two] = [submit('One'), submit('Two')];
  await here.loop.settled();
  const groupId = queue.snapshot().groups[0]?.id ?? '';
  expect(await queue.discard({ kind: 'group', groupId }, 1)).toEqual({ ok: false, error: { deliveries: 2 } });
  expect(await queue.discard({ kind: 'group', groupId: 'google:everything:' }, 2)).toEqual({
    ok: false,
    error: { deliveries: 0 },
  });
  expect(queue.snapshot().groups).toHaveLength(1);
  expect(await queue.discard({ kind: 'group', groupId }, 2)).toEqual({ ok: true, value: 2 });
  expect(queue.snapshot().groups).toEqual([]);
  // The folder has it.
  expect([stateOf(here, one), stateOf(here, two)]).toEqual(['delivered', 'delivered']);
  expect(here.storage.submissionVersions.all(one)).toHaveLength(1);
  expect(await queue.sendEarlier('google')).toBe(0);
});

test('one whose only delivery was given up says so, and goes out when it is submitted again', async () => {
  let outcome: Outcome = rejected;
  const { here, queue, submit } = office(() => outcome, ['google']);
  const id = submit('Alone');
  await here.loop.settled();
  expect((await queue.discard({ kind: 'delivery', submissionId: id, destination: 'google' }, 1)).ok).toBe(true);
  expect(here.storage.submissions.get(id)?.state).toMatchObject({
    kind: 'failed',
    turn: 'office',
    message: expect.stringContaining('submit it again'),
  });
  outcome = delivered;
  const form = here.storage.submissions.get(id)?.form;
  if (!form) throw new Error('gone');
  expect(here.intake.submit({ submissionId: id, form, decisions: {} })).toMatchObject({ ok: true });
  await here.loop.settled();
  expect(stateOf(here, id)).toBe('delivered');
});

test('what is being delivered at this moment is neither put aside nor discarded', async () => {
  let finish = () => {};
  const place: Destination = {
    name: 'google',
    lanes: [{ kind: 'folder', batch: 1, parallel: 1, timeLimitMs: 60_000 }],
    attempt: async (deliveries) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return deliveries.map(() => delivered);
    },
  };
  const here = openOffice({ root: tempFolder(), now: () => startAt, destinations: [place], start: true });
  onTestFinished(() => here.close());
  const { queue } = here;
  const submissionId = here.submit({}, [here.putDocument('one')]);
  await expect.poll(() => queue.snapshot().groups.map(shape)).toEqual([['google', 'delivering', '', 1]]);
  const which = { kind: 'delivery', submissionId, destination: 'google' } as const;
  expect(await queue.putAside(which)).toBe(0);
  expect(await queue.discard(which, 1)).toEqual({ ok: false, error: { deliveries: 0 } });
  finish();
  await here.loop.settled();
  expect(here.outbox.snapshot().delivered).toBe(1);
});

test('many are discarded in pieces, between which others have their turn; what comes later is left alone', async () => {
  const { here, queue, submit } = office(() => rejected, ['google']);
  const ids = Array.from({ length: 120 }, (_, n) => submit(`Customer ${n}`));
  await here.loop.settled();
  const groupId = queue.snapshot().groups[0]?.id ?? '';
  const discarding = queue.discard({ kind: 'group', groupId }, 120);
  // The first piece is done at once, the rest later.
  const beforeSubmit = here.storage.queue.counts()[0]?.count;
  const between = submit('In between');
  expect(await discarding).toEqual({ ok: true, value: 120 });
  expect(beforeSubmit).toBe(70);
  await here.loop.settled();
  expect(stateOf(here, between)).toBe('failed');
  expect(queue.snapshot().groups).toMatchObject([{ count: 1, deliveries: [{ submissionId: between }] }]);
  expect(ids.every((id) => stateOf(here, id) === 'failed')).toBe(true);
});

test('watchers get a snapshot at once, and again after changes and pauses', async () => {
  const { here, queue, submit } = office(() => retry('google-timeout'), ['google']);
  const seen: number[] = [];
  onTestFinished(queue.watch(({ groups }) => seen.push(groups.length)));
  expect(seen).toEqual([0]);
  submit('One');
  await here.loop.settled();
  await expect.poll(() => seen.at(-1)).toBe(1);
});
