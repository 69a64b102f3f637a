import { expect, test } from 'vitest';
import type { SubmissionState, SubmissionSummary } from '../../../main/ipc/contract/submissions.ts';
import { countByGroup, findSubmissions } from '../../../renderer/submissions/find-submissions.ts';

const submission = (accountName: string, state: SubmissionState, utility = 'NYSEG'): SubmissionSummary => ({
  id: accountName,
  state,
  version: 1,
  createdAt: 0,
  updatedAt: 0,
  submittedAt: null,
  hasUnsentEdits: false,
  accountName,
  utility,
  agentId: 'A-104',
  documentCount: 1,
});

const all = [
  submission('Maple Grove', { kind: 'draft' }),
  submission("Smith's Deli", { kind: 'failed', turn: 'office', message: '' }, 'National Grid'),
  submission('Lakeview', { kind: 'failed', turn: 'app', message: '' }),
];
const names = (found: readonly SubmissionSummary[]) => found.map(({ accountName }) => accountName);

test('every word of the search must occur, wherever', () => {
  expect(names(findSubmissions(all, { search: 'grid smith', group: null }))).toEqual(["Smith's Deli"]);
  expect(names(findSubmissions(all, { search: 'a-104 maple', group: null }))).toEqual(['Maple Grove']);
  expect(names(findSubmissions(all, { search: '  ', group: null }))).toHaveLength(3);
});

test('those with changes not sent are found by these words, as long as their state says nothing of them', () => {
  const edited = (name: string, state: SubmissionState) => ({ ...submission(name, state), hasUnsentEdits: true });
  const delivered = { kind: 'delivered', deliveredAt: 0 } as const;
  const some = [edited('Edited', delivered), submission('Sent', delivered), edited('Read', { kind: 'processing' })];
  expect(names(findSubmissions(some, { search: 'delivered not sent', group: null }))).toEqual(['Edited']);
});

test("a failure that is the app's turn is still on its way; the office's needs attention", () => {
  expect(names(findSubmissions(all, { search: '', group: 'waiting' }))).toEqual(['Lakeview']);
  expect(names(findSubmissions(all, { search: '', group: 'needs-attention' }))).toEqual(["Smith's Deli"]);
  expect(Object.fromEntries(countByGroup(all))).toEqual({ draft: 1, 'needs-attention': 1, waiting: 1 });
});
