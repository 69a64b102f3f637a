import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { documentProblem, expectedErrors as errors } from './expected-errors.ts';
import { documentFields } from './fields.ts';

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
  pagesSearched: z.number().int(),
});
export type DocumentProgress = z.infer<typeof documentProgress>;

const submissionId = z.object({ submissionId: z.string() });
const documentId = z.object({ documentId: z.string() });

export const documents = {
  /** A file arrives in chunks of at most 1 MiB, so that neither side ever holds it whole. */
  beginTakeIn: oc
    .input(z.object({ submissionId: z.string(), fileName: z.string().max(1000), sizeBytes: z.number().int().min(0) }))
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
};
