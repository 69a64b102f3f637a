import { expect, test } from 'vitest';
import type { OutboxEntry } from '../../../main/ipc/contract/outbox.ts';
import { deliveriesOf } from '../../../renderer/outbox/outbox-view.ts';

const entry = (submissionId: string, change: Partial<OutboxEntry>): OutboxEntry => ({
  id: `${submissionId} ${change.kind ?? 'row'}`,
  submissionId,
  accountName: submissionId,
  kind: 'row',
  state: 'waiting',
  attempts: 0,
  nextAttemptAt: null,
  problem: null,
  ...change,
});

test('the entries of a submission are one line, with the earliest next try', () => {
  const deliveries = deliveriesOf([
    entry('a', { kind: 'folder', nextAttemptAt: 50, problem: 'No network.' }),
    entry('b', {}),
    entry('a', { kind: 'row', nextAttemptAt: 20 }),
  ]);
  expect(deliveries).toMatchObject([
    {
      submissionId: 'a',
      owed: ['folder', 'row'],
      problem: 'No network.',
      state: { kind: 'waiting', nextAttemptAt: 20 },
    },
    { submissionId: 'b', state: { kind: 'waiting', nextAttemptAt: null } },
  ]);
});

test('one rejected entry makes the submission wait for a person', () => {
  const [delivery] = deliveriesOf([entry('a', { state: 'leased' }), entry('a', { kind: 'file', state: 'rejected' })]);
  expect(delivery?.state).toEqual({ kind: 'needs-attention' });
});
