import type { Log } from '../diagnostics/log.ts';
import type { DocumentFields } from '../extraction/field.ts';
import type { PageReading } from '../extraction/page-reading.ts';
import type { DocumentsTable } from '../storage/documents.ts';
import type { PagesTable } from '../storage/pages.ts';

export type FieldKeeper = {
  /** As of the pages read so far and what is known of a page that is being read; null before there is any. */
  readonly fields: (documentId: string) => DocumentFields | null;
  /**
   * A part of a page is known, or one pass over it: its document's fields show it, unless it is a later page and that would
   * take long, and nothing of it is stored. To be followed by `forgetGlimpse`, whatever becomes of the page.
   */
  readonly pageGlimpsed: (documentId: string, reading: PageReading) => void;
  /** The page is not being read any more. */
  readonly forgetGlimpse: (documentId: string, pageIndex: number) => void;
  /** A page's reading was just stored: brings the fields up to date, or leaves that for later when it would take long. */
  readonly pageRead: (documentId: string, pageIndex: number) => void;
  /** Brings the fields up to date now if anything was left. */
  readonly complete: (documentId: string) => void;
  /** The stored fields may lack pages: their transaction was taken back, or the last run ended before them. */
  readonly markBehind: (documentId: string) => void;
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
 * A dense page of a bill has 6,000. A fuller one than this is no page of a bill, and as each letter costs main's thread
 * some 20 microseconds, no fields are taken from it: the clerk sees the page and types what it says.
 */
export const MOST_LETTERS_OF_PAGE = 20_000;
/** Pages that would make it more are not looked at, so that a document of fine print holds main up for 3 s at most. */
const MOST_LETTERS_OF_DOCUMENT = 150_000;
/**
 * Fields are found from all pages anew, on main's thread, so each time costs more than the last: 0.1 s for a dense page,
 * 1 s for twelve. Resting this many times as long as it took leaves the processors to the recognisers; the first page
 * waits for nothing.
 */
const REST_FACTOR = 9;

/** Keeps each document's fields as of the pages read so far. */
export function createFieldKeeper({ documents, pages, extractFields, now, log }: FieldKeeperParts): FieldKeeper {
  /** Documents with pages that their fields don't know yet. */
  const behind = new Set<string>();
  /** Of pages being read; no more than there are processes. */
  const glimpses = new Map<string, readonly PageReading[]>();
  /** Fields of documents that have glimpses, these included. */
  const shown = new Map<string, DocumentFields>();
  let restUntil = 0;

  /** One page at a time, so that no more than are looked at are in memory together. */
  const knownPages = function* (documentId: string, further: readonly PageReading[]): Generator<PageReading> {
    for (let pageIndex = 0; pageIndex < PAGES_EXTRACTED; pageIndex++) {
      yield* pages.readings(documentId, pageIndex, pageIndex);
    }
    yield* further;
  };

  const pagesToLookAt = (documentId: string, further: readonly PageReading[]): readonly PageReading[] => {
    const chosen: PageReading[] = [];
    let letters = 0;
    for (const reading of knownPages(documentId, further)) {
      const ofPage = lettersOf(reading);
      if (ofPage > MOST_LETTERS_OF_PAGE || letters + ofPage > MOST_LETTERS_OF_DOCUMENT) {
        log.warn('documents: page too full for fields', { documentId, pageIndex: reading.pageIndex, letters: ofPage });
        continue;
      }
      letters += ofPage;
      chosen.push(reading);
    }
    return chosen;
  };

  const extractAnew = (documentId: string, further: readonly PageReading[], keep: (fields: DocumentFields) => void) => {
    const startedAt = now();
    const readings = pagesToLookAt(documentId, further);
    let fields: DocumentFields | null = null;
    try {
      fields = extractFields(readings);
    } catch (cause) {
      // Pages that field reading can't cope with are still pages that were read.
      log.error('documents: fields not read', cause, { documentId });
    }
    if (fields) keep(fields);
    restUntil = now() + (now() - startedAt) * REST_FACTOR;
  };

  const show = (documentId: string) => {
    const further = glimpses.get(documentId);
    if (further) extractAnew(documentId, further, (fields) => shown.set(documentId, fields));
    else shown.delete(documentId);
  };

  const bringUpToDate = (documentId: string) => {
    extractAnew(documentId, [], (fields) => documents.setFields(documentId, fields));
    behind.delete(documentId);
    show(documentId);
  };

  /** False when there was none. */
  const dropGlimpse = (documentId: string, pageIndex: number): boolean => {
    const before = glimpses.get(documentId) ?? [];
    const left = before.filter((reading) => reading.pageIndex !== pageIndex);
    if (left.length === 0) glimpses.delete(documentId);
    else glimpses.set(documentId, left);
    return left.length < before.length;
  };

  return {
    fields: (documentId) => shown.get(documentId) ?? documents.fields(documentId),
    pageGlimpsed: (documentId, reading) => {
      if (reading.pageIndex >= PAGES_EXTRACTED) return;
      const wasShown = dropGlimpse(documentId, reading.pageIndex);
      if (reading.pageIndex > 0 && !wasShown && now() < restUntil) return;
      glimpses.set(documentId, [...(glimpses.get(documentId) ?? []), reading]);
      show(documentId);
    },
    forgetGlimpse: (documentId, pageIndex) => {
      if (dropGlimpse(documentId, pageIndex)) show(documentId);
    },
    pageRead: (documentId, pageIndex) => {
      if (pageIndex >= PAGES_EXTRACTED) return;
      behind.add(documentId);
      const wasShown = dropGlimpse(documentId, pageIndex);
      // The first page's fields are what the clerk is waiting for, and what was shown must not go away again.
      if (pageIndex === 0 || wasShown || now() >= restUntil) bringUpToDate(documentId);
    },
    complete: (documentId) => {
      if (behind.has(documentId)) bringUpToDate(documentId);
    },
    markBehind: (documentId) => behind.add(documentId),
  };
}

function lettersOf({ words }: PageReading): number {
  return words.reduce((sum, { text }) => sum + text.length, 0);
}
