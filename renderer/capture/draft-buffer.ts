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
      const left = parse(text);
      // What can't be read must not keep its page from opening, nor stay in the browser for good.
      if (left === null) storage.removeItem(keyOf(submissionId));
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

/** Null for what is damaged, or was left by another version of the app in another form. */
function parse(text: string): LeftDraft | null {
  try {
    const left: unknown = JSON.parse(text);
    return isLeftDraft(left) ? left : null;
  } catch {
    return null;
  }
}

function isLeftDraft(left: unknown): left is LeftDraft {
  if (!isRecord(left) || !isDraft(left.draft) || typeof left.stored !== 'boolean') return false;
  return Array.isArray(left.known) && left.known.every(isDraft);
}

function isDraft(draft: unknown): boolean {
  return isRecord(draft) && isRecord(draft.form) && isRecord(draft.decisions);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
