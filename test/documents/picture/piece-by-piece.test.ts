import { describe, expect, it } from 'vitest';
import { findPatches } from '../../../main/documents/picture/components.ts';
import { cutPieces } from '../../../main/documents/picture/piece-by-piece.ts';
import { preparePicture } from '../../../main/documents/picture/prepare-picture.ts';
import { drawText, fill, textPage } from './draw-page.ts';

const HEIGHT = 14;
const chart = { left: 100, top: 800, width: 1000, height: 400 };

/** A page of text with five words of small print over the bars of a chart. */
function pageWithChart() {
  const page = textPage({ letter: HEIGHT });
  fill(page, chart, 255);
  const figures = Array.from({ length: 5 }, (_, index) => ({
    left: 150 + index * 180,
    top: 840 + ((index * 53) % 160),
    width: 100,
    height: 30,
    letter: 10,
    seed: index + 1,
  }));
  for (const { left, top, ...text } of figures) {
    drawText(page, { left, top, ...text });
    fill(page, { left: left + 5, top: top + 28, width: 60, height: 1160 - top - 28 }, 90);
  }
  fill(page, { left: 120, top: 1160, width: 950, height: 3 }, 20);
  return { page, figures, plan: preparePicture(page, { recognise: () => [] }) };
}

const options = {
  region: { left: 106, top: 806, width: 988, height: 388 },
  letterHeight: 28,
  maxPixels: 8e6,
  contrast: 'plain',
} as const;

describe('a place cut piece by piece', () => {
  it('keeps the words, as large as asked, and nothing of bars and rules', () => {
    const { page, plan } = pageWithChart();
    const cut = cutPieces(page, plan, options);
    if (!cut) throw new Error('no pieces');
    const letters = findPatches(cut.image, 128);
    expect(letters.length).toBeGreaterThan(5);
    const heights = letters.map(({ height }) => height).sort((a, b) => a - b);
    expect(heights.at(-1)).toBeLessThan(2 * 28);
    expect(heights[Math.floor(heights.length / 2)]).toBeGreaterThan(0.6 * 28);
    // A bar cut off at the edge of its figure would be a wide one.
    expect(letters.every(({ width, height }) => width < 2.5 * height)).toBe(true);
  });

  it('knows where each word was cut', () => {
    const { page, figures, plan } = pageWithChart();
    const cut = cutPieces(page, plan, options);
    if (!cut) throw new Error('no pieces');
    const places = findPatches(cut.image, 128).map((letter) => cut.toOriginal(letter));
    const found = figures.filter(({ left, top }) =>
      places.some((place) => Math.abs(place.left - left) < 6 && place.top > top - 1 && place.top < top + 28),
    );
    expect(found).toHaveLength(figures.length);
    const isOver = (place: { left: number; top: number }) =>
      figures.some(({ left, top }) => place.left > left - 6 && place.left < left + 110 && place.top < top + 28);
    expect(places.every(isOver)).toBe(true);
  });

  it('is one line for the halves of a broken letter', () => {
    const page = textPage({ letter: HEIGHT });
    fill(page, chart, 255);
    for (const left of [300, 312, 324, 336]) fill(page, { left, top: 900, width: 3, height: 14 }, 20);
    // The second of four strokes is broken in two.
    fill(page, { left: 312, top: 906, width: 3, height: 2 }, 255);
    const plan = preparePicture(page, { recognise: () => [] });
    const cut = cutPieces(page, plan, options);
    expect(cut?.image.height).toBeLessThan(4 * 28);
  });

  it('gives up where there is nothing, or only specks', () => {
    const page = textPage({ letter: HEIGHT });
    fill(page, chart, 255);
    const plan = preparePicture(page, { recognise: () => [] });
    expect(cutPieces(page, plan, options)).toBeNull();
    for (let top = 810; top < 1190; top += 9) {
      for (let left = 110; left < 1090; left += 10) fill(page, { left, top, width: 5, height: 6 }, 20);
    }
    expect(cutPieces(page, plan, options)).toBeNull();
  });

  it('makes letters smaller where one long line would make the column of the others larger than allowed', () => {
    const page = textPage({ letter: HEIGHT });
    fill(page, chart, 255);
    for (let top = 810; top < 1150; top += 26) drawText(page, { left: 300, top, width: 130, height: 22, letter: 8 });
    const plan = preparePicture(page, { recognise: () => [] });
    const maxPixels = 400_000;
    expect(cutPieces(page, plan, { ...options, maxPixels })?.image.pixels.length).toBeLessThan(maxPixels);
    fill(page, { left: 300, top: 1170, width: 700, height: 3 }, 20);
    for (let left = 300; left < 1000; left += 9) fill(page, { left, top: 1164, width: 3, height: 10 }, 20);
    const again = preparePicture(page, { recognise: () => [] });
    const [fitting, free] = [maxPixels, options.maxPixels].map((most) =>
      cutPieces(page, again, { ...options, maxPixels: most }),
    );
    expect(fitting?.image.pixels.length).toBeLessThanOrEqual(maxPixels);
    expect(free?.image.pixels.length).toBeGreaterThan(maxPixels);
    expect(cutPieces(page, again, { ...options, maxPixels: 20_000 })).toBeNull();
  });
});
