import type { SubmitProblem } from '../../main/ipc/contract/expected-errors.ts';
import type { FieldName } from '../../main/ipc/contract/fields.ts';
import type { IntakeForm } from '../../main/ipc/contract/intake-form.ts';

export type PlacedProblems = {
  readonly form: { readonly [Key in keyof IntakeForm]?: string };
  readonly fields: { readonly [Name in FieldName]?: string };
  readonly documents: string | null;
};

/** Sorts what stops a submit to where it is shown. */
export function problemsByPlace(problems: readonly SubmitProblem[]): PlacedProblems {
  const placed: { form: Record<string, string>; fields: Record<string, string>; documents: string | null } = {
    form: {},
    fields: {},
    documents: null,
  };
  for (const { place, message } of problems) {
    switch (place.part) {
      case 'form':
        placed.form[place.input] = message;
        break;
      case 'bill':
        placed.fields[place.field] = message;
        break;
      case 'documents':
        placed.documents = message;
        break;
      default:
        place satisfies never;
    }
  }
  return placed;
}
