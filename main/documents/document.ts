import type { DocumentFields } from '../extraction/field.ts';
import type { PageSource } from '../extraction/page-reading.ts';

/** What the content of a file turned out to be; never guessed from its name. */
export type DocumentKind = 'pdf' | 'jpeg' | 'png' | 'tiff' | 'webp' | 'heic';

/** Why a file could not be taken in or read. Every code has its words in `document-problem.ts`. */
export type DocumentProblemCode =
  | 'empty-file'
  | 'file-too-large'
  | 'not-a-document'
  | 'damaged-file'
  | 'too-many-pages'
  | 'password-needed'
  | 'password-wrong'
  | 'no-pages'
  | 'too-many-pixels'
  | 'too-much-memory'
  | 'file-unreadable'
  | 'disk-full'
  | 'upload-incomplete';

export type DocumentProblem = {
  readonly code: DocumentProblemCode;
  /** For the clerk: what happened, what is safe, what to do. */
  readonly message: string;
};

export type PageState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'reading' }
  | {
      readonly kind: 'read';
      readonly source: PageSource;
      readonly confidence: number;
      readonly elapsedMs: number;
    }
  | { readonly kind: 'quarantined'; readonly reason: string };

export type DocumentState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'read' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: DocumentProblem };

/** A file taken in. The same bytes are one document, however often and under whatever name they arrive. */
export type DocumentRecord = {
  readonly id: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly kind: DocumentKind;
  readonly sizeBytes: number;
  readonly takenInAt: number;
  readonly state: DocumentState;
  /** Null until the file has been opened. */
  readonly pageCount: number | null;
};

/** What a screen shows of one document; a full snapshot each time, never a difference. */
export type DocumentProgress = DocumentRecord & {
  readonly pages: readonly PageState[];
  /** Pages read or quarantined. */
  readonly pagesSettled: number;
  /** Estimate for the rest of this document, queue included; null before there is anything to estimate from. */
  readonly timeLeftMs: number | null;
  /** From the pages read so far; null before the first page. */
  readonly reading: DocumentFields | null;
  /** So many pages from the start are searched for fields, should there be more. */
  readonly pagesSearched: number;
};
