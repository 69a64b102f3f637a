import type { GreyImage } from './grey-image.ts';
import type { OcrEngine, RecognisedWord, RecogniseOptions } from './ocr-engine.ts';
import { inkContrast, paperLevel } from './paper.ts';

/** Where the upper part may end, in shares of the page's ink: it holds a bill's letterhead, account and address. */
const UPPER_PART = { least: 0.2, most: 0.45 };
/** Rows between two lines of print without a dot of ink, in pixels. */
const LEAST_GAP = 8;
/** Dark pixels that a row between lines may have, of every second one: specks of dust, and a thin rule that runs down. */
const SPECKS = 2;

/**
 * Reads a picture of upright, level text in two parts, if there is a gap between its lines to cut it at, and gives the
 * words of the upper one away before it reads the lower: what stands there is known in a third of the time. Answers all
 * words, as if they had been read at once.
 */
export function recogniseFromTheTop(
  engine: OcrEngine,
  image: GreyImage,
  options: RecogniseOptions,
  onUpperPart: (words: readonly RecognisedWord[]) => void,
): readonly RecognisedWord[] {
  const cutAt = gapBelowUpperPart(image);
  if (cutAt === null) return engine.recognise(image, options);
  const upper = engine.recognise(rowsOf(image, 0, cutAt), options);
  onUpperPart(upper);
  const lower = engine.recognise(rowsOf(image, cutAt, image.height), options);
  const lines = upper.reduce((most, { lineIndex }) => Math.max(most, lineIndex + 1), 0);
  return [
    ...upper,
    ...lower.map((word) => ({
      ...word,
      box: { ...word.box, top: word.box.top + cutAt },
      lineIndex: word.lineIndex + lines,
    })),
  ];
}

/** The middle of the tallest gap where the upper part may end; null when no gap there runs across the whole picture. */
export function gapBelowUpperPart(image: GreyImage): number | null {
  const ink = inkByRow(image);
  const total = ink.reduce((sum, row) => sum + row, 0);
  let best: { readonly middle: number; readonly height: number } | null = null;
  let above = 0;
  let gapFrom = 0;
  for (let row = 0; row < image.height && above <= total * UPPER_PART.most; row++) {
    const inRow = ink[row] ?? 0;
    if (inRow > SPECKS) {
      const height = row - gapFrom;
      if (above >= total * UPPER_PART.least && height >= LEAST_GAP && height > (best?.height ?? 0)) {
        best = { middle: gapFrom + (height >> 1), height };
      }
      gapFrom = row + 1;
    }
    above += inRow;
  }
  return best?.middle ?? null;
}

/** Dark pixels of each row, of every second one. */
function inkByRow({ width, height, pixels }: GreyImage): Uint32Array {
  const ink = new Uint32Array(height);
  const paper = paperLevel(pixels);
  const darkest = paper - inkContrast(paper);
  for (let row = 0, at = 0; row < height; row++) {
    const end = at + width;
    let count = 0;
    for (let index = at; index < end; index += 2) if ((pixels[index] ?? 255) < darkest) count += 1;
    ink[row] = count;
    at = end;
  }
  return ink;
}

/** A view of the rows, not a copy. */
function rowsOf({ width, pixels }: GreyImage, from: number, to: number): GreyImage {
  return { width, height: to - from, pixels: pixels.subarray(from * width, to * width) };
}
