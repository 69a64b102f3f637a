import { type FieldName, fieldName, type IntakeForm, type SubmitProblem } from '../../main/ipc/contract.ts';

export type PlacedProblems = {
  readonly form: { readonly [Key in keyof IntakeForm]?: string };
  readonly fields: { readonly [Name in FieldName]?: string };
  readonly documents: string | null;
};

/**
 * Sorts what stops a submit to where it is shown. `utility` names an input of the form and a field of the bill; main
 * speaks of the bill only once the form is in order, so it is the bill's when that is in doubt and nothing else of
 * the form is named.
 */
export function problemsByPlace(
  problems: readonly SubmitProblem[],
  { isBillUtilityInDoubt }: { readonly isBillUtilityInDoubt: boolean },
): PlacedProblems {
  const isAboutTheBill = problems.every(({ place }) => isFieldName(place)) && isBillUtilityInDoubt;
  const placed: { form: Record<string, string>; fields: Record<string, string>; documents: string | null } = {
    form: {},
    fields: {},
    documents: null,
  };
  for (const { place, message } of problems) {
    if (place === 'documents') placed.documents = message;
    else if (place === 'utility' ? isAboutTheBill : isFieldName(place)) placed.fields[place] = message;
    else placed.form[place] = message;
  }
  return placed;
}

function isFieldName(place: string): place is FieldName {
  return fieldName.safeParse(place).success;
}
