import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CERTAIN, type FieldName, fieldNames } from '../../main/extraction/field.ts';
import { settleFields } from '../../main/intake/settle-fields.ts';
import type { FieldDecision } from '../../main/intake/submission.ts';
import { certainFields, readingOf } from '../support/office.ts';

test("the clerk's decision wins over any reading, also when it is empty", () => {
  const settling = settleFields({
    readings: [readingOf(certainFields)],
    decisions: { poid: { kind: 'typed', value: '' }, accountNumber: { kind: 'confirmed', value: ' 42 ' } },
    utility: 'NYSEG',
  });
  expect(settling).toEqual({ fields: { ...certainFields, poid: '', accountNumber: '42' }, unsettled: [], missing: [] });
});

test('without any reading the account number and the service address must be decided', () => {
  const settling = settleFields({ readings: [], decisions: {}, utility: 'NYSEG' });
  expect(settling.unsettled).toEqual([
    { field: 'serviceAddress', why: { kind: 'missing' } },
    { field: 'accountNumber', why: { kind: 'missing' } },
  ]);
  expect(settling.missing).toEqual([...fieldNames]);
});

test('a field is taken from whichever document reads it best', () => {
  const settling = settleFields({
    readings: [
      readingOf({ accountNumber: { value: '1O', confidence: 0.4 }, serviceAddress: '1 Sample Road' }),
      readingOf({ accountNumber: '10' }),
    ],
    decisions: {},
    utility: 'PSEG Long Island',
  });
  expect(settling.fields).toMatchObject({ accountNumber: '10', serviceAddress: '1 Sample Road' });
  expect(settling.unsettled).toEqual([]);
});

test('certain readings that differ only in case and blanks agree', () => {
  const settling = settleFields({
    readings: [readingOf(certainFields), readingOf({ ...certainFields, customerName: ' Example dairy' })],
    decisions: {},
    utility: 'NYSEG',
  });
  expect(settling.unsettled).toEqual([]);
});

test('a bill that is certainly of another utility than the form says has to be looked at', () => {
  const settle = (utility: string, read: string, decisions = {}) =>
    settleFields({ readings: [readingOf({ ...certainFields, utility: read })], decisions, utility }).unsettled;
  expect(settle('NYSEG', 'National Grid')).toEqual([
    { field: 'utility', why: { kind: 'not-as-chosen', value: 'National Grid', chosen: 'NYSEG' } },
  ]);
  expect(settle('NYSEG', 'National Grid', { utility: { kind: 'confirmed', value: 'National Grid' } })).toEqual([]);
  expect(settle('National Grid', 'National Grid')).toEqual([]);
  expect(settle('New York State Electric & Gas', 'NYSEG')).toEqual([]);
});

test('a doubtful utility is told as doubtful, whatever the form says', () => {
  const doubtful = readingOf({ ...certainFields, utility: { value: 'RG&E', confidence: 0.5 } });
  expect(settleFields({ readings: [doubtful], decisions: {}, utility: 'NYSEG' }).unsettled).toEqual([
    { field: 'utility', why: { kind: 'uncertain', value: 'RG&E' } },
  ]);
});

test('each notice asks for the field that answers it', () => {
  const fieldsFor = (notice: Parameters<typeof readingOf>[1]) =>
    settleFields({ readings: [readingOf(certainFields, notice)], decisions: {}, utility: 'NYSEG' }).unsettled.map(
      (each) => each.field,
    );
  expect(fieldsFor([{ code: 'several-bills', accountNumbers: ['1', '2'] }])).toEqual(['accountNumber']);
  expect(fieldsFor([{ code: 'several-poids', poids: ['1', '2'] }])).toEqual(['poid']);
  expect(fieldsFor([{ code: 'several-months' }])).toEqual(['monthlyUsageKwh']);
  expect(fieldsFor([{ code: 'gas-only' }])).toEqual(['monthlyUsageKwh']);
  expect(fieldsFor([{ code: 'not-a-bill' }])).toEqual(['accountNumber']);
});

test('nothing undecided is ever settled on an uncertain reading', () => {
  const reading = fc.record({ value: fc.string(), confidence: fc.double({ min: 0, max: 1, noNaN: true }) });
  const decision = fc.record({ kind: fc.constantFrom('typed', 'confirmed'), value: fc.string() });
  const perField = <T>(value: fc.Arbitrary<T>) =>
    fc.dictionary(fc.constantFrom(...fieldNames), value).map((all): Partial<Record<FieldName, T>> => ({ ...all }));
  fc.assert(
    fc.property(
      fc.array(perField(reading), { maxLength: 3 }),
      perField<FieldDecision>(decision),
      (documents, decisions) => {
        const settling = settleFields({
          readings: documents.map((values) => readingOf(values)),
          decisions,
          utility: 'NYSEG',
        });
        for (const field of fieldNames) {
          const decided = decisions[field];
          if (decided) {
            expect(settling.fields[field]).toBe(decided.value.trim());
            continue;
          }
          if (settling.unsettled.some((each) => each.field === field) || settling.fields[field] === '') continue;
          const certain = documents.some(
            (values) => values[field]?.value === settling.fields[field] && (values[field]?.confidence ?? 0) >= CERTAIN,
          );
          expect(certain).toBe(true);
        }
      },
    ),
  );
});
