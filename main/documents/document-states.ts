import type { Log } from '../diagnostics/log.ts';
import type { DocumentsTable } from '../storage/documents.ts';
import type { PagesTable } from '../storage/pages.ts';
import type { DocumentProblem, DocumentRecord, DocumentState } from './document.ts';

export type DocumentStates = {
  /** Brings an unfinished document to where its pages are; others stay as they are. Writes, tells nobody. */
  readonly settle: (documentId: string) => void;
  /** Ends an unfinished document's reading with a problem. False when it was not unfinished any more. */
  readonly fail: (documentId: string, problem: DocumentProblem) => boolean;
  /** False when it was not unfinished. */
  readonly cancel: (documentId: string) => boolean;
  /** Takes a finished document up again, its quarantined pages too. */
  readonly reopen: (documentId: string) => void;
  /** Says that a snapshot of the document would differ now. To be called outside transactions. */
  readonly changed: (documentId: string) => void;
  /** Told after every change; returns how to stop. */
  readonly onChange: (listener: (documentId: string) => void) => () => void;
  /** Told when a document is read, failed or was cancelled; returns how to stop. */
  readonly onSettled: (listener: (documentId: string) => void) => () => void;
};

export type StatesParts = {
  readonly documents: DocumentsTable;
  readonly pages: PagesTable;
  readonly log: Log;
};

/** The one place where a document's state moves: waiting -> reading -> read | failed | cancelled, and back by `reopen`. */
export function createDocumentStates({ documents, pages, log }: StatesParts): DocumentStates {
  const changeListeners = new Set<(documentId: string) => void>();
  const settledListeners = new Set<(documentId: string) => void>();
  /** Documents that reached an end since the last `changed`, so that listeners are told outside the transaction. */
  const ended = new Set<string>();

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
      moveTo(documentId, record.pageCount === null ? { kind: 'waiting' } : byPages(documentId));
    },
    changed: (documentId) => {
      for (const listener of [...changeListeners]) listener(documentId);
      if (!ended.delete(documentId)) return;
      for (const listener of [...settledListeners]) listener(documentId);
    },
    onChange: (listener) => {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    onSettled: (listener) => {
      settledListeners.add(listener);
      return () => settledListeners.delete(listener);
    },
  };
}

export function isUnfinished(state: DocumentState): boolean {
  return state.kind === 'waiting' || state.kind === 'reading';
}
