import { expect, test } from 'vitest';
import type { SubmissionState } from '../../main/intake/submission.ts';
import { canMove, followsDelivery } from '../../main/intake/submission-state.ts';

const states: readonly SubmissionState[] = [
  { kind: 'draft' },
  { kind: 'processing' },
  { kind: 'needs-review' },
  { kind: 'submitted' },
  { kind: 'delivered', deliveredAt: 1 },
  { kind: 'failed', turn: 'office', message: '' },
];
const targetsOf = (from: SubmissionState) => states.filter((to) => canMove(from, to)).map((to) => to.kind);

test('from anywhere a submit leads to processing, review or submitted', () => {
  for (const from of states) {
    expect(targetsOf(from)).toEqual(expect.arrayContaining(['processing', 'needs-review', 'submitted']));
  }
});

test('only what has not gone out can become a draft again', () => {
  expect(states.filter((from) => canMove(from, { kind: 'draft' })).map((from) => from.kind)).toEqual([
    'processing',
    'needs-review',
  ]);
});

test('a draft can neither be delivered nor fail', () => {
  expect(targetsOf({ kind: 'draft' })).toEqual(['processing', 'needs-review', 'submitted']);
});

test('deliveries move on only what waits for them', () => {
  const followed = (to: SubmissionState) => states.filter((from) => followsDelivery(from, to)).map(({ kind }) => kind);
  expect(followed({ kind: 'delivered', deliveredAt: 1 })).toEqual(['submitted', 'failed']);
  // Another destination is to get it, too.
  expect(followed({ kind: 'submitted' })).toEqual(['submitted', 'delivered', 'failed']);
});
