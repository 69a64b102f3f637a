import { describe, expect, test } from 'vitest';
import type { GreyImage } from '../../main/documents/grey-image.ts';
import type { OcrEngine, RecognisedWord } from '../../main/documents/ocr-engine.ts';
import { gapBelowUpperPart, recogniseFromTheTop } from '../../main/documents/recognise-from-the-top.ts';

const WIDTH = 400;
const LINE = 12;

/** Lines of print on paper, each at its top row; a rule down the page where one is given. */
function page(tops: readonly number[], { height = 1000, rule = 0 } = {}): GreyImage {
  const pixels = new Uint8Array(WIDTH * height).fill(245);
  for (const top of tops) {
    for (let row = top; row < top + LINE; row++) pixels.fill(20, row * WIDTH + 40, row * WIDTH + 360);
  }
  for (let row = 0; row < height; row++) pixels.fill(20, row * WIDTH + 20, row * WIDTH + 20 + rule);
  return { width: WIDTH, height, pixels };
}

/** Fifty lines, 20 rows apart. */
const dense = Array.from({ length: 50 }, (_, line) => line * 20);

/** Finds the lines that are there, as one word each. */
function lineEngine() {
  const pictures: GreyImage[] = [];
  const engine: OcrEngine = {
    recognise: (image) => {
      pictures.push(image);
      const words: RecognisedWord[] = [];
      const isInk = (row: number) => row >= 0 && image.pixels[row * image.width + 200] === 20;
      for (let row = 0; row < image.height; row++) {
        if (!isInk(row) || isInk(row - 1)) continue;
        const box = { left: 40, top: row, width: 320, height: LINE };
        words.push({ text: 'line', confidence: 0.9, box, lineIndex: words.length });
      }
      return words;
    },
  };
  return { engine, pictures };
}

const options = { dpi: 200, pageMode: 'auto', model: 'fast' } as const;

describe('where the upper part ends', () => {
  test('between two lines, never in one', () => {
    const cutAt = gapBelowUpperPart(page(dense)) ?? 0;
    expect(cutAt % 20).toBeGreaterThan(LINE);
    expect(cutAt).toBeGreaterThan(180);
    expect(cutAt).toBeLessThanOrEqual(460);
  });
  test('at the tallest gap there is', () => {
    const paragraph = dense.filter((top) => top !== 300 && top !== 320);
    expect(gapBelowUpperPart(page(paragraph))).toBe(316);
  });
  test('across a thin rule that runs down the page', () => {
    expect(gapBelowUpperPart(page(dense, { rule: 2 }))).not.toBeNull();
  });
  test.each([
    ['a picture that fills the page', page(Array.from({ length: 100 }, (_, line) => line * 10))],
    ['lines that nearly touch', page(Array.from({ length: 60 }, (_, line) => line * 16))],
    ['one block of lines at the foot', page([0, ...Array.from({ length: 40 }, (_, line) => 500 + line * 12)])],
    ['nothing at all', page([])],
  ])('nowhere on %s', (_, image) => {
    expect(gapBelowUpperPart(image)).toBeNull();
  });
});

describe('a page read from the top', () => {
  test('shows its upper part before the rest is read, and comes out as if it had been read at once', () => {
    const image = page(dense);
    const { engine, pictures } = lineEngine();
    const shown: { words: readonly RecognisedWord[]; picturesReadBefore: number }[] = [];
    const words = recogniseFromTheTop(engine, image, options, (upper) =>
      shown.push({ words: upper, picturesReadBefore: pictures.length }),
    );
    expect(words).toEqual(lineEngine().engine.recognise(image, options));
    expect(shown).toHaveLength(1);
    expect(shown[0]?.picturesReadBefore).toBe(1);
    expect(shown[0]?.words).toEqual(words.slice(0, shown[0]?.words.length));
    expect(shown[0]?.words.length).toBeGreaterThan(9);
    expect(pictures.map(({ height }) => height).reduce((sum, height) => sum + height)).toBe(image.height);
  });
  test('is read at once when there is no gap to cut it at', () => {
    const { engine, pictures } = lineEngine();
    const shown: unknown[] = [];
    recogniseFromTheTop(engine, page([]), options, (upper) => shown.push(upper));
    expect(pictures).toHaveLength(1);
    expect(shown).toEqual([]);
  });
});
