import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { PageReading } from '../extraction/page-reading.ts';
import { err, ok, type Result } from '../result.ts';
import type { PagesTable } from '../storage/pages.ts';
import type { DocumentProblem } from './document.ts';
import { documentProblem } from './document-problem.ts';
import type { DocumentReader, NoSuchDocument } from './document-reader.ts';
import { failureProblem } from './failure-problem.ts';
import type { OcrPool } from './ocr-pool.ts';

export type PagePicture = {
  /** A JPEG. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Page units, as in PageReading. */
  readonly pageWidth: number;
  readonly pageHeight: number;
  /** Degrees clockwise to turn the picture so that its text is upright; 0 for a page not read yet. */
  readonly rotation: PageReading['rotation'];
};

export type PictureRequest = { readonly documentId: string; readonly pageIndex: number; readonly maxWidthPx: number };

export type DrawPage = (request: PictureRequest) => Promise<Result<PagePicture, DocumentProblem | NoSuchDocument>>;

export type PicturesParts = {
  readonly reader: Pick<DocumentReader, 'source' | 'progress'>;
  readonly pages: PagesTable;
  readonly pool: OcrPool;
  /** Where the OCR process leaves the picture; swept at start. */
  readonly scratchFolder: string;
  readonly newId: () => string;
};

/** Draws a page for the eye, as a viewer shows it, in an OCR process: main never decodes a file. */
export function createPageDrawer({ reader, pages, pool, scratchFolder, newId }: PicturesParts): DrawPage {
  return async ({ documentId, pageIndex, maxWidthPx }) => {
    const source = reader.source(documentId);
    if (!source) return err({ code: 'not-found' });
    const writeTo = path.join(scratchFolder, `${newId()}.jpg`);
    const outcome = await pool.run(
      { type: 'draw-page', source, pageIndex, maxWidthPx, writeTo },
      { priority: 'at-once', owner: `picture of ${documentId}` },
    );
    if (outcome.kind !== 'answered' || outcome.answer.type !== 'page-drawn') {
      return err(documentProblem('file-unreadable'));
    }
    const { result } = outcome.answer;
    if (!result.ok) return err(failureProblem(result.error));
    const bytes = new Uint8Array(await readFile(writeTo));
    await rm(writeTo, { force: true });
    return ok({ bytes, ...result.value, rotation: pages.rotation(documentId, pageIndex) ?? 0 });
  };
}
