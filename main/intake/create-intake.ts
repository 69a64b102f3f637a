import { isDeepStrictEqual } from 'node:util';
import type { Log } from '../diagnostics/log.ts';
import { createLiveSnapshot } from '../live-snapshot.ts';
import { err, ok, type Result } from '../result.ts';
import type { DocumentUse } from '../storage/submission-documents.ts';
import { documentNotFound, type IntakeProblem, submissionNotFound, wrongState } from './intake-problem.ts';
import {
  emptyForm,
  type FieldDecisions,
  type IntakeForm,
  type SubmissionRecord,
  type SubmissionSummary,
} from './submission.ts';
import type { SubmitProblem } from './submit-problem.ts';
import { createSubmitter, type SubmitParts } from './submit-submission.ts';

const listedSubmissions = 1_000;
const keepDeletedMs = 30 * 24 * 60 * 60 * 1000;

export type WorkingCopy = {
  readonly submissionId: string;
  readonly form: IntakeForm;
  readonly decisions: FieldDecisions;
};
export type DocumentOfSubmission = { readonly submissionId: string; readonly documentId: string };
/** `fileName`: as the clerk's file is called; without it, the name under which the document first came in. */
export type NamedDocument = DocumentOfSubmission & { readonly fileName?: string };
export type Attached = { readonly submission: SubmissionRecord; readonly alreadyAttached: boolean };

export type Intake = ReturnType<typeof createIntake>;

/**
 * Submissions from the first keystroke to the outbox. A submission's form, decisions and documents are the clerk's
 * working copy; each submit freezes them as a version, and only versions are delivered. So edits of a delivered
 * submission are kept as they are typed without touching what was delivered, until it is submitted again.
 */
