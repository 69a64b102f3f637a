/**
 * Everything the renderer may ask of main and be told by it. Imports nothing of ours, so it can be the whole of
 * what the renderer knows. Queries and commands answer once; streams start with a snapshot and then push changes.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

// ---- Words used by both sides ----------------------------------------------------------------------------------

export const fieldName = z.enum([
  'utility',
  'customerName',
  'serviceAddress',
  'accountNumber',
  'poid',
  'monthlyUsageKwh',
  'annualUsageKwh',
]);
export type FieldName = z.infer<typeof fieldName>;

/** A value of at least this confidence needs no second look. */
export const CERTAIN = 0.9;

/** Page units: PDF points, or pixels of a picture. */
const box = z.object({
  left: z.number(),
  top: z.number(),
  width: z.number(),
  height: z.number(),
});
const fieldCandidate = z.object({
  value: z.string(),
  confidence: z.number(),
  pageIndex: z.number().int(),
  box: box.nullable(),
});
const fieldReading = fieldCandidate.extend({
  estimated: z.boolean(),
  alternatives: z.array(fieldCandidate).readonly(),
});
export type FieldReading = z.infer<typeof fieldReading>;

const notice = z.discriminatedUnion('code', [
  z.object({ code: z.literal('several-bills'), accountNumbers: z.array(z.string()).readonly() }),
  z.object({ code: z.literal('several-poids'), poids: z.array(z.string()).readonly() }),
  z.object({ code: z.literal('gas-only') }),
  z.object({ code: z.literal('not-a-bill') }),
]);
export type Notice = z.infer<typeof notice>;

const documentFields = z.object({
  fields: z.record(fieldName, fieldReading.nullable()),
  notices: z.array(notice).readonly(),
});
export type DocumentFields = z.infer<typeof documentFields>;

const documentProblem = z.object({ code: z.string(), message: z.string() });

const pageState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting') }),
  z.object({ kind: z.literal('reading') }),
  z.object({
    kind: z.literal('read'),
    source: z.enum(['text-layer', 'ocr', 'blank']),
    confidence: z.number(),
    elapsedMs: z.number(),
  }),
  z.object({ kind: z.literal('quarantined'), reason: z.string() }),
]);
export type PageState = z.infer<typeof pageState>;

const documentState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting') }),
  z.object({ kind: z.literal('reading') }),
  z.object({ kind: z.literal('read') }),
  z.object({ kind: z.literal('cancelled') }),
  z.object({ kind: z.literal('failed'), problem: documentProblem }),
]);

const documentProgress = z.object({
  id: z.string(),
  sha256: z.string(),
  fileName: z.string(),
  kind: z.enum(['pdf', 'jpeg', 'png', 'tiff', 'webp', 'heic']),
  sizeBytes: z.number(),
  takenInAt: z.number(),
  state: documentState,
  pageCount: z.number().int().nullable(),
  pages: z.array(pageState).readonly(),
  pagesSettled: z.number().int(),
  timeLeftMs: z.number().nullable(),
  reading: documentFields.nullable(),
});
export type DocumentProgress = z.infer<typeof documentProgress>;

const text = (max: number) => z.string().max(max);
const intakeForm = z.object({
  agentId: text(100),
  businessName: text(300),
  accountName: text(300),
  contactName: text(300),
  title: text(200),
  phone: text(100),
  email: text(300),
  utility: text(200),
  accountType: z.enum(['small-demand', 'large-demand', 'mass-market', '']),
  developer: text(200),
  consentTerms: z.boolean(),
  consentSms: z.boolean(),
});
export type IntakeForm = z.infer<typeof intakeForm>;

const fieldDecision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('typed'), value: text(500) }),
  z.object({ kind: z.literal('confirmed'), value: text(500) }),
]);
const fieldDecisions = z.partialRecord(fieldName, fieldDecision);
export type FieldDecision = z.infer<typeof fieldDecision>;
export type FieldDecisions = z.infer<typeof fieldDecisions>;

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
});
export type Submission = z.infer<typeof submission>;

