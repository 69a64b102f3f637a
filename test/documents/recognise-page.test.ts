import { describe, expect, it, test } from 'vitest';
import type { GreyImage } from '../../main/documents/grey-image.ts';
import { showsPixelGrid } from '../../main/documents/picture/pixel-grid.ts';
import { recognisePage } from '../../main/documents/recognise-page.ts';
import type { Box, PageReading, Word } from '../../main/extraction/page-reading.ts';
import { drawText, fill, onMonitor, textPage, tilt } from './picture/draw-page.ts';

const paper = { width: 600, height: 800, pixels: new Uint8Array(600 * 800).fill(255) };
for (let row = 100; row < 700; row += 24) {
  for (let column = 60; column < 540; column += 12) {
    for (let y = 0; y < 12; y++) paper.pixels.fill(20, (row + y) * 600 + column, (row + y) * 600 + column + 8);
  }
}

const asReading = (words: readonly Word[]): PageReading => ({
  pageIndex: 0,
  source: 'ocr',
  width: 600,
  height: 800,
  words,
  dpi: 100,
  rotation: 0,
  confidence: 0.9,
  elapsedMs: 1,
});

/** Nobody waits, and time stands still. */
const unhurried = { asReading, timeBudgetMs: 60_000, now: () => 0, onUpperPart: null, onFirstPass: () => {} };

test('a fault in field reading does not cost the page: what was recognised stays', () => {
  let looked = 0;
  const recognition = recognisePage(
    { image: paper, scale: 1, dpi: 100 },
    {
      engine: {
        recognise: () =>
          Array.from({ length: 60 }, (_, lineIndex) => ({
            text: 'Account',
            confidence: 0.95,
            box: { left: 60, top: 100 + lineIndex * 9, width: 80, height: 8 },
            lineIndex,
          })),
      },
      findDoubts: () => {
        looked += 1;
        throw new TypeError('an odd page');
      },
      ...unhurried,
    },
  );
  expect(looked).toBe(1);
  expect(recognition.words).toHaveLength(60);
  expect(recognition.passes).toBeUndefined();
});

test('a page of black and white reaches the recogniser with grey edges, a grey one as it is', () => {
  const hasGreyEdges = (image: GreyImage) => {
    const seen: boolean[] = [];
    const isGrey = (level: number) => level > 60 && level < 200;
    const recognise = ({ pixels }: GreyImage) => {
      seen.push(pixels.some(isGrey));
      return [];
    };
    recognisePage({ image, scale: 1, dpi: 100 }, { engine: { recognise }, findDoubts: () => [], ...unhurried });
    return seen[0];
  };
  const page = textPage();
  expect(hasGreyEdges({ ...page, pixels: page.pixels.map((level) => Math.max(0, level - 3)) })).toBe(false);
  expect(hasGreyEdges(page)).toBe(true);
});

test('the pixels of a photographed screen never reach the recogniser', () => {
  const seen: boolean[] = [];
  recognisePage(
    { image: onMonitor(paper), scale: 1, dpi: 100 },
    {
      engine: {
        recognise: (picture) => {
          seen.push(showsPixelGrid(picture));
          return [];
        },
      },
      findDoubts: () => [],
      ...unhurried,
    },
  );
  expect(seen.length).toBeGreaterThan(0);
  expect(seen).not.toContain(true);
});

describe('the size at which a scan is read', () => {
  /** What the recogniser is given, in pixels a page unit, and where a word across the whole of it comes out. */
  const sizeOf = (image: GreyImage) => {
    const seen: number[] = [];
    const { words } = recognisePage(
      { image, scale: 2, dpi: 144 },
      {
        engine: {
          recognise: ({ width, height }) => {
            seen.push(width / (image.width / 2));
            return [{ text: 'x'.repeat(500), confidence: 0.95, box: { left: 0, top: 0, width, height }, lineIndex: 0 }];
          },
        },
        findDoubts: () => [],
        ...unhurried,
      },
    );
    return { scale: seen[0] ?? 0, word: words[0]?.onPage };
  };

  it('goes down with its smallest print, on a level page and on one that is levelled', () => {
    const level = sizeOf(textPage({ letter: 14 }));
    expect(level.scale / 2).toBeCloseTo(11 / 14, 1);
    expect(level.word?.width).toBeCloseTo(1275 / 2, 0);
    expect(level.word?.height).toBeCloseTo(1650 / 2, 0);
    const leaning = sizeOf(tilt(textPage({ letter: 14 }), 0.7));
    expect(leaning.scale / 2).toBeLessThan(0.75);
  });

  it('stays where there is small print beside the large', () => {
    const page = textPage({ letter: 14 });
    fill(page, { left: 0, top: 0, width: page.width, height: 300 }, 255);
    drawText(page, { left: 80, top: 60, width: 800, height: 220, letter: 9 });
    expect(sizeOf(page).scale).toBe(2);
  });
});

