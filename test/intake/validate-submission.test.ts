import { expect, test } from 'vitest';
import { builtInLists } from '../../main/intake/built-in-lists.ts';
import type { ReferenceLists } from '../../main/intake/reference-lists.ts';
import { emptyForm, type IntakeForm } from '../../main/intake/submission.ts';
import type { SubmitProblem } from '../../main/intake/submit-problem.ts';
import { validateSubmission } from '../../main/intake/validate-submission.ts';
import { filledForm } from '../support/office.ts';

const fetched: ReferenceLists = {
  agents: [{ id: 'A-17', name: 'Ann Agent' }],
  utilities: [
    { name: 'NYSEG', active: true },
    { name: 'PSEG Long Island', active: false },
  ],
  developers: [{ name: 'Sunny Fields' }],
  refreshedAt: 1,
};

const inputOf = ({ place }: SubmitProblem) => (place.part === 'form' ? place.input : place.part);

function placesOf(change: Partial<IntakeForm>, lists = builtInLists, documents = ['d']) {
  return validateSubmission({ ...filledForm, ...change }, documents, lists).map(inputOf);
}

test('a filled form has no problems', () => {
  expect(placesOf({})).toEqual([]);
});

test('an empty form names every place that must be filled, in the order of the form', () => {
  expect(validateSubmission(emptyForm, [], builtInLists).map(inputOf)).toEqual([
    'agentId',
    'accountName',
    'contactName',
    'title',
    'phone',
    'email',
    'utility',
    'accountType',
    'developer',
    'consentTerms',
    'documents',
  ]);
});

test('blanks count as nothing', () => {
  expect(placesOf({ accountName: '  ', contactName: '\t', agentId: ' ' })).toEqual([
    'agentId',
    'accountName',
    'contactName',
  ]);
});

test.each(['607-555-0123', '(607) 555-0123', '607.555.0123', '+1 607 555 0123', '16075550123', '6075550123 x12'])(
  'takes %s for a phone number',
  (phone) => expect(placesOf({ phone })).toEqual([]),
);

test.each(['555-0123', '607-555-01234', 'call me', '+44 20 7946 0958', '26075550123'])(
  'does not take %s for a phone number',
  (phone) => expect(placesOf({ phone })).toEqual(['phone']),
);

test.each(['pat@example.com', "o'neil+bill@sub.example.co", ' pat@example.com '])(
  'takes %s for an e-mail address',
  (email) => expect(placesOf({ email })).toEqual([]),
);

test.each(['pat', 'pat@example', 'pat@@example.com', 'pat @example.com', '@example.com', 'pat@.com', 'pat@example.'])(
  'does not take %s for an e-mail address',
  (email) => expect(placesOf({ email })).toEqual(['email']),
);

test('without a list of agents any agent id will do; with one it must be on it', () => {
  expect(placesOf({ agentId: 'anyone' })).toEqual([]);
  expect(placesOf({ agentId: 'anyone', developer: 'Sunny Fields' }, fetched)).toEqual(['agentId']);
  expect(placesOf({ agentId: ' a-17 ', developer: 'Sunny Fields' }, fetched)).toEqual([]);
});

test('the utility must be on the list and active', () => {
  expect(placesOf({ utility: 'Hometown Electric' })).toEqual(['utility']);
  expect(placesOf({ utility: 'PSEG Long Island', developer: 'Sunny Fields' }, fetched)).toEqual(['utility']);
});

test('a developer must be on the list once one was fetched', () => {
  expect(placesOf({ developer: 'Someone else' })).toEqual([]);
  expect(placesOf({ developer: 'Someone else' }, fetched)).toEqual(['developer']);
});
