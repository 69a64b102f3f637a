import type { FieldName } from '../../main/ipc/contract/fields.ts';
import type { FieldDecision, FieldDecisions, IntakeForm } from '../../main/ipc/contract/intake-form.ts';

/** What the clerk has entered so far: the form, and what was said about the bill's fields. */
export type Draft = { readonly form: IntakeForm; readonly decisions: FieldDecisions };

export const emptyDraft: Draft = {
  form: {
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
  },
  decisions: {},
};

export function withForm(draft: Draft, patch: Partial<IntakeForm>): Draft {
  return { ...draft, form: { ...draft.form, ...patch } };
}

/** Null takes the decision back: the field shows what was read again. */
export function withDecision(draft: Draft, name: FieldName, decision: FieldDecision | null): Draft {
  const { [name]: _previous, ...others } = draft.decisions;
  return { ...draft, decisions: decision ? { ...others, [name]: decision } : others };
}
