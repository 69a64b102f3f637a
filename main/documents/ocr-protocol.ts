/**
 * What main and an OCR process say to each other. Main asks one job at a time; the process answers each exactly
 * once, unless it dies first. Everything is plain data, so that any channel can carry it.
 */
import type { PageReading } from '../extraction/page-reading.ts';
import type { Result } from '../result.ts';
import type { DocumentKind } from './document.ts';

/**
 * V8 flags an OCR process is forked with: a small young generation, a collection when it is asked for, and no background
 * threads, each of which holds compiler memory. Measured on a dense letter page at 200 dpi, third page: 145 MB resident
 * at the same processor time, against 165-172 MB without `--optimize-for-size --single-threaded`. Node's own workers
 * would still compile the recogniser's hot functions side by side; one after the other they leave 15-25 MB less behind
 * (120-122 MB against 134-147 MB in pairs run at the same time), and take no longer.
 */
export const ocrProcessFlags: readonly string[] = [
  '--max-semi-space-size=1',
  '--expose-gc',
  '--optimize-for-size',
  '--single-threaded',
  '--wasm-sync-tier-up',
];

/** Added to an OCR process's environment, for glibc: one malloc arena, and freed memory given back. Saves 15-20 MB. */
export const ocrProcessEnv: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '65536',
  MALLOC_MMAP_THRESHOLD_: '65536',
};

/** The file a job is about. The password travels with the job and is kept nowhere. */
export type DocumentSource = {
  /** Absolute. */
  readonly path: string;
  readonly kind: DocumentKind;
  readonly password: string | null;
};

export type OcrJob =
  /** Loads what reading needs, before there is anything to read. */
  | { readonly type: 'warm-up' }
  | { readonly type: 'inspect'; readonly source: DocumentSource }
  | {
      readonly type: 'read-page';
      readonly source: DocumentSource;
      readonly pageIndex: number;
      /** Lowered after a process went over its memory limit with this page. */
      readonly maxDpi: number | null;
      /** For all passes over the page together; the first one always runs. */
      readonly timeBudgetMs: number;
    }
  | {
      readonly type: 'draw-page';
      readonly source: DocumentSource;
      readonly pageIndex: number;
      readonly maxWidthPx: number;
      /** Where the JPEG is written; the folder exists. */
      readonly writeTo: string;
    };

export type OcrRequest =
  | { readonly type: 'start'; readonly modelPath: string }
  | { readonly type: 'job'; readonly jobId: number; readonly job: OcrJob };

/** Why the process could not do a job. None of them breaks it. */
export type OcrFailure = {
  readonly code:
    | 'password-needed'
    | 'password-wrong'
    | 'damaged-file'
    | 'no-pages'
    | 'file-unreadable'
    | 'page-damaged'
    | 'too-many-pixels'
    | 'too-much-memory';
  /** For the log; never a customer's value. */
  readonly detail: string;
};

export type Inspection = { readonly pageCount: number };

export type DrawnPage = {
  /** Page units, as in PageReading. */
  readonly pageWidth: number;
  readonly pageHeight: number;
};

export type OcrAnswer =
  | { readonly type: 'warmed-up' }
  | { readonly type: 'inspected'; readonly result: Result<Inspection, OcrFailure> }
  | { readonly type: 'page-read'; readonly result: Result<PageReading, OcrFailure> }
  | { readonly type: 'page-drawn'; readonly result: Result<DrawnPage, OcrFailure> };

export type OcrReply =
  | { readonly type: 'ready'; readonly rssBytes: number }
  | { readonly type: 'heartbeat'; readonly jobId: number; readonly rssBytes: number }
  /** The page as it looks after the first of several passes; the answer follows. */
  | { readonly type: 'first-pass'; readonly jobId: number; readonly reading: PageReading; readonly rssBytes: number }
  | { readonly type: 'answer'; readonly jobId: number; readonly answer: OcrAnswer; readonly rssBytes: number };

/** True for anything shaped like a message of ours; both ends run the same version, so the rest is trusted. */
export function isOcrReply(message: unknown): message is OcrReply {
  return hasType(message) && ['ready', 'heartbeat', 'first-pass', 'answer'].includes(message.type);
}

/** The same for the other direction. */
export function isOcrRequest(message: unknown): message is OcrRequest {
  return hasType(message) && ['start', 'job'].includes(message.type);
}

function hasType(message: unknown): message is { type: string } {
  return typeof message === 'object' && message !== null && 'type' in message && typeof message.type === 'string';
}
