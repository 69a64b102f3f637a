/** What a perfect reader would answer for a drawn page: for tests of field reading that need no PDF and no OCR. */
import type { PageReading, Word } from '../../../main/extraction/page-reading.ts';
import type { DrawnBill } from './draw-bill.ts';
import type { DrawnPage, DrawnWord } from './words-canvas.ts';

export function exactReadings(
  bill: DrawnBill,
  pageIndexes: readonly number[] = bill.pages.map((_, index) => index),
): PageReading[] {
  return pageIndexes.flatMap((pageIndex) => {
    const page = bill.pages[pageIndex];
    return page
      ? [
          createReading(
            page,
            pageIndex,
            page.words.map((word) => ({ ...word, confidence: 1 })),
            'text-layer',
          ),
        ]
      : [];
  });
}

/** Lines are numbered by height on the page, whatever column they are in, as a text layer's are. */
export function createReading(
  page: DrawnPage,
  pageIndex: number,
  words: readonly (DrawnWord & { readonly confidence: number })[],
  source: 'text-layer' | 'ocr',
): PageReading {
  const tops = [...new Set(words.map((word) => Math.round((word.box.top + word.box.height) / 3)))].sort(
    (a, b) => a - b,
  );
  const numbered: Word[] = words.map((word) => ({
    text: word.text,
    confidence: word.confidence,
    box: word.box,
    onPage: word.box,
    lineIndex: tops.indexOf(Math.round((word.box.top + word.box.height) / 3)),
  }));
  const letters = numbered.reduce((sum, word) => sum + word.text.length, 0);
  return {
    pageIndex,
    source,
    width: page.width,
    height: page.height,
    words: numbered,
    dpi: source === 'ocr' ? 200 : null,
    rotation: 0,
    confidence:
      letters === 0 ? 0 : numbered.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / letters,
    elapsedMs: 0,
  };
}
