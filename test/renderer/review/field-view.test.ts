import { expect, test } from 'vitest';
import type { DocumentProgress } from '../../../main/ipc/contract/documents.ts';
import type { FieldReading } from '../../../main/ipc/contract/fields.ts';
import { offerOf, viewOf } from '../../../renderer/review/field-view.ts';
import { mergeReadings } from '../../../renderer/review/merge-readings.ts';
import { sayTheSame } from '../../../renderer/review/same-words.ts';

function document(id: string, accountNumber: Partial<FieldReading> | null, codes: readonly 'gas-only'[] = []) {
  const none = null;
  const reading: FieldReading | null = accountNumber && {
    value: '1',
    confidence: 0.95,
    pageIndex: 0,
    box: null,
    estimated: false,
    alternatives: [],
    ...accountNumber,
  };
  const progress: DocumentProgress = {
    id,
    sha256: id,
    fileName: `${id}.pdf`,
    kind: 'pdf',
    sizeBytes: 1,
    takenInAt: 0,
    state: { kind: 'read' },
    pageCount: 1,
    pages: [],
    pagesSettled: 1,
    timeLeftMs: null,
    pagesSearched: 12,
    reading: {
      fields: {
        utility: none,
        customerName: none,
        serviceAddress: none,
        accountNumber: reading,
        poid: none,
        monthlyUsageKwh: codes.length > 0 ? reading : none,
        annualUsageKwh: none,
      },
      notices: codes.map((code) => ({ code })),
    },
  };
  return progress;
}

test('of several documents the most confident reading counts, of equals the first', () => {
  const documents = [document('a', { value: '1', confidence: 0.5 }), document('b', { value: '2', confidence: 0.8 })];
  expect(mergeReadings(documents, 'accountNumber')).toMatchObject({ value: '2', documentId: 'b' });
  const equals = [document('a', { value: '1' }), document('b', { value: '1' })];
  expect(mergeReadings(equals, 'accountNumber')?.documentId).toBe('a');
  expect(mergeReadings([document('a', null)], 'accountNumber')).toBe(null);
});

test('what it beat stays on offer, likeliest first and once each', () => {
  const other = (value: string, confidence: number) => ({ value, confidence, pageIndex: 0, box: null });
  const documents = [
    document('a', { value: '1', confidence: 0.95, alternatives: [other('3', 0.2), other('2', 0.1)] }),
    document('b', { value: '2', confidence: 0.6, alternatives: [other('1', 0.3)] }),
  ];
  expect(mergeReadings(documents, 'accountNumber')?.alternatives.map(({ value }) => value)).toEqual(['2', '3']);
});

test('a value read for certain is certain; bills that disagree and a gas bill ask for a look', () => {
  const view = (documents: readonly DocumentProgress[], name: 'accountNumber' | 'monthlyUsageKwh' = 'accountNumber') =>
    viewOf(mergeReadings(documents, name), undefined, 'settled').kind;
  expect(view([document('a', {})])).toBe('certain');
  expect(view([document('a', { confidence: 0.89 })])).toBe('please-check');
  expect(view([document('a', { value: '1' }), document('b', { value: '2' })])).toBe('please-check');
  expect(view([document('a', {}, ['gas-only'])], 'monthlyUsageKwh')).toBe('please-check');
});

test('what the clerk said wins over what is read, also when it is empty', () => {
  const reading = mergeReadings([document('a', { value: '100' })], 'accountNumber');
  const typed = viewOf(reading, { kind: 'typed', value: '' }, 'settled');
  expect(typed).toEqual({ kind: 'typed', value: '' });
  expect(offerOf(reading, typed.value)?.value).toBe('100');
  expect(offerOf(reading, '1 0-0')).toBe(null);
});

test('an empty field tells whether it can still come', () => {
  expect(viewOf(null, undefined, 'none').kind).toBe('no-bill');
  expect(viewOf(null, undefined, 'being-read').kind).toBe('reading');
  expect(viewOf(null, undefined, 'settled').kind).toBe('not-found');
});

test('names that differ in case and punctuation only say the same', () => {
  expect(sayTheSame("Smith's Deli, LLC", 'SMITHS DELI LLC')).toBe(true);
  expect(sayTheSame('Smith Deli', 'Smith Diner')).toBe(false);
});
