import type { Box } from './page-reading.ts';

/** The fields read from a bill, in the order in which the screen shows them. */
export const fieldNames = [
  'utility',
  'customerName',
  'serviceAddress',
  'accountNumber',
  'poid',
  'monthlyUsageKwh',
  'annualUsageKwh',
] as const;
export type FieldName = (typeof fieldNames)[number];

/** A value of at least this confidence needs no second look by the clerk. */
export const CERTAIN = 0.9;

export type FieldCandidate = {
  /** Normalised as the field's format asks: digits only for ids, plain decimal digits for kWh. */
  readonly value: string;
  /** Calibrated, 0..1: of values at c, about a share of c is right. */
  readonly confidence: number;
  /** From 0. */
  readonly pageIndex: number;
  /** Where the value is printed, in page units of that page; null when it was derived, not printed. */
  readonly box: Box | null;
};

export type FieldReading = FieldCandidate & {
  /** True when computed from other values (annual = month x 12). */
  readonly estimated: boolean;
  /** The other values considered, best first, at most four. */
  readonly alternatives: readonly FieldCandidate[];
};

/** Something about the whole document that a person must decide. */
export type Notice =
  | { readonly code: 'several-bills'; readonly accountNumbers: readonly string[] }
  | { readonly code: 'several-poids'; readonly poids: readonly string[] }
  | { readonly code: 'several-months' }
  | { readonly code: 'gas-only' }
  | { readonly code: 'not-a-bill' };

export type DocumentFields = {
  readonly fields: { readonly [Name in FieldName]: FieldReading | null };
  readonly notices: readonly Notice[];
};
