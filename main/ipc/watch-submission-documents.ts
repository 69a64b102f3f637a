import type { DocumentProgress } from '../documents/document.ts';
import type { Subscribe } from './watch-stream.ts';

export type DocumentsWatched = {
  /** The documents that the submission holds now, in order. */
  readonly documentIds: (submissionId: string) => readonly string[];
  readonly onSubmissionsChange: (listener: () => void) => () => void;
  readonly watchDocuments: (
    documentIds: readonly string[],
    listener: (documents: readonly DocumentProgress[]) => void,
  ) => () => void;
};

/** Follows the progress of a submission's documents, also of those attached or detached meanwhile. */
export function watchSubmissionDocuments(
  { documentIds, onSubmissionsChange, watchDocuments }: DocumentsWatched,
  submissionId: string,
): Subscribe<readonly DocumentProgress[]> {
  return (listener) => {
    let watched: readonly string[] | null = null;
    let stopWatching = () => {};
    const follow = () => {
      const ids = documentIds(submissionId);
      if (watched !== null && ids.length === watched.length && ids.every((id, index) => id === watched?.[index]))
        return;
      watched = ids;
      stopWatching();
      stopWatching = watchDocuments(ids, listener);
    };
    const stopFollowing = onSubmissionsChange(follow);
    follow();
    return () => {
      stopFollowing();
      stopWatching();
    };
  };
}
