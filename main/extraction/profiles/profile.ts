/** What is known of one utility's bills, as data: the readers do the same work for all of them. */

/** The names as the office writes them. */
export type UtilityName =
  | 'NYSEG'
  | 'RG&E'
  | 'National Grid'
  | 'Con Edison'
  | 'Central Hudson'
  | 'Orange & Rockland'
  | 'PSEG Long Island';

/** Words that tell this utility from the others. */
export type Mark = { readonly phrase: string; readonly weight: number };

export type AccountFormat = {
  /** Digits between the dashes, as printed. */
  readonly groups: readonly number[];
  /** What every number starts with, as far as is known. */
  readonly startsWith: readonly string[];
};

export type PoidFormat =
  | { readonly kind: 'letter'; readonly letter: 'N' | 'R' }
  | { readonly kind: 'digits'; readonly length: number }
  | { readonly kind: 'none' };

/** Where the customer's name stands. */
export type NamePlace =
  | { readonly kind: 'above-account'; readonly align: 'left' | 'right' }
  | { readonly kind: 'labelled'; readonly labels: readonly string[] };

/** Where the service address stands: on the label's line, or in lines beside or below it, the name first when `withName`. */
export type AddressPlace =
  | { readonly kind: 'line'; readonly labels: readonly string[] }
  | {
      readonly kind: 'block';
      readonly labels: readonly string[];
      readonly withName: boolean;
      /** The street may stand alone, and its town only in the envelope's window. */
      readonly townOnEnvelope?: true;
    };

export type Profile = {
  /** Null for the generic rules. */
  readonly utility: UtilityName | null;
  readonly marks: readonly Mark[];
  readonly accounts: readonly AccountFormat[];
  readonly poid: PoidFormat;
  readonly names: readonly NamePlace[];
  readonly addresses: readonly AddressPlace[];
  /** What stands before the month's total. */
  readonly usageLabels: readonly string[];
  /** Zip codes start with one of these where it delivers. */
  readonly zips: readonly string[];
  /** No value is certain when only rules of thumb found it, or when no real bill was at hand to check them. */
  readonly certainty: number;
};
