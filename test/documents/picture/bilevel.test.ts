import { describe, expect, it } from 'vitest';
import { scaleImage } from '../../../main/documents/grey-image.ts';
import { isBilevel, smoothEdges } from '../../../main/documents/picture/bilevel.ts';
import { fill, lit, paper, seeded, textPage, tilt } from './draw-page.ts';

const page = textPage({ width: 600, height: 800 });

/** As a scanner set to black and white leaves it. */
function bilevel() {
  const { pixels, ...size } = tilt(page, 0.6);
  return { ...size, pixels: pixels.map((level) => (level < 160 ? 0 : 255)) };
}

describe('a page of black and white', () => {
  it('is told from one with grain, also when it was enlarged, and from an empty one in shadow', () => {
    expect(isBilevel(bilevel())).toBe(true);
    expect(isBilevel(scaleImage(bilevel(), 4 / 3))).toBe(true);
    const random = seeded(1);
    const grainy = { ...page, pixels: page.pixels.map((level) => Math.min(255, Math.max(0, level - random() * 12))) };
    expect(isBilevel(grainy)).toBe(false);
    expect(isBilevel(lit(page, (x) => 0.6 + x / 2000))).toBe(false);
    expect(isBilevel(paper(40, 40, 90))).toBe(false);
  });

  it('gets grey edges, and keeps its strokes where they were and its paper white', () => {
    const stroke = paper(30, 30);
    fill(stroke, { left: 10, top: 12, width: 8, height: 5 }, 0);
    const before = stroke.pixels.reduce((sum, level) => sum + level, 0);
    smoothEdges(stroke);
    const at = (x: number, y: number) => stroke.pixels[y * 30 + x];
    expect([8, 9, 10, 11].map((x) => at(x, 14))).toEqual([255, 191, 64, 0]);
    expect([16, 17, 18, 19].map((x) => at(x, 14))).toEqual([0, 64, 191, 255]);
    expect([10, 11, 12, 13].map((y) => at(14, y))).toEqual([255, 191, 64, 0]);
    expect([15, 16, 17, 18].map((y) => at(14, y))).toEqual([0, 64, 191, 255]);
    expect(at(9, 11)).toBe(239);
    expect(stroke.pixels.reduce((sum, level) => sum + level, 0) / before).toBeCloseTo(1, 2);
  });
});
