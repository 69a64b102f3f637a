import type { App } from '../app.ts';
import type { DocumentProblem, DocumentProgress } from '../documents/document.ts';
import { documentProblem } from '../documents/document-problem.ts';
import { err, ok, type Result } from '../result.ts';

export type ReadOptions = {
  readonly password?: string | undefined;
  readonly onProgress: (progress: DocumentProgress) => void;
};

/** Takes a file in and waits until it is read to the end. The document stays in the app's data folder. */
export async function readFile(
  { takeIn, reader }: App['rooms'],
  file: string,
  { password, onProgress }: ReadOptions,
): Promise<Result<DocumentProgress, DocumentProblem>> {
  const taken = await takeIn.takeInFile(file);
  if (!taken.ok) return taken;
  const { documentId } = taken.value;
  const first = await untilSettled(reader, documentId, onProgress);
  if (password === undefined || !asksForPassword(first)) return outcomeOf(first);

  const opened = await reader.providePassword(documentId, password);
  if (!opened.ok) return err(opened.error.code === 'not-found' ? documentProblem('file-unreadable') : opened.error);
  return outcomeOf(await untilSettled(reader, documentId, onProgress));
}

function untilSettled(
  reader: App['rooms']['reader'],
  documentId: string,
  onProgress: (progress: DocumentProgress) => void,
): Promise<DocumentProgress> {
  return new Promise((resolve) => {
    const stop = reader.watch([documentId], ([progress]) => {
      if (!progress) return;
      onProgress(progress);
      if (progress.state.kind === 'waiting' || progress.state.kind === 'reading') return;
      stop();
      resolve(progress);
    });
  });
}

function asksForPassword({ state }: DocumentProgress): boolean {
  return state.kind === 'failed' && state.problem.code === 'password-needed';
}

function outcomeOf(progress: DocumentProgress): Result<DocumentProgress, DocumentProblem> {
  return progress.state.kind === 'failed' ? err(progress.state.problem) : ok(progress);
}
