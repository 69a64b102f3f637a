import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../../main/documents/grey-image.ts';
import { blurGrid, showsPixelGrid } from '../../../main/documents/picture/pixel-grid.ts';
import { fill, onMonitor, paper, seeded, textPage } from './draw-page.ts';

/** What a sensor makes of a page in the dark. */
function noisy({ width, height, pixels }: GreyImage): GreyImage {
  const random = seeded(3);
  return { width, height, pixels: pixels.map((level) => level * 0.3 + (random() - 0.5) * 6) };
}

describe('the pixels of a screen', () => {
  it('are seen on a photo of a monitor, and on no page of paper', () => {
    const page = textPage();
    expect([onMonitor(page), page, noisy(page), paper(10, 10)].map(showsPixelGrid)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('are gone once the picture is blurred, and its letters are not', () => {
    const picture = onMonitor(textPage({ letter: 20 }));
    blurGrid(picture);
    expect(showsPixelGrid(picture)).toBe(false);
    expect(picture.pixels.reduce((least, level) => Math.min(least, level), 255)).toBeLessThan(60);
  });

  it.each([
    [9, 9],
    [3, 40],
    [40, 2],
  ])('blurring is the same to all sides, up to the borders of %i x %i pixels', (width, height) => {
    const dot = paper(width, height, 100);
    fill(dot, { left: width >> 1, top: height >> 1, width: 1, height: 1 }, 250);
    const even = paper(width, height, 100);
    blurGrid(even);
    expect(new Set(even.pixels)).toEqual(new Set([100]));
    blurGrid(dot);
    const [x, y] = [width >> 1, height >> 1];
    const at = (dx: number, dy: number) => dot.pixels[(y + dy) * width + x + dx];
    if (width === 9) expect([at(-2, 0), at(0, 2), at(0, -2)]).toEqual(Array(3).fill(at(2, 0)));
    expect(at(0, 0)).toBe(Math.max(...dot.pixels));
  });
});
