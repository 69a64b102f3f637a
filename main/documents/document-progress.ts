import type { DocumentFields } from '../extraction/field.ts';
import type { DocumentsTable } from '../storage/documents.ts';
import type { PagesTable } from '../storage/pages.ts';
import type { DocumentProgress, DocumentRecord, PageState } from './document.ts';
import { isUnfinished } from './document-states.ts';
import { PAGES_EXTRACTED } from './field-keeper.ts';

export type ProgressParts = {
  readonly documents: DocumentsTable;
  readonly pages: PagesTable;
  readonly fields: (documentId: string) => DocumentFields | null;
  /** True while a process has the page. */
  readonly isReading: (documentId: string, pageIndex: number) => boolean;
  /** Processes that work at the same time. */
  readonly processes: () => number;
  /** Mean time of the last pages of any document; null before the first. */
  readonly recentPageMs: () => number | null;
};

/** How far a document is, whole, as of now; null for one that isn't there. */
export function documentProgress(parts: ProgressParts, documentId: string): DocumentProgress | null {
  const record = parts.documents.get(documentId);
  if (!record) return null;
  const stored = parts.pages.states(documentId);
  return {
    ...record,
    pages: stored.map(
      (state, pageIndex): PageState =>
        state.kind === 'waiting' && parts.isReading(documentId, pageIndex) ? { kind: 'reading' } : state,
    ),
    pagesSettled: stored.filter((state) => state.kind !== 'waiting').length,
    timeLeftMs: isUnfinished(record.state) ? timeLeft(parts, record, stored) : null,
    reading: parts.fields(documentId),
    pagesSearched: PAGES_EXTRACTED,
  };
}

/** This document's pages and those that are read before them, at the pace of this document or of the last pages. */
function timeLeft(parts: ProgressParts, record: DocumentRecord, pages: readonly PageState[]): number | null {
  const pageMs = meanMs(pages) ?? parts.recentPageMs();
  if (pageMs === null || record.pageCount === null) return null;
  const waiting = pages.filter((state) => state.kind === 'waiting').length;
  const pagesLeft = waiting + parts.pages.waitingBefore(record.takenInAt);
  return Math.round((pagesLeft * pageMs) / Math.max(1, Math.min(parts.processes(), pagesLeft)));
}

function meanMs(pages: readonly PageState[]): number | null {
  const times = pages.flatMap((state) => (state.kind === 'read' ? [state.elapsedMs] : []));
  return times.length === 0 ? null : times.reduce((sum, ms) => sum + ms, 0) / times.length;
}
