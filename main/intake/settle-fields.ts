import {
  CERTAIN,
  type DocumentFields,
  type FieldName,
  type FieldReading,
  fieldNames,
  type Notice,
} from '../extraction/field.ts';
import { sameText } from './current-lists.ts';
import type { FieldDecisions, SettledFields } from './submission.ts';
import { sameUtility } from './utility-names.ts';

export type UnsettledField = {
  readonly field: FieldName;
  readonly why:
    | { readonly kind: 'missing' }
    | { readonly kind: 'uncertain'; readonly value: string }
    | { readonly kind: 'disagreeing'; readonly values: readonly string[] }
    /** The bill is certainly of another utility than the form says. */
    | { readonly kind: 'not-as-chosen'; readonly value: string; readonly chosen: string }
    | { readonly kind: 'notice'; readonly notice: Notice };
};

export type Settling = {
  /** What would be delivered: undecided fields as well as they are known. */
  readonly fields: SettledFields;
  /** A person has to decide these before anything goes out. */
  readonly unsettled: readonly UnsettledField[];
  /** Not found on the bill although its utility prints them; fine once a person has looked. */
  readonly missing: readonly FieldName[];
};

/** Nothing goes out without these, unless a person says that the bill has none. */
const indispensable: ReadonlySet<FieldName> = new Set(['accountNumber', 'serviceAddress']);

/** The only utilities known to print a point of delivery id. */
const printsPoid = ['NYSEG', 'RG&E'];

/** The field that a person must decide when a document is not plainly one electric bill. */
export const decidedBy: { readonly [Code in Notice['code']]: FieldName } = {
  'several-bills': 'accountNumber',
  'not-a-bill': 'accountNumber',
  'several-poids': 'poid',
  'several-months': 'monthlyUsageKwh',
  'gas-only': 'monthlyUsageKwh',
};

/**
 * The effective value of each field: the person's decision where there is one (also when it is empty), else the
 * reading when it is certain. `readings`: of each document that has any. `utility`: as chosen on the form. Pure.
 */
export function settleFields({
  readings,
  decisions,
  utility,
}: {
  readings: readonly DocumentFields[];
  decisions: FieldDecisions;
  utility: string;
}): Settling {
  const settled = fieldNames.map((field) => settleField(field, readings, decisions, utility));
  return {
    fields: toFields((name) => settled[fieldNames.indexOf(name)]?.value ?? ''),
    unsettled: settled.flatMap(({ field, why }) => (why ? [{ field, why }] : [])),
    missing: settled.filter((each) => each.missing).map((each) => each.field),
  };
}

type SettledField = {
  readonly field: FieldName;
  readonly value: string;
  readonly why: UnsettledField['why'] | null;
  readonly missing: boolean;
};

function settleField(
  field: FieldName,
  readings: readonly DocumentFields[],
  decisions: FieldDecisions,
  utility: string,
): SettledField {
  const decision = decisions[field];
  if (decision) return { field, value: decision.value.trim(), why: null, missing: false };

  const found = readings.flatMap((reading) => reading.fields[field] ?? []);
  const best = found.reduce<FieldReading | null>((a, b) => (a && a.confidence >= b.confidence ? a : b), null);
  const value = best?.value ?? '';
  const notice = readings.flatMap((reading) => reading.notices).find((each) => decidedBy[each.code] === field);
  if (notice) return { field, value, why: { kind: 'notice', notice }, missing: false };
  if (!best || value === '') {
    return {
      field,
      value: '',
      why: indispensable.has(field) ? { kind: 'missing' } : null,
      missing: field !== 'poid' || printsPoid.some((name) => sameUtility(name, utility)),
    };
  }
  if (best.confidence < CERTAIN) return { field, value, why: { kind: 'uncertain', value }, missing: false };
  const values = distinct(found.filter((each) => each.confidence >= CERTAIN).map((each) => each.value));
  if (values.length > 1) return { field, value, why: { kind: 'disagreeing', values }, missing: false };
  const isAsChosen = field !== 'utility' || utility.trim() === '' || sameUtility(value, utility);
  return { field, value, why: isAsChosen ? null : { kind: 'not-as-chosen', value, chosen: utility }, missing: false };
}

function distinct(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.findIndex((other) => sameText(other, value)) === index);
}

function toFields(settled: (name: FieldName) => string): SettledFields {
  return {
    utility: settled('utility'),
    customerName: settled('customerName'),
    serviceAddress: settled('serviceAddress'),
    accountNumber: settled('accountNumber'),
    poid: settled('poid'),
    monthlyUsageKwh: settled('monthlyUsageKwh'),
    annualUsageKwh: settled('annualUsageKwh'),
  };
}
