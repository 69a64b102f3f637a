import type { Log } from '../diagnostics/log.ts';
import type { DocumentFields } from '../extraction/field.ts';
import type { PageReading } from '../extraction/page-reading.ts';
import type { DocumentsTable } from '../storage/documents.ts';
import type { PagesTable } from '../storage/pages.ts';

export type FieldKeeper = {
  /** A page was read once and is read further: brings the fields up to date with what is known of it so far. */
  readonly pageGlimpsed: (documentId: string, reading: PageReading) => void;
  /** A page's reading was just stored: brings the fields up to date, or leaves that for later when it would take long. */
  readonly pageRead: (documentId: string, pageIndex: number) => void;
  /** Brings the fields up to date now if anything was left. */
  readonly complete: (documentId: string) => void;
};

export type FieldKeeperParts = {
  readonly documents: DocumentsTable;
  readonly pages: PagesTable;
  readonly extractFields: (pages: readonly PageReading[]) => DocumentFields;
  readonly now: () => number;
  readonly log: Log;
};

/**
 * Fields are taken from this many pages at the start of a document: a bill has 2 to 8. It bounds the memory and the
 * time that each further page of a long scan costs.
 */
export const PAGES_EXTRACTED = 12;
/**
 * Fields are found from all pages anew, on main's thread, so each time costs more than the last. Resting this many
 * times as long as it took keeps it to a fifth of the thread while pages come fast; slow pages always get theirs.
 */
const REST_FACTOR = 4;

/** Keeps each document's fields as of the pages read so far. */
export function createFieldKeeper({ documents, pages, extractFields, now, log }: FieldKeeperParts): FieldKeeper {
  /** Documents with pages that their fields don't know yet. */
  const behind = new Set<string>();
  let restUntil = 0;

  const bringUpToDate = (documentId: string, glimpsed: readonly PageReading[] = []) => {
    behind.delete(documentId);
    const startedAt = now();
    try {
      const stored = pages.readings(documentId, 0, PAGES_EXTRACTED - 1);
      documents.setFields(documentId, extractFields([...stored, ...glimpsed]));
    } catch (cause) {
      // Pages that field reading can't cope with are still pages that were read: keep them, and say so.
      log.error('documents: fields not read', cause, { documentId });
    }
    const tookMs = now() - startedAt;
    restUntil = now() + tookMs * REST_FACTOR;
  };

  return {
    pageGlimpsed: (documentId, reading) => {
      if (reading.pageIndex < PAGES_EXTRACTED) bringUpToDate(documentId, [reading]);
    },
    pageRead: (documentId, pageIndex) => {
      if (pageIndex >= PAGES_EXTRACTED) return;
      behind.add(documentId);
      // The first page's fields are what the clerk is waiting for.
      if (pageIndex === 0 || now() >= restUntil) bringUpToDate(documentId);
    },
    complete: (documentId) => {
      if (behind.has(documentId)) bringUpToDate(documentId);
    },
  };
}
