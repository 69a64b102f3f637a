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
  readonly form: IntakeForm;
  readonly decisions: FieldDecisions;
  readonly documentIds: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly submittedAt: number | null;
  /** Null until first submitted. */
  readonly settled: SettledFields | null;
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
