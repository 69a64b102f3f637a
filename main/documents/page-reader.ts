import { findDoubts } from '../extraction/doubts.ts';
import type { PageReading, Word } from '../extraction/page-reading.ts';
import { err, ok, type Result } from '../result.ts';
import type { GreyImage } from './grey-image.ts';
import { isBlank } from './is-blank.ts';
import { judgeTextLayer } from './judge-text-layer.ts';
import { loadSharp } from './load-sharp.ts';
import type { OcrEngine } from './ocr-engine.ts';
import type { DocumentSource, OcrAnswer, OcrFailure, OcrJob } from './ocr-protocol.ts';
import { DocumentFailure, type OpenedDocument, type OpenedPage, type PageFrame } from './opened-document.ts';
import { pixelHash } from './picture/pixel-hash.ts';
import { practicePage } from './practice-page.ts';
import { type PageRecognition, recognisePage } from './recognise-page.ts';
import { readTextLayer } from './text-layer.ts';

export type PageReader = {
  /**
   * Does one job and says how it went. A page that takes several passes is shown after the first one. Throws only when the
   * process itself is no longer to be trusted.
   */
  readonly answer: (job: OcrJob, onFirstPass: (reading: PageReading) => void) => Promise<OcrAnswer>;
};

export type PageReaderParts = {
  readonly open: (source: DocumentSource) => Promise<OpenedDocument>;
  /** Called at the first page that needs it: documents with text never load it. */
  readonly engine: () => Promise<OcrEngine>;
  /** Loads it and what opens documents. */
  readonly warmUp: () => Promise<void>;
  /** Milliseconds of any steady clock. */
  readonly now: () => number;
};

/**
 * When an open document is closed and opened again. PDFium keeps the pictures of every page it has looked at, 1.5 MB for
 * a letter page scanned at 300 dpi, and little else. Opening takes 1 ms, but what a PDF's pages share is then unpacked
 * anew, 6 ms: pages of text are spared that.
 */
const REOPEN_AFTER = { pagesOfPictures: 4, jobs: 64 };

type Content = Pick<PageReading, 'source' | 'words' | 'passes' | 'hurried' | 'rotation' | 'dpi'>;
type ReadPageJob = Extract<OcrJob, { type: 'read-page' }>;

/** Recognised pages remembered, to tell the same picture when it comes again: a bill that was scanned in twice. */
const REMEMBERED = 8;

