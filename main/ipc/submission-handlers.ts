import type { Intake } from '../intake/create-intake.ts';
import type { IntakeProblem } from '../intake/intake-problem.ts';
import type { SubmissionRecord } from '../intake/submission.ts';
import type { SubmitProblem } from '../intake/submit-problem.ts';
import type { Result } from '../result.ts';
import type { Submission } from './contract/submissions.ts';
import { os } from './implementer.ts';
import { watchStream } from './watch-stream.ts';

/** `onBillExpected`: somebody works on an intake that has no bill yet, so one will probably come soon. */
export function submissionHandlers(intake: Intake, onBillExpected: () => void) {
  const { submissions } = os;
  const expectBill = ({ documentIds }: SubmissionRecord) => {
    if (documentIds.length === 0) onBillExpected();
  };
  const shown = (submission: SubmissionRecord): Submission => ({
    ...submission,
    hasUnsentEdits: intake.hasUnsentEdits(submission),
  });
  return {
    watch: submissions.watch.handler(({ signal }) => watchStream(intake.watch, signal)),
    get: submissions.get.handler(({ input, errors }) => shown(orRefuse(intake.get(input.submissionId), errors))),
    create: submissions.create.handler(({ input }) => {
      const created = shown(intake.create(input.submissionId));
      expectBill(created);
      return created;
    }),
    saveDraft: submissions.saveDraft.handler(({ input, errors }) => {
      const saved = orRefuse(intake.saveDraft(input), errors);
      const draft = intake.get(input.submissionId);
      if (draft.ok) expectBill(draft.value);
      return saved;
    }),
    detachDocument: submissions.detachDocument.handler(({ input, errors }) =>
      shown(orRefuse(intake.detachDocument(input), errors)),
    ),
    attachDocument: submissions.attachDocument.handler(({ input, errors }) =>
      shown(orRefuse(intake.attachDocument(input), errors).submission),
    ),
    submit: submissions.submit.handler(({ input, errors }) => shown(orRefuse(intake.submit(input), errors))),
    openQuestions: submissions.openQuestions.handler(({ input, errors }) => ({
      problems: orRefuse(intake.openQuestions(input.submissionId), errors),
    })),
    withdraw: submissions.withdraw.handler(({ input, errors }) =>
      shown(orRefuse(intake.withdraw(input.submissionId), errors)),
    ),
    delete: submissions.delete.handler(({ input, errors }) => {
      orRefuse(intake.delete(input.submissionId), errors);
      return {};
    }),
    undelete: submissions.undelete.handler(({ input, errors }) =>
      shown(orRefuse(intake.undelete(input.submissionId), errors)),
    ),
  };
}

type Refusals = {
  readonly NOT_FOUND: (options: { message: string }) => Error;
  readonly WRONG_STATE?: (options: { message: string }) => Error;
  readonly NOT_READY?: (options: { message: string; data: { problems: readonly SubmitProblem[] } }) => Error;
};

/** The value, or the problem as the error that the contract names for it. */
export function orRefuse<T>(result: Result<T, IntakeProblem>, errors: Refusals): T {
  if (result.ok) return result.value;
  const problem = result.error;
  switch (problem.code) {
    case 'not-found':
      throw errors.NOT_FOUND({ message: problem.message });
    case 'wrong-state':
      throw errors.WRONG_STATE?.({ message: problem.message }) ?? new Error(problem.message);
    case 'not-ready':
      throw (
        errors.NOT_READY?.({ message: problem.message, data: { problems: problem.problems } }) ??
        new Error(problem.message)
      );
    default:
      return problem satisfies never;
  }
}