export function createIntake(parts: SubmitParts & { readonly log: Log }) {
  const { storage, moves, outbox, documentView, now, log } = parts;
  const submitter = createSubmitter(parts);
  const list = createLiveSnapshot(summaries, storage.isOpen);
  moves.onChange(list.changed);

  function get(submissionId: string): Result<SubmissionRecord, IntakeProblem> {
    const submission = storage.submissions.get(submissionId);
    return submission ? ok(submission) : err(submissionNotFound);
  }

  function summaries(): readonly SubmissionSummary[] {
    return storage.submissions
      .list(listedSubmissions)
      .map(({ isTouched, ...summary }) => ({ ...summary, hasUnsentEdits: isTouched && isUnsent(summary.id) }));
  }

  function isUnsent(submissionId: string): boolean {
    const submission = storage.submissions.get(submissionId);
    return submission !== null && submitter.hasUnsentEdits(submission);
  }

  /** What was not changed is not written: a late save of a submitted form must not look like an edit. */
  function keepWorkingCopy(submission: SubmissionRecord, { form, decisions }: WorkingCopy): void {
    if (isDeepStrictEqual([submission.form, submission.decisions], [form, decisions])) return;
    storage.submissions.saveWorkingCopy(submission.id, form, decisions, now());
    moves.changed();
  }

  /** Documents came or went: one that only waited for them may go on. */
  function documentsChanged(submissionId: string): Result<SubmissionRecord, IntakeProblem> {
    storage.submissions.touch(submissionId, now());
    submitter.byItself(submissionId);
    moves.changed();
    return get(submissionId);
  }

  function attach({ submissionId, documentId, fileName }: NamedDocument): Result<Attached, IntakeProblem> {
    const found = get(submissionId);
    if (!found.ok) return found;
    const before = storage.submissionDocuments.find(submissionId, documentId);
    if (before?.attached) return ok({ submission: found.value, alreadyAttached: true });
    const name = fileName ?? before?.fileName ?? documentView(documentId)?.fileName;
    if (name === undefined) return err(documentNotFound);
    storage.submissionDocuments.attach(submissionId, documentId, name);
    const changed = documentsChanged(submissionId);
    return changed.ok ? ok({ submission: changed.value, alreadyAttached: false }) : changed;
  }

  return {
    /** An empty draft; a repeated call changes nothing. One that was deleted comes back. */
    create(submissionId: string): SubmissionRecord {
      return storage.transaction(() => {
        storage.submissions.insertDraft(submissionId, emptyForm, now());
        storage.submissions.undelete(submissionId);
        moves.changed();
        const submission = storage.submissions.get(submissionId);
        if (!submission) throw new Error(`The draft ${submissionId} was not kept`);
        return submission;
      });
    },

    get,

    list: summaries,

    /** Whether it was changed since it was submitted, so that only the next submit sends all of it out. */
    hasUnsentEdits: submitter.hasUnsentEdits,

    /** The newest 1,000, newest first: at once and after every change. Returns how to stop. */
    watch: list.watch,

    /** Keeps what was typed, whatever it is; also edits of one that was submitted. */
    saveDraft(copy: WorkingCopy): Result<{ savedAt: number }, IntakeProblem> {
      return storage.transaction(() => {
        const found = get(copy.submissionId);
        if (!found.ok) return found;
        keepWorkingCopy(found.value, copy);
        return ok({ savedAt: now() });
      });
    },

    /** Adds a document, or brings a detached one back to its place. */
    attachDocument: (document: NamedDocument) => storage.transaction(() => attach(document)),

    /**
     * As `attachDocument`, for a file that has just come in: a draft that was deleted meanwhile gets it as well, and has
     * it when it comes back.
     */
    attachTakenIn: (document: NamedDocument) =>
      storage.transaction(() => {
        const { submissionId } = document;
        const wasDeleted = !get(submissionId).ok && storage.submissions.undelete(submissionId);
        const attached = attach(document);
        if (wasDeleted) storage.submissions.delete(submissionId, now());
        return attached;
      }),

    /** Takes a document off the submission; the file itself stays in the store. */
    detachDocument({ submissionId, documentId }: DocumentOfSubmission): Result<SubmissionRecord, IntakeProblem> {
      return storage.transaction(() => {
        const found = get(submissionId);
        if (!found.ok) return found;
        if (!storage.submissionDocuments.detach(submissionId, documentId, now())) return found;
        return documentsChanged(submissionId);
      });
    },

    /** Other submissions that hold the same document, oldest first. */
    otherUses({ submissionId, documentId }: DocumentOfSubmission): readonly DocumentUse[] {
      return storage.submissionDocuments.usesOf(documentId).filter((use) => use.submissionId !== submissionId);
    },

    /** The submissions that hold the document now. */
    usesOf(documentId: string): readonly DocumentUse[] {
      return storage.submissionDocuments.usesOf(documentId);
    },

    /** Keeps the working copy, then sends it out or says what is left to do. State, version and deliveries go together. */
    submit(copy: WorkingCopy): Result<SubmissionRecord, IntakeProblem> {
      return storage.transaction(() => {
        const found = get(copy.submissionId);
        if (!found.ok) return found;
        keepWorkingCopy(found.value, copy);
        const submitted = submitter.byClerk(copy.submissionId);
        if (submitted.ok)
          log.info('intake: submit', { submissionId: copy.submissionId, to: submitted.value.state.kind });
        return submitted;
      });
    },

    /** What a person still has to decide about the bill, in words for the screen. */
    openQuestions(submissionId: string): Result<readonly SubmitProblem[], IntakeProblem> {
      const found = get(submissionId);
      return found.ok ? ok(submitter.openQuestions(found.value)) : found;
    },

    /** Back to a draft; one that was sent before goes back to how its last delivery stands, its edits kept. */
    withdraw(submissionId: string): Result<SubmissionRecord, IntakeProblem> {
      return storage.transaction(() => {
        const found = get(submissionId);
        if (!found.ok) return found;
        const { state, version } = found.value;
        if (state.kind !== 'processing' && state.kind !== 'needs-review') {
          return err(wrongState('Only a submission that is being read or waits for review can be taken back.'));
        }
        moves.move(submissionId, version === 0 ? { kind: 'draft' } : outbox.standing(submissionId));
        return get(submissionId);
      });
    },

    /** Drafts only. Comes back with `undelete` for 30 days. */
    delete(submissionId: string): Result<null, IntakeProblem> {
      return storage.transaction(() => {
        const found = get(submissionId);
        if (!found.ok) return found;
        if (found.value.state.kind !== 'draft') {
          return err(wrongState('Only a draft can be deleted. Take it back first, if it is not sent out yet.'));
        }
        storage.submissions.delete(submissionId, now());
        moves.changed();
        return ok(null);
      });
    },

    undelete(submissionId: string): Result<SubmissionRecord, IntakeProblem> {
      return storage.transaction(() => {
        storage.submissions.undelete(submissionId);
        moves.changed();
        return get(submissionId);
      });
    },

    /** To be called whenever a document is read, failed, or was cancelled. */
    documentSettled(documentId: string): void {
      storage.transaction(() => {
        for (const { submissionId } of storage.submissionDocuments.usesOf(documentId)) submitter.byItself(submissionId);
      });
    },

    /** To be called once at start: goes on with what settled just before the last stop, and sweeps old deletions. */
    resume(): void {
      storage.transaction(() => {
        for (const submissionId of storage.submissions.idsInState('processing')) submitter.byItself(submissionId);
        const swept = storage.submissions.sweep(now() - keepDeletedMs);
        if (swept > 0) log.info('intake: swept deleted drafts', { swept });
      });
    },
  };
}
