import type { Draft } from './draft.ts';

/** Holds what could not be saved yet across a reload of the page. */
export type DraftBuffer = {
  readonly read: (submissionId: string) => Draft | null;
  readonly write: (submissionId: string, draft: Draft) => void;
  readonly remove: (submissionId: string) => void;
};

/** Session storage: it survives a reload, and nothing typed stays behind when the window closes. */
export function createDraftBuffer(storage: Storage): DraftBuffer {
  const keyOf = (submissionId: string) => `unsaved-draft:${submissionId}`;
  return {
    read(submissionId) {
      const text = storage.getItem(keyOf(submissionId));
      if (text === null) return null;
      const draft: Draft = JSON.parse(text);
      return draft;
    },
    write(submissionId, draft) {
      try {
        storage.setItem(keyOf(submissionId), JSON.stringify(draft));
      } catch {
        // Storage full or forbidden: the draft is still in memory and saving is still retried.
      }
    },
    remove: (submissionId) => storage.removeItem(keyOf(submissionId)),
  };
}
