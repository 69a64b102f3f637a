import { CERTAIN } from '../../main/ipc/contract/fields.ts';
import type { FieldDecision } from '../../main/ipc/contract/intake-form.ts';
import type { PlacedReading } from './merge-readings.ts';
import { sayTheSame } from './same-words.ts';

/** What the screen says about one field of the bill. What the clerk said always wins over what was read. */
export type FieldView =
  /** There is no bill to read it from. */
  | { readonly kind: 'no-bill'; readonly value: '' }
  /** Not read yet; it may still come. */
  | { readonly kind: 'reading'; readonly value: '' }
  | { readonly kind: 'not-found'; readonly value: '' }
  | { readonly kind: 'certain'; readonly value: string }
  | { readonly kind: 'please-check'; readonly value: string }
  | { readonly kind: 'confirmed'; readonly value: string }
  | { readonly kind: 'typed'; readonly value: string };

export type BillState = 'none' | 'being-read' | 'settled';

export function viewOf(reading: PlacedReading | null, decision: FieldDecision | undefined, bill: BillState): FieldView {
  if (decision) return decision;
  if (reading) {
    const isCertain = reading.confidence >= CERTAIN && !reading.isContested;
    return { kind: isCertain ? 'certain' : 'please-check', value: reading.value };
  }
  switch (bill) {
    case 'none':
      return { kind: 'no-bill', value: '' };
    case 'being-read':
      return { kind: 'reading', value: '' };
    case 'settled':
      return { kind: 'not-found', value: '' };
    default:
      return bill satisfies never;
  }
}

/** The value to offer beside what the clerk entered; null when they agree or nothing was read. */
export function offerOf(reading: PlacedReading | null, entered: string): PlacedReading | null {
  return reading && !sayTheSame(reading.value, entered) ? reading : null;
}
