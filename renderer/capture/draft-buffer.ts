import type { LeftDraft } from './left-draft.ts';

/** Holds what could not be saved yet until a later page has saved it. */
export type DraftBuffer = {
  readonly read: (submissionId: string) => LeftDraft | null;
  readonly write: (submissionId: string, left: LeftDraft) => void;
  readonly remove: (submissionId: string) => void;
  /** Of all that is held. */
  readonly submissionIds: () => readonly string[];
};

const PREFIX = 'unsaved-draft:';

/** In local storage: it outlives the window, and the browser. What is saved is removed, so nothing stays for long. */
export function createDraftBuffer(storage: Storage): DraftBuffer {
  const keyOf = (submissionId: string) => `${PREFIX}${submissionId}`;
  return {
    read(submissionId) {
      const text = storage.getItem(keyOf(submissionId));
      if (text === null) return null;
      const left: LeftDraft = JSON.parse(text);
      return left;
    },
    write(submissionId, left) {
      try {
        storage.setItem(keyOf(submissionId), JSON.stringify(left));
      } catch {
        // Storage full or forbidden: the draft is still in memory and saving is still retried.
      }
    },
    remove: (submissionId) => storage.removeItem(keyOf(submissionId)),
    submissionIds: () =>
      Object.keys(storage).flatMap((key) => (key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : [])),
  };
}
