import { isDeepStrictEqual } from 'node:util';
import type { DocumentProgress } from '../documents/document.ts';
import { err, ok, type Result } from '../result.ts';
import type { Storage } from '../storage/storage.ts';
import { type IntakeProblem, notReady, submissionNotFound } from './intake-problem.ts';
import type { ReferenceLists } from './reference-lists.ts';
import { type Settling, settleFields } from './settle-fields.ts';
import type { SettledFields, SubmissionRecord, SubmissionState } from './submission.ts';
import type { SubmissionMoves } from './submission-moves.ts';
import type { SubmitProblem } from './submit-problem.ts';
import { unsettledProblem } from './unsettled-words.ts';
import { validateSubmission } from './validate-submission.ts';

/** What intake has to know of a document. */
export type DocumentView = Pick<DocumentProgress, 'state' | 'reading' | 'fileName'>;

/** Where a submitted version's deliveries are written, in the caller's transaction. */
export type DeliveryQueue = {
  readonly enqueue: (version: {
    readonly submissionId: string;
    readonly version: number;
    readonly documentIds: readonly string[];
  }) => void;
  /** How the newest version's deliveries stand. */
  readonly standing: (submissionId: string) => SubmissionState;
};

export type SubmitParts = {
  readonly storage: Storage;
  readonly moves: SubmissionMoves;
  readonly outbox: DeliveryQueue;
  /** Null for a document that isn't there. */
  readonly documentView: (documentId: string) => DocumentView | null;
  readonly lists: () => ReferenceLists;
  readonly now: () => number;
};

type Readiness =
  | { readonly kind: 'still-reading' }
  | {
      readonly kind: 'read';
      readonly settling: Settling;
      /** Some document was cancelled or can't be read. */
      readonly partial: boolean;
    };

/** What happens when a submission is sent out: by the clerk, or by itself once its bill was read. */
export function createSubmitter({ storage, moves, outbox, documentView, lists, now }: SubmitParts) {
  function formProblems(submission: SubmissionRecord): readonly SubmitProblem[] {
    return validateSubmission(submission.form, submission.documentIds, lists());
  }

  function readiness(submission: SubmissionRecord): Readiness {
    const views = submission.documentIds.flatMap((id) => documentView(id) ?? []);
    if (views.some(({ state }) => state.kind === 'waiting' || state.kind === 'reading')) {
      return { kind: 'still-reading' };
    }
    const settling = settleFields({
      readings: views.flatMap((view) => view.reading ?? []),
      decisions: submission.decisions,
      utility: submission.form.utility,
    });
    return { kind: 'read', settling, partial: views.some(({ state }) => state.kind !== 'read') };
  }

  /** Freezes the next version and writes its deliveries. */
  function send(submission: SubmissionRecord, settled: SettledFields): void {
    const { id: submissionId, form, decisions, documentIds } = submission;
    const version = submission.version + 1;
    const submittedAt = now();
    storage.submissions.recordSubmit(submissionId, version, settled, submittedAt);
    storage.submissionVersions.insert({
      submissionId,
      version,
      form,
      decisions,
      settled,
      documentIds,
      submittedAt,
    });
    outbox.enqueue({ submissionId, version, documentIds });
    moves.move(submissionId, { kind: 'submitted' });
  }

  /** True when this very content is on its way or there already: a repeated request must not send it again. */
  function isSent(submission: SubmissionRecord, settled: SettledFields): boolean {
    if (submission.state.kind !== 'submitted' && submission.state.kind !== 'delivered') return false;
    const newest = storage.submissionVersions.get(submission.id, submission.version);
    return (
      newest !== null &&
      isDeepStrictEqual(
        [newest.form, newest.settled, newest.documentIds],
        [submission.form, settled, submission.documentIds],
      )
    );
  }

  return {
    /** True when a person has changed what was submitted last, so that a submit would not find it sent already. */
    hasUnsentEdits(submission: SubmissionRecord): boolean {
      if (submission.version === 0) return false;
      const { form, decisions, documentIds } = submission;
      const newest = storage.submissionVersions.get(submission.id, submission.version);
      if (!isDeepStrictEqual([newest?.form, newest?.documentIds], [form, documentIds])) return true;
      if (isDeepStrictEqual(newest?.decisions, decisions)) return false;
      // Decisions count by what they settle: a field confirmed as it was read goes out as it did before.
      const ready = readiness(submission);
      if (ready.kind === 'still-reading' || ready.settling.unsettled.length > 0) return true;
      return !isDeepStrictEqual(newest?.settled, ready.settling.fields);
    },

    /** What is left to decide about the bill; nothing while it is being read. */
    openQuestions(submission: SubmissionRecord): readonly SubmitProblem[] {
      const ready = readiness(submission);
      return ready.kind === 'read' ? ready.settling.unsettled.map(unsettledProblem) : [];
    },

    /**
     * The clerk's submit of the working copy. Faults of the form refuse it. While a bill is still being read it
     * becomes `processing`; with fields left to decide `needs-review`, and from there it is refused until they are.
     */
    byClerk(submissionId: string): Result<SubmissionRecord, IntakeProblem> {
      const submission = storage.submissions.get(submissionId);
      if (!submission) return err(submissionNotFound);
      const problems = formProblems(submission);
      if (problems.length > 0) return err(notReady(problems));

      const ready = readiness(submission);
      if (ready.kind === 'still-reading') {
        moves.move(submissionId, { kind: 'processing' });
      } else if (ready.settling.unsettled.length === 0) {
        if (!isSent(submission, ready.settling.fields)) send(submission, ready.settling.fields);
      } else if (submission.state.kind === 'needs-review') {
        return err(notReady(ready.settling.unsettled.map(unsettledProblem)));
      } else {
        moves.move(submissionId, { kind: 'needs-review' });
      }
      return ok(storage.submissions.get(submissionId) ?? submission);
    },

    /**
     * Moves a `processing` one on when all its documents are read or given up. Nobody has looked at it, so it goes
     * out by itself only when nothing at all is left to ask.
     */
    byItself(submissionId: string): void {
      const submission = storage.submissions.get(submissionId);
      if (submission?.state.kind !== 'processing') return;
      const ready = readiness(submission);
      if (ready.kind === 'still-reading') return;
      const { settling, partial } = ready;
      const clear = !partial && settling.unsettled.length === 0 && settling.missing.length === 0;
      if (clear && formProblems(submission).length === 0) send(submission, settling.fields);
      else moves.move(submissionId, { kind: 'needs-review' });
    },
  };
}
