import type { FieldName } from '../extraction/field.ts';

export type AccountType = 'small-demand' | 'large-demand' | 'mass-market';

/** What the clerk types. Every text may be empty while it is a draft. */
export type IntakeForm = {
  readonly agentId: string;
  readonly businessName: string;
  readonly accountName: string;
  readonly contactName: string;
  readonly title: string;
  readonly phone: string;
  readonly email: string;
  readonly utility: string;
  readonly accountType: AccountType | '';
  readonly developer: string;
  readonly consentTerms: boolean;
  readonly consentSms: boolean;
};

/** What the clerk said about the bill's fields: a typed value, or the read one confirmed. Absent: untouched. */
export type FieldDecision =
  | { readonly kind: 'typed'; readonly value: string }
  | { readonly kind: 'confirmed'; readonly value: string };
export type FieldDecisions = { readonly [Name in FieldName]?: FieldDecision };

/** The bill's fields as they are delivered, frozen at submit. Empty text: not on the bill. */
export type SettledFields = { readonly [Name in FieldName]: string };

/** Whose turn it is when a submission could not be delivered. */
export type Turn = 'office' | 'app';

export type SubmissionState =
  | { readonly kind: 'draft' }
  /** Submit was pressed while the bill was still being read. */
  | { readonly kind: 'processing' }
  /** Read, but a person has to look at some fields before it can go out. */
  | { readonly kind: 'needs-review' }
  | { readonly kind: 'submitted' }
  | { readonly kind: 'delivered'; readonly deliveredAt: number }
  | { readonly kind: 'failed'; readonly turn: Turn; readonly message: string };

export type SubmissionRecord = {
  readonly id: string;
  readonly state: SubmissionState;
  /** Counts submits: 0 for one never submitted, 1 after the first, one more for each later edit. */
  readonly version: number;
  /** The working copy: of one that was submitted it may hold edits that only the next submit sends out. */
  readonly form: IntakeForm;
  readonly decisions: FieldDecisions;
  readonly documentIds: readonly string[];
  readonly createdAt: number;
  /** Last change by a person; deliveries don't touch it. */
  readonly updatedAt: number;
  /** When it was first submitted; later edits keep it. */
  readonly submittedAt: number | null;
  /** Of the newest version; null until first submitted. */
  readonly settled: SettledFields | null;
};

/** One line of the list of submissions. */
export type SubmissionSummary = Pick<
  SubmissionRecord,
  'id' | 'state' | 'version' | 'createdAt' | 'updatedAt' | 'submittedAt'
> & {
  readonly accountName: string;
  readonly utility: string;
  readonly agentId: string;
  readonly documentCount: number;
  /** It was submitted, and then changed in a way that only the next submit sends out. */
  readonly hasUnsentEdits: boolean;
};

/** What was submitted once, frozen: what is delivered. */
export type SubmissionVersion = {
  readonly submissionId: string;
  /** From 1. */
  readonly version: number;
  readonly form: IntakeForm;
  readonly decisions: FieldDecisions;
  readonly settled: SettledFields;
  readonly documentIds: readonly string[];
  readonly submittedAt: number;
};

export const emptyForm: IntakeForm = {
  agentId: '',
  businessName: '',
  accountName: '',
  contactName: '',
  title: '',
  phone: '',
  email: '',
  utility: '',
  accountType: '',
  developer: '',
  consentTerms: false,
  consentSms: false,
};
