import type { FieldName } from '../extraction/field.ts';
import type { IntakeForm } from './submission.ts';

/** What stops a submit, in the clerk's words, by the place it belongs to: an input of the form, or a field of the bill. */
export type SubmitProblem = {
  readonly place:
    | { readonly part: 'form'; readonly input: keyof IntakeForm }
    | { readonly part: 'bill'; readonly field: FieldName }
    | { readonly part: 'documents' };
  readonly message: string;
};
