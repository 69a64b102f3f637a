/** A page typed as lines of text, every character as wide as the next: for tests that need a few lines only. */
import type { PageReading, Word } from '../../../main/extraction/page-reading.ts';

export function typedPage(
  text: string,
  options: { readonly pageIndex?: number; readonly confidence?: number } = {},
): PageReading {
  const confidence = options.confidence ?? 1;
  const words: Word[] = text.split('\n').flatMap((line, lineIndex) =>
    [...line.matchAll(/\S+/g)].map((found) => {
      const box = { left: 20 + found.index * 5, top: 20 + lineIndex * 12, width: found[0].length * 5 - 0.6, height: 8 };
      return { text: found[0], confidence, box, onPage: box, lineIndex };
    }),
  );
  return {
    pageIndex: options.pageIndex ?? 0,
    source: confidence === 1 ? 'text-layer' : 'ocr',
    width: 700,
    height: 900,
    words,
    dpi: confidence === 1 ? null : 200,
    rotation: 0,
    confidence,
    elapsedMs: 0,
  };
}

/** The page as a camera left it, turned clockwise by some degrees; words a box each, higher as they lean. */
export function leaning(page: PageReading, degrees: number): PageReading {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const words = page.words.map((word) => {
    const { left, top, width, height } = word.box;
    const rise = slope * width;
    const box = { left, top: top + slope * left + Math.min(0, rise), width, height: height + Math.abs(rise) };
    return { ...word, box, onPage: box };
  });
  return { ...page, words };
}
