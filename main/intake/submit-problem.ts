import type { FieldName } from '../extraction/field.ts';
import type { IntakeForm } from './submission.ts';

/** What stops a submit, in the clerk's words, by the place on the form it belongs to. */
export type SubmitProblem = {
  readonly place: keyof IntakeForm | FieldName | 'documents';
  readonly message: string;
};
