/** What an entry delivers, in the order of delivery. */
export type EntryPayload =
  | { readonly kind: 'folder' }
  | { readonly kind: 'file'; readonly documentId: string }
  | { readonly kind: 'row' };

export type EntryKind = EntryPayload['kind'];

export type EntryState = 'waiting' | 'leased' | 'delivered' | 'rejected' | 'put-aside';

/** One delivery still owed, or done. */
export type OutboxEntry = {
  readonly id: string;
  readonly submissionId: string;
  /** The submission's version it delivers. */
  readonly version: number;
  readonly destination: string;
  readonly payload: EntryPayload;
  /** Grows with version and order of delivery; a smaller one of the same submission and destination goes first. */
  readonly step: number;
  /** The same for every attempt of this delivery: makes a repeat harmless. */
  readonly idempotencyKey: string;
  readonly state: EntryState;
  /** Attempts begun that ended, or may end, in the entry's own failure. */
  readonly attempts: number;
  /** Null while an earlier step has to be delivered first. */
  readonly nextAttemptAt: number | null;
  readonly leasedUntil: number | null;
  /** An earlier attempt may have had its effect: look before repeating it. */
  readonly inDoubt: boolean;
  /** Machine word for why the last attempt failed, to group by. */
  readonly cause: string | null;
  /** The same for the person at the screen. */
  readonly problem: string | null;
};

export type NewEntry = Pick<
  OutboxEntry,
  'id' | 'submissionId' | 'version' | 'destination' | 'payload' | 'step' | 'idempotencyKey' | 'inDoubt'
>;

/** An entry still owed, as a screen shows it. */
export type OwedEntry = {
  readonly id: string;
  readonly submissionId: string;
  readonly accountName: string;
  readonly destination: string;
  readonly kind: EntryKind;
  readonly state: EntryState;
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly cause: string | null;
  readonly problem: string | null;
};