const submissionSummary = submission
  .pick({ id: true, state: true, version: true, createdAt: true, updatedAt: true, submittedAt: true })
  .extend({
    accountName: z.string(),
    utility: z.string(),
    agentId: z.string(),
    documentCount: z.number().int(),
  });
export type SubmissionSummary = z.infer<typeof submissionSummary>;

/** What stops a submit, in the clerk's words, by the place on the form it belongs to. */
const submitProblem = z.object({
  place: z.union([intakeForm.keyof(), fieldName, z.literal('documents')]),
  message: z.string(),
});
export type SubmitProblem = z.infer<typeof submitProblem>;

const outboxEntry = z.object({
  id: z.string(),
  submissionId: z.string(),
  accountName: z.string(),
  kind: z.enum(['folder', 'file', 'row']),
  state: z.enum(['waiting', 'leased', 'delivered', 'rejected', 'put-aside']),
  attempts: z.number().int(),
  nextAttemptAt: z.number().nullable(),
  /** Why the last attempt failed, in plain words; null when it didn't. */
  problem: z.string().nullable(),
});
export type OutboxEntry = z.infer<typeof outboxEntry>;

const settings = z.object({
  /** Absolute path of the folder that submissions are delivered to. */
  destinationFolder: z.string(),
  memoryBudgetMb: z.number().int().min(256).max(8192),
  /** 0: as many as cores and the memory budget allow. */
  recognisers: z.number().int().min(0).max(16),
  pageTimeBudgetMs: z.number().int().min(2_000).max(120_000),
});
export type Settings = z.infer<typeof settings>;

const memoryState = z.object({
  budgetBytes: z.number(),
  totalBytes: z.number(),
  peakBytes: z.number(),
  processes: z
    .array(z.object({ name: z.string(), pid: z.number().int(), bytes: z.number(), pagesRead: z.number().int() }))
    .readonly(),
});
export type MemoryState = z.infer<typeof memoryState>;

const referenceLists = z.object({
  agents: z.array(z.object({ id: z.string(), name: z.string() })).readonly(),
  utilities: z.array(z.object({ name: z.string(), active: z.boolean() })).readonly(),
  developers: z.array(z.object({ name: z.string() })).readonly(),
  /** When the lists were last fetched; null for the built-in ones. */
  refreshedAt: z.number().nullable(),
});
export type ReferenceLists = z.infer<typeof referenceLists>;

// ---- Expected errors -------------------------------------------------------------------------------------------

const submissionId = z.object({ submissionId: z.string() });
const documentId = z.object({ documentId: z.string() });

/** Each carries its message for the clerk in `message`. */
const errors = {
  notFound: { NOT_FOUND: { status: 404 } },
  document: { DOCUMENT_PROBLEM: { status: 422, data: documentProblem } },
  submit: { NOT_READY: { status: 422, data: z.object({ problems: z.array(submitProblem).readonly() }) } },
  move: { WRONG_STATE: { status: 409 } },
  setting: { SETTING_REJECTED: { status: 422, data: z.object({ setting: z.string() }) } },
  unavailable: { UNAVAILABLE: { status: 501 } },
} as const;

// ---- The contract ----------------------------------------------------------------------------------------------