/** Reads pages, one job at a time. Keeps the last document open, since the next page is usually of the same one. */
export function createPageReader({ open, engine, warmUp, now }: PageReaderParts): PageReader {
  const recognised = new Map<string, PageRecognition>();
  let opened: { readonly document: OpenedDocument; jobs: number; pagesOfPictures: number } | null = null;

  /** What was recognised on this picture when it came before, or is now. */
  const onlyOnce = (image: GreyImage, frame: PageFrame, recognise: () => PageRecognition): PageRecognition => {
    const key = `${pixelHash(image)} on ${frame.width} x ${frame.height}`;
    const recognition = recognised.get(key) ?? recognise();
    recognised.set(key, recognition);
    const [oldest] = recognised.keys();
    if (recognised.size > REMEMBERED && oldest !== undefined) recognised.delete(oldest);
    return recognition;
  };

  const forget = () => {
    opened?.document.close();
    opened = null;
  };

  const documentOf = async (source: DocumentSource): Promise<OpenedDocument> => {
    if (opened && isSame(opened.document.source, source) && !isUsedUp(opened)) {
      opened.jobs += 1;
      return opened.document;
    }
    forget();
    const document = await open(source);
    opened = { document, jobs: 1, pagesOfPictures: 0 };
    return document;
  };

  const countPictures = (shareOfPage: number) => {
    if (opened) opened.pagesOfPictures += shareOfPage;
  };

  const onPage = async <T>(source: DocumentSource, pageIndex: number, work: (page: OpenedPage) => Promise<T>) => {
    const document = await documentOf(source);
    if (pageIndex >= document.pageCount) throw new DocumentFailure('page-damaged', `no page ${pageIndex}`);
    const page = await document.page(pageIndex);
    try {
      return await work(page);
    } finally {
      page.close();
    }
  };

  /** What a file does to us is an answer; anything else is a broken process and is thrown on. */
  const settle = async <T>(work: () => Promise<T>): Promise<Result<T, OcrFailure>> => {
    try {
      return ok(await work());
    } catch (cause) {
      // What opened it may have failed with it; the next page starts anew.
      forget();
      if (cause instanceof DocumentFailure) return err(cause.failure);
      if (isFileSystemError(cause)) return err({ code: 'file-unreadable', detail: cause.code });
      throw cause;
    }
  };

  const read = async (
    page: OpenedPage,
    { pageIndex, maxDpi, timeBudgetMs }: ReadPageJob,
    asReading: (content: Content) => PageReading,
    onFirstPass: (reading: PageReading) => void,
  ): Promise<Content> => {
    const layer = page.textLayer();
    const verdict = layer ? judgeTextLayer(layer) : 'too-little';
    if (layer && verdict === 'enough') {
      countPictures(layer.pictureShare);
      return { source: 'text-layer', dpi: null, ...readTextLayer(layer, page.frame) };
    }
    countPictures(1);
    const drawn = await page.drawGrey(maxDpi);
    const dpi = Math.round(drawn.dpi);
    const ownWords = layer && verdict === 'too-little' ? readTextLayer(layer, page.frame) : null;
    if (isBlank(drawn.image)) return { source: 'blank', words: [], rotation: 0, dpi };
    const recogniser = await engine();
    const content = onlyOnce(drawn.image, page.frame, () =>
      recognisePage(drawn, {
        engine: recogniser,
        findDoubts,
        asReading: (words) => asReading({ source: 'ocr', words, rotation: 0, dpi }),
        timeBudgetMs,
        now,
        onUpperPart:
          pageIndex === 0 ? (words) => onFirstPass(asReading({ source: 'ocr', words, rotation: 0, dpi })) : null,
        onFirstPass: (first) => onFirstPass(asReading({ source: 'ocr', dpi, ...first })),
      }),
    );
    // A short text of the file's own is exact; the recogniser only wins by finding more.
    if (ownWords && characters(ownWords.words) >= characters(content.words)) {
      return { source: 'text-layer', dpi: null, ...ownWords };
    }
    return { source: 'ocr', dpi, ...content };
  };

  const readPage = async (job: ReadPageJob, onFirstPass: (reading: PageReading) => void): Promise<PageReading> => {
    const startedAt = now();
    return onPage(job.source, job.pageIndex, async (page) => {
      const asReading = (content: Content): PageReading => ({
        pageIndex: job.pageIndex,
        ...page.frame,
        ...content,
        confidence: meanConfidence(content.words),
        elapsedMs: Math.round((now() - startedAt) * 10) / 10,
      });
      return asReading(await read(page, job, asReading, onFirstPass));
    });
  };

  return {
    answer: async (job, onFirstPass) => {
      switch (job.type) {
        case 'warm-up':
          await Promise.all([warmUp(), loadSharp()]);
          (await engine()).recognise(practicePage(), { dpi: 200, pageMode: 'auto', model: 'fast' });
          return { type: 'warmed-up' };
        case 'inspect':
          return {
            type: 'inspected',
            result: await settle(async () => {
              const { pageCount } = await documentOf(job.source);
              if (pageCount === 0) throw new DocumentFailure('no-pages', 'page count 0');
              return { pageCount };
            }),
          };
        case 'read-page':
          return { type: 'page-read', result: await settle(() => readPage(job, onFirstPass)) };
        case 'draw-page':
          return {
            type: 'page-drawn',
            result: await settle(() =>
              onPage(job.source, job.pageIndex, async (page) => {
                countPictures(1);
                await page.drawJpeg(job.maxWidthPx, job.writeTo);
                return { pageWidth: page.frame.width, pageHeight: page.frame.height };
              }),
            ),
          };
        default:
          return job satisfies never;
      }
    },
  };
}

function isFileSystemError(cause: unknown): cause is Error & { readonly code: string } {
  return cause instanceof Error && 'syscall' in cause && 'code' in cause && typeof cause.code === 'string';
}

function isUsedUp({ jobs, pagesOfPictures }: { readonly jobs: number; readonly pagesOfPictures: number }): boolean {
  return jobs >= REOPEN_AFTER.jobs || pagesOfPictures >= REOPEN_AFTER.pagesOfPictures;
}

function isSame(a: DocumentSource, b: DocumentSource): boolean {
  return a.path === b.path && a.password === b.password;
}

function characters(words: readonly Word[]): number {
  return words.reduce((sum, word) => sum + word.text.length, 0);
}

function meanConfidence(words: readonly Word[]): number {
  const total = characters(words);
  if (total === 0) return 0;
  const weighted = words.reduce((sum, word) => sum + word.confidence * word.text.length, 0);
  return Math.round((weighted / total) * 1000) / 1000;
}
