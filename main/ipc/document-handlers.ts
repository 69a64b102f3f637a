import type { DocumentProblem } from '../documents/document.ts';
import type { DocumentReader, NoSuchDocument } from '../documents/document-reader.ts';
import type { DrawPage } from '../documents/page-pictures.ts';
import type { TakeIn } from '../documents/take-in.ts';
import type { Intake } from '../intake/create-intake.ts';
import { documentNotFound } from '../intake/intake-problem.ts';
import type { Result } from '../result.ts';
import type { Storage } from '../storage/storage.ts';
import { os } from './implementer.ts';
import { orRefuse } from './submission-handlers.ts';
import { watchStream } from './watch-stream.ts';
import { watchSubmissionDocuments } from './watch-submission-documents.ts';

export type DocumentRooms = {
  readonly storage: Storage;
  readonly intake: Intake;
  readonly onSubmissionsChange: (listener: () => void) => () => void;
  readonly takeIn: TakeIn;
  readonly reader: DocumentReader;
  readonly drawPage: DrawPage;
};

export function documentHandlers(rooms: DocumentRooms) {
  const { intake, takeIn, reader, drawPage, storage } = rooms;
  const { documents } = os;

  return {
    beginTakeIn: documents.beginTakeIn.handler(async ({ input, errors }) => {
      orRefuse(intake.get(input.submissionId), errors);
      const { takeInId } = orRefuseDocument(await takeIn.begin(input), errors);
      return { takeInId: forSubmission(input.submissionId, takeInId) };
    }),
    appendChunk: documents.appendChunk.handler(async ({ input, errors }) => {
      const piece = new Uint8Array(await input.chunk.arrayBuffer());
      const { takeInId } = splitTakeInId(input.takeInId);
      return { receivedBytes: orRefuseDocument(await takeIn.append(takeInId, input.offset, piece), errors) };
    }),
    finishTakeIn: documents.finishTakeIn.handler(async ({ input, errors }) => {
      const { submissionId, takeInId } = splitTakeInId(input.takeInId);
      const { documentId, fileName } = orRefuseDocument(await takeIn.finish(takeInId), errors);
      const attached = orRefuse(intake.attachTakenIn({ submissionId, documentId, fileName }), errors);
      return {
        documentId,
        alreadyAttached: attached.alreadyAttached,
        alsoIn: intake.otherUses({ submissionId, documentId }),
      };
    }),
    abandonTakeIn: documents.abandonTakeIn.handler(async ({ input }) => {
      await takeIn.abandon(splitTakeInId(input.takeInId).takeInId);
      return {};
    }),
    cancel: documents.cancel.handler(({ input, errors }) => found(reader.cancel(input.documentId), errors)),
    resume: documents.resume.handler(({ input, errors }) => found(reader.resume(input.documentId), errors)),
    providePassword: documents.providePassword.handler(async ({ input, errors }) => {
      orRefuseDocument(await reader.providePassword(input.documentId, input.password), errors);
      return {};
    }),
    pagePicture: documents.pagePicture.handler(async ({ input, errors }) => {
      const { bytes, ...page } = orRefuseDocument(await drawPage(input), errors);
      return { picture: new Blob([bytes], { type: 'image/jpeg' }), ...page };
    }),
    watch: documents.watch.handler(({ input, errors, signal }) => {
      orRefuse(intake.get(input.submissionId), errors);
      const watched = watchSubmissionDocuments(
        {
          documentIds: (submissionId) => storage.submissions.get(submissionId)?.documentIds ?? [],
          onSubmissionsChange: rooms.onSubmissionsChange,
          watchDocuments: reader.watch,
        },
        input.submissionId,
      );
      return watchStream(watched, signal);
    }),
  };
}

/** The id of a file being received carries its submission, so that nothing has to be remembered between chunks. */
const forSubmission = (submissionId: string, takeInId: string) => `${submissionId}/${takeInId}`;
function splitTakeInId(id: string): { readonly submissionId: string; readonly takeInId: string } {
  const [submissionId = '', takeInId = ''] = id.split('/');
  return { submissionId, takeInId };
}

type NotFound = { readonly NOT_FOUND: (options: { message: string }) => Error };
type Refusals = Partial<NotFound> & {
  readonly DOCUMENT_PROBLEM: (options: { message: string; data: DocumentProblem }) => Error;
};

function orRefuseDocument<T>(result: Result<T, DocumentProblem | NoSuchDocument>, errors: Refusals): T {
  if (result.ok) return result.value;
  const problem = result.error;
  if (problem.code === 'not-found') {
    throw errors.NOT_FOUND?.({ message: documentNotFound.message }) ?? new Error(documentNotFound.message);
  }
  throw errors.DOCUMENT_PROBLEM({ message: problem.message, data: problem });
}

function found(isThere: boolean, errors: NotFound): Record<never, never> {
  if (!isThere) throw errors.NOT_FOUND({ message: documentNotFound.message });
  return {};
}
