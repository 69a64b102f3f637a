import type { DocumentProgress } from '../../main/ipc/contract/documents.ts';
import { CERTAIN, type FieldName, type FieldReading, type Notice } from '../../main/ipc/contract/fields.ts';
import { sayTheSame } from './same-words.ts';

/** A value on one of the submission's documents. */
export type PlacedValue = {
  readonly value: string;
  readonly confidence: number;
  readonly documentId: string;
  readonly pageIndex: number;
  readonly box: FieldReading['box'];
};
export type PlacedReading = PlacedValue & {
  readonly estimated: boolean;
  /** Other values, likeliest first, without repeats. */
  readonly alternatives: readonly PlacedValue[];
  /** Read for certain, and yet a person has to decide: bills disagree, or the file is not plainly one bill. */
  readonly isContested: boolean;
};

/** The field a person has to decide when a document is not plainly one electric bill; the same as `main/intake`'s. */
export const decidedBy: Readonly<Record<Notice['code'], FieldName>> = {
  'several-bills': 'accountNumber',
  'not-a-bill': 'accountNumber',
  'several-poids': 'poid',
  'several-months': 'monthlyUsageKwh',
  'gas-only': 'monthlyUsageKwh',
};

/** The most confident reading of a field over all documents; of equals, the earlier document's. Null when none has one. */
export function mergeReadings(documents: readonly DocumentProgress[], name: FieldName): PlacedReading | null {
  const readings = documents.flatMap((document) => {
    const reading = document.reading?.fields[name];
    return reading ? [{ ...reading, documentId: document.id }] : [];
  });
  const best = readings.reduce<(typeof readings)[number] | null>(
    (leader, reading) => (leader && leader.confidence >= reading.confidence ? leader : reading),
    null,
  );
  if (!best) return null;
  const others = readings.flatMap((reading): PlacedValue[] => [
    reading,
    ...reading.alternatives.map((candidate) => ({ ...candidate, documentId: reading.documentId })),
  ]);
  const certain = readings.filter(({ confidence }) => confidence >= CERTAIN);
  const isContested =
    documents.some(({ reading }) => reading?.notices.some(({ code }) => decidedBy[code] === name)) ||
    certain.some(({ value }) => !sayTheSame(value, best.value));
  return { ...best, alternatives: distinct(others, best.value), isContested };
}

function distinct(values: readonly PlacedValue[], except: string): readonly PlacedValue[] {
  const seen = new Set([except]);
  return values
    .toSorted((left, right) => right.confidence - left.confidence)
    .filter(({ value }) => !seen.has(value) && seen.add(value));
}