test('where letters were seen and no word was read, field reading is told, in page units', () => {
  const image = textPage();
  const told: (readonly Box[])[] = [];
  const upperHalf = { left: 0, top: 0, width: image.width, height: image.height / 2 };
  recognisePage(
    { image, scale: 2, dpi: 144 },
    {
      engine: { recognise: () => [{ text: 'x'.repeat(500), confidence: 0.95, box: upperHalf, lineIndex: 0 }] },
      findDoubts: (_, { unread = [] }) => {
        told.push(unread);
        return [];
      },
      ...unhurried,
    },
  );
  expect(told).toHaveLength(1);
  const [place, ...others] = told[0] ?? [];
  expect(others).toEqual([]);
  expect(place?.top).toBeGreaterThan(image.height / 4 - 10);
  expect(place?.top).toBeLessThan(image.height / 4 + 20);
  expect((place?.top ?? 0) + (place?.height ?? 0)).toBeLessThan(image.height / 2);
  expect(place?.width).toBeGreaterThan(image.width / 3);
});

test.each([
  { part: 'year', modes: ['auto', 'block', 'block'], isCutUp: true },
  { part: 'charges', modes: ['auto', 'sparse', 'block'], isCutUp: false },
] as const)('a tall place of $part is looked at closely as what it is', ({ part, modes, isCutUp }) => {
  const looks: { readonly pageMode: string; readonly width: number }[] = [];
  const columns = textPage();
  fill(columns, { left: 400, top: 0, width: 300, height: columns.height }, 255);
  recognisePage(
    { image: columns, scale: 1, dpi: 100 },
    {
      engine: {
        recognise: ({ width }, { pageMode }) => {
          looks.push({ pageMode, width });
          return [
            { text: 'x'.repeat(500), confidence: 0.95, box: { left: 0, top: 0, width: 9, height: 9 }, lineIndex: 0 },
          ];
        },
      },
      findDoubts: () => [
        { field: 'annualUsageKwh', reason: 'missing', place: { left: 0, top: 300, width: 900, height: 600 }, part },
      ],
      ...unhurried,
    },
  );
  expect(looks.map(({ pageMode }) => pageMode)).toEqual(modes);
  // Columns below each other are narrower than the place they were cut from.
  expect((looks[1]?.width ?? 0) < 900).toBe(isCutUp);
  expect(looks[2]?.width).toBeLessThan(900);
});

describe('a photo of which most comes out as nonsense', () => {
  const shaded = { ...paper, pixels: paper.pixels.map((grey, index) => grey * (0.3 + (0.7 * (index % 600)) / 600)) };
  const words = (text: string, confidence: number, count: number) =>
    Array.from({ length: count }, (_, lineIndex) => ({
      text,
      confidence,
      box: { left: 60, top: 100 + lineIndex * 9, width: 80, height: 8 },
      lineIndex,
    }));

  /** Of the picture as it is, so many words come out well. */
  const recognise = ({ asItIs, timeBudgetMs = 60_000 }: { readonly asItIs: number; readonly timeBudgetMs?: number }) =>
    recognisePage(
      { image: shaded, scale: 1, dpi: 100 },
      {
        engine: {
          recognise: ({ width, height }) => {
            const prepared = width !== shaded.width || height !== shaded.height;
            return [...words('Account', 0.9, prepared ? 20 : asItIs), ...words('~~~~~~~', 0.2, 30)];
          },
        },
        findDoubts: () => [{ field: 'accountNumber', reason: 'missing', place: null, part: 'head' }],
        ...unhurried,
        timeBudgetMs,
      },
    );

  it('is said to have been hurried where time allows one look only', () => {
    expect(recognise({ asItIs: 22, timeBudgetMs: -1 })).toMatchObject({ hurried: true });
    expect(recognise({ asItIs: 22 }).hurried).toBeUndefined();
  });

  it('is read again in further ways, though a little more of it was read as it is', () => {
    expect(recognise({ asItIs: 22 }).passes?.length).toBeGreaterThan(2);
  });

  it('is read as it is where that is clearly better', () => {
    const { words, passes } = recognise({ asItIs: 30 });
    expect(words.filter(({ confidence }) => confidence > 0.7)).toHaveLength(30);
    expect(passes).toBeUndefined();
  });
});
