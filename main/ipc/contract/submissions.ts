import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { expectedErrors as errors, submitProblem } from './expected-errors.ts';
import { fieldName } from './fields.ts';
import { fieldDecisions, intakeForm } from './intake-form.ts';

const submissionState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('draft') }),
  z.object({ kind: z.literal('processing') }),
  z.object({ kind: z.literal('needs-review') }),
  z.object({ kind: z.literal('submitted') }),
  z.object({ kind: z.literal('delivered'), deliveredAt: z.number() }),
  z.object({ kind: z.literal('failed'), turn: z.enum(['office', 'app']), message: z.string() }),
]);
export type SubmissionState = z.infer<typeof submissionState>;

const submission = z.object({
  id: z.string(),
  state: submissionState,
  version: z.number().int(),
  form: intakeForm,
  decisions: fieldDecisions,
  documentIds: z.array(z.string()).readonly(),
  createdAt: z.number(),
  updatedAt: z.number(),
  submittedAt: z.number().nullable(),
  settled: z.record(fieldName, z.string()).nullable(),
  /** Submitted, and changed since: what changed goes out only with the next submit. */
  hasUnsentEdits: z.boolean(),
});
export type Submission = z.infer<typeof submission>;

const submissionSummary = submission
  .pick({
    id: true,
    state: true,
    version: true,
    createdAt: true,
    updatedAt: true,
    submittedAt: true,
    hasUnsentEdits: true,
  })
  .extend({
    accountName: z.string(),
    utility: z.string(),
    agentId: z.string(),
    documentCount: z.number().int(),
  });
export type SubmissionSummary = z.infer<typeof submissionSummary>;

const submissionId = z.object({ submissionId: z.string() });

export const submissions = {
  /** Newest first; at most 1,000. */
  watch: oc.output(eventIterator(z.array(submissionSummary).readonly())),
  get: oc.input(submissionId).output(submission).errors(errors.notFound),
  /** The id is made by the renderer, so that a repeated create makes nothing twice. */
  create: oc.input(submissionId.extend({ submissionId: z.uuid() })).output(submission),
  /** Keeps what was typed, whatever it is; never validates. Also holds edits of one that was submitted. */
  saveDraft: oc
    .input(submissionId.extend({ form: intakeForm, decisions: fieldDecisions }))
    .output(z.object({ savedAt: z.number() }))
    .errors({ ...errors.notFound, ...errors.move }),
  detachDocument: oc
    .input(submissionId.extend({ documentId: z.string() }))
    .output(submission)
    .errors({ ...errors.notFound, ...errors.move }),
  /** The undo of `detachDocument`. */
  attachDocument: oc
    .input(submissionId.extend({ documentId: z.string() }))
    .output(submission)
    .errors({ ...errors.notFound, ...errors.move }),
  /** Sends it out, or, while its bill is still being read, as soon as that is done and every field is certain. */
  submit: oc
    .input(submissionId.extend({ form: intakeForm, decisions: fieldDecisions }))
    .output(submission)
    .errors({ ...errors.notFound, ...errors.submit, ...errors.move }),
  /** What a person still has to decide about the bill before it can go out; nothing while it is being read. */
  openQuestions: oc
    .input(submissionId)
    .output(z.object({ problems: z.array(submitProblem).readonly() }))
    .errors(errors.notFound),
  /** Takes a `processing` or `needs-review` one back to a draft. */
  withdraw: oc
    .input(submissionId)
    .output(submission)
    .errors({ ...errors.notFound, ...errors.move }),
  /** Drafts only. Kept for 30 days, so that `undelete` works. */
  delete: oc
    .input(submissionId)
    .output(z.object({}))
    .errors({ ...errors.notFound, ...errors.move }),
  undelete: oc.input(submissionId).output(submission).errors(errors.notFound),
};
