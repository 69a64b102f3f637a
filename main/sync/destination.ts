import type { DocumentKind } from '../documents/document.ts';
import type { IntakeForm, SettledFields } from '../intake/submission.ts';
import type { EntryKind, EntryPayload } from './outbox-entry.ts';
import type { Outcome } from './outcome.ts';
import type { Receipt } from './receipt.ts';

export type DeliveryDocument = {
  readonly documentId: string;
  /** As the clerk's file was called; not safe as a path. */
  readonly fileName: string;
  readonly kind: DocumentKind;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Where the original lies on this machine. */
  readonly path: string;
};

/** One version of a submission as it is to be at the destination. */
export type DeliverySubmission = {
  readonly id: string;
  readonly version: number;
  /** When the first version was submitted, UTC ms; the same in all later ones. */
  readonly submittedAt: number;
  readonly form: IntakeForm;
  readonly settled: SettledFields;
  /** Empty when the agent's id is on no list. */
  readonly agentName: string;
  readonly documents: readonly DeliveryDocument[];
};

export type Delivery = {
  readonly entryId: string;
  /** The same for every attempt: to be kept at the destination, so that a repeat is recognised. */
  readonly idempotencyKey: string;
  readonly payload: EntryPayload;
  readonly submission: DeliverySubmission;
  /** From 1. */
  readonly attempt: number;
  /** An earlier attempt may have had its effect: look before repeating it. */
  readonly inDoubt: boolean;
  /** A row is to be as it was delivered last, by its receipt: what was submitted since and given up is not sent. */
  readonly asDelivered?: boolean;
  /** What earlier steps, versions and attempts left here, by item. */
  readonly receipts: ReadonlyMap<string, Receipt>;
  /** Keeps a receipt before the attempt ends: an id reserved ahead, an upload to be resumed. Null forgets it. Resolves when that is stored. */
  readonly keepReceipt: (item: string, receipt: Receipt | null) => Promise<void>;
};

/** How a destination wants the entries of one kind. */
export type Lane = {
  readonly kind: EntryKind;
  /** Entries in one attempt at most. */
  readonly batch: number;
  /** Attempts at the same time at most. */
  readonly parallel: number;
  /** The attempt is aborted after that long, and what it did is in doubt. */
  readonly timeLimitMs: number;
  /**
   * At least that long between the beginnings of two attempts while others of this destination run: their entries join
   * the next batch. With nothing else to do there is no wait. Absent: none.
   */
  readonly gatherMs?: number;
};

/** A place submissions are delivered to. One file or folder each under destinations/. */
export type Destination = {
  /** Written into outbox entries and receipts: never changes. */
  readonly name: string;
  readonly lanes: readonly Lane[];
  /**
   * Delivers entries of one kind and answers with one outcome for each, in the same order. Repeating a delivery must
   * be harmless. Entries of one call belong to different submissions and must not fail because of each other.
   * Honours `signal` soon. What it doesn't expect it throws: then all entries of the call are in doubt.
   */
  readonly attempt: (deliveries: readonly Delivery[], signal: AbortSignal) => Promise<readonly Outcome[]>;
};
