import type { SubmitProblem } from './submit-problem.ts';

/** Why a request about a submission was refused; nothing was changed. `message` is for the clerk. */
export type IntakeProblem =
  | { readonly code: 'not-found'; readonly message: string }
  | { readonly code: 'wrong-state'; readonly message: string }
  | { readonly code: 'not-ready'; readonly message: string; readonly problems: readonly SubmitProblem[] };

export const submissionNotFound: IntakeProblem = {
  code: 'not-found',
  message: 'This submission is not here any more. It may have been deleted in another window.',
};

export const documentNotFound: IntakeProblem = {
  code: 'not-found',
  message: 'This file is not here any more. Add it again.',
};

export function wrongState(message: string): IntakeProblem {
  return { code: 'wrong-state', message };
}

export function notReady(problems: readonly SubmitProblem[]): IntakeProblem {
  const places = problems.length === 1 ? 'One place needs' : `${problems.length} places need`;
  return { code: 'not-ready', problems, message: `${places} a look before this can go out. All you typed is saved.` };
}
