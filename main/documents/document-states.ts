import type { Log } from '../diagnostics/log.ts';
import type { DocumentsTable } from '../storage/documents.ts';
import type { PagesTable } from '../storage/pages.ts';
import type { DocumentProblem, DocumentRecord, DocumentState } from './document.ts';
import type { Timers } from './timers.ts';

export type DocumentStates = {
  /** Brings an unfinished document to where its pages are; others stay as they are. Writes, tells nobody. */
  readonly settle: (documentId: string) => void;
  /** Ends an unfinished document's reading with a problem. False when it was not unfinished any more. */
  readonly fail: (documentId: string, problem: DocumentProblem) => boolean;
  /** False when it was not unfinished. */
  readonly cancel: (documentId: string) => boolean;
  /** Takes a finished document up again, its quarantined pages too. To be settled when it has none to read. */
  readonly reopen: (documentId: string) => void;
  /** Says that a snapshot of the document would differ now. To be called outside transactions. Never throws. */
  readonly changed: (documentId: string) => void;
  /** Told after every change; returns how to stop. */
  readonly onChange: (listener: (documentId: string) => void) => () => void;
  /** Told when a document is read, failed or was cancelled, and again later when it throws; returns how to stop. */
  readonly onSettled: (listener: (documentId: string) => void) => () => void;
  /** Nobody is told again. */
  readonly stop: () => void;
};

export type StatesParts = {
  readonly documents: DocumentsTable;
  readonly pages: PagesTable;
  readonly timers: Timers;
  readonly log: Log;
};

/** A listener that writes may have met a full disk. */
const TELL_AGAIN_MS = 5_000;

/** The one place where a document's state moves: waiting -> reading -> read | failed | cancelled, and back by `reopen`. */
export function createDocumentStates({ documents, pages, timers, log }: StatesParts): DocumentStates {
  const changeListeners = new Set<(documentId: string) => void>();
  const settledListeners = new Set<(documentId: string) => void>();
  /** Documents whose end some listener has not heard of yet: they are told outside the transaction, until they take it. */
  const ended = new Set<string>();
  let callOffTelling: (() => void) | null = null;

  const moveTo = (documentId: string, state: DocumentState) => {
    documents.setState(documentId, state);
    if (isUnfinished(state)) ended.delete(documentId);
    else ended.add(documentId);
    const problem = state.kind === 'failed' ? state.problem.code : null;
    log.info('documents: state', { documentId, state: state.kind, problem });
  };
  const byPages = (documentId: string): DocumentState => ({
    kind: pages.anyWaiting(documentId) ? 'reading' : 'read',
  });
  const unfinished = (documentId: string): DocumentRecord | null => {
    const record = documents.get(documentId);
    return record && isUnfinished(record.state) ? record : null;
  };

  /** False when a listener failed. */
  const tell = (listeners: ReadonlySet<(documentId: string) => void>, documentId: string): boolean => {
    let heard = true;
    for (const listener of [...listeners]) {
      try {
        listener(documentId);
      } catch (cause) {
        log.error('documents: change not heard', cause, { documentId });
        heard = false;
      }
    }
    return heard;
  };
  const tellEnd = (documentId: string) => {
    if (!ended.delete(documentId) || tell(settledListeners, documentId)) return;
    ended.add(documentId);
    callOffTelling ??= timers.after(TELL_AGAIN_MS, () => {
      callOffTelling = null;
      // One that fails has set the next time, and is the last to be told then.
      for (const each of [...ended]) if (callOffTelling === null) tellEnd(each);
    });
  };

  return {
    settle: (documentId) => {
      const record = unfinished(documentId);
      if (!record) return;
      const next = byPages(documentId);
      if (next.kind !== record.state.kind) moveTo(documentId, next);
    },
    fail: (documentId, problem) => {
      if (!unfinished(documentId)) return false;
      moveTo(documentId, { kind: 'failed', problem });
      return true;
    },
    cancel: (documentId) => {
      if (!unfinished(documentId)) return false;
      moveTo(documentId, { kind: 'cancelled' });
      return true;
    },
    reopen: (documentId) => {
      const record = documents.get(documentId);
      if (!record || isUnfinished(record.state)) return;
      pages.retryQuarantined(documentId);
      moveTo(documentId, { kind: record.pageCount === null ? 'waiting' : 'reading' });
    },
    changed: (documentId) => {
      tell(changeListeners, documentId);
      tellEnd(documentId);
    },
    onChange: (listener) => {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    onSettled: (listener) => {
      settledListeners.add(listener);
      return () => settledListeners.delete(listener);
    },
    stop: () => {
      settledListeners.clear();
      callOffTelling?.();
    },
  };
}

export function isUnfinished(state: DocumentState): boolean {
  return state.kind === 'waiting' || state.kind === 'reading';
}