export const contract = {
  app: {
    about: oc.output(
      z.object({
        version: z.string(),
        host: z.enum(['desktop', 'browser', 'headless']),
        dataFolder: z.string(),
        logFolder: z.string(),
        canChooseFolder: z.boolean(),
        /** Something the user should know at once, e.g. that a backup was restored; null when all is well. */
        startNotice: z.string().nullable(),
      }),
    ),
    /** Opens the system's folder dialog; null when the user cancelled. */
    chooseFolder: oc
      .input(z.object({ startAt: z.string() }))
      .output(z.object({ folder: z.string() }).nullable())
      .errors(errors.unavailable),
    /** Shows a folder in the system's file manager; `data` | `logs` | `destination`. */
    openFolder: oc
      .input(z.object({ which: z.enum(['data', 'logs', 'destination']) }))
      .output(z.object({}))
      .errors(errors.unavailable),
  },

  documents: {
    /** A file arrives in chunks of at most 1 MiB, so that neither side ever holds it whole. */
    beginTakeIn: oc
      .input(z.object({ submissionId: z.string(), fileName: text(1000), sizeBytes: z.number().int().min(0) }))
      .output(z.object({ takeInId: z.string() }))
      .errors({ ...errors.document, ...errors.notFound, ...errors.move }),
    appendChunk: oc
      .input(z.object({ takeInId: z.string(), offset: z.number().int().min(0), chunk: z.instanceof(Blob) }))
      .output(z.object({ receivedBytes: z.number().int() }))
      .errors({ ...errors.document, ...errors.notFound }),
    /** Stores the file, attaches it to the submission and queues its pages. */
    finishTakeIn: oc
      .input(z.object({ takeInId: z.string() }))
      .output(
        z.object({
          documentId: z.string(),
          /** Submissions other than this one that already hold the same bytes. */
          alsoIn: z.array(z.object({ submissionId: z.string(), accountName: z.string() })).readonly(),
          /** True when this submission already held the same bytes. */
          alreadyAttached: z.boolean(),
        }),
      )
      .errors({ ...errors.document, ...errors.notFound, ...errors.move }),
    abandonTakeIn: oc.input(z.object({ takeInId: z.string() })).output(z.object({})),
    cancel: oc.input(documentId).output(z.object({})).errors(errors.notFound),
    /** Goes on with a cancelled document, or tries a failed one and quarantined pages again. */
    resume: oc.input(documentId).output(z.object({})).errors(errors.notFound),
    providePassword: oc
      .input(documentId.extend({ password: z.string().max(500) }))
      .output(z.object({}))
      .errors({ ...errors.document, ...errors.notFound }),
    /** A picture of one page as a viewer shows it, for the eye; JPEG. */
    pagePicture: oc
      .input(documentId.extend({ pageIndex: z.number().int().min(0), maxWidthPx: z.number().int().min(100).max(2400) }))
      .output(
        z.object({
          picture: z.instanceof(Blob),
          /** Page size in page units, to place boxes on the picture. */
          pageWidth: z.number(),
          pageHeight: z.number(),
          /** Degrees clockwise to turn the picture so that its text is upright. */
          rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
        }),
      )
      .errors({ ...errors.notFound, ...errors.document }),
    /** Snapshots of every document of a submission whenever one changes; at most 20 a second. */
    watch: oc
      .input(submissionId)
      .output(eventIterator(z.array(documentProgress).readonly()))
      .errors(errors.notFound),
  },

  submissions: {
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
  },

  outbox: {
    watch: oc.output(
      eventIterator(
        z.object({
          waiting: z.number().int(),
          rejected: z.number().int(),
          delivered: z.number().int(),
          /** Entries still owed, oldest first; at most 200. */
          entries: z.array(outboxEntry).readonly(),
        }),
      ),
    ),
    /** Tries again now; all that wait when no submission is named. */
    retry: oc.input(z.object({ submissionId: z.string().optional() })).output(z.object({ entries: z.number().int() })),
  },

  settings: {
    get: oc.output(settings),
    set: oc.input(settings.partial()).output(settings).errors(errors.setting),
  },

  reference: {
    lists: oc.output(referenceLists),
  },

  diagnostics: {
    watchMemory: oc.output(eventIterator(memoryState)),
    /** Writes one line to the log on the renderer's behalf, through the same redaction. */
    report: oc.input(z.object({ message: text(4000), stack: text(8000).optional() })).output(z.object({})),
  },
};

export type Contract = typeof contract;
