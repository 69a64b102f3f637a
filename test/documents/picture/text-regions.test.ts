import { describe, expect, it } from 'vitest';
import { findText } from '../../../main/documents/picture/inspect-picture.ts';
import { findLines } from '../../../main/documents/picture/text-lines.ts';
import { textRegions } from '../../../main/documents/picture/text-regions.ts';
import { drawText, paper } from './draw-page.ts';

const letter = 12;

function regionsOf(image: ReturnType<typeof paper>) {
  const text = findText(image);
  return textRegions(findLines(text), text.height, image);
}

describe('textRegions', () => {
  it('keeps the whole page when text fills it', () => {
    const page = paper(1275, 1650);
    drawText(page, { left: 60, top: 60, width: 1155, height: 1530, letter });
    expect(regionsOf(page)).toEqual([{ left: 0, top: 0, width: 1275, height: 1650 }]);
  });

  it('crops to the text and leaves out a stray word far away', () => {
    const page = paper(2000, 2600);
    drawText(page, { left: 700, top: 900, width: 900, height: 1200, letter });
    drawText(page, { left: 40, top: 40, width: 150, height: 40, letter });
    const [region, ...others] = regionsOf(page);
    if (!region) throw new Error('expected a region');
    expect(others).toEqual([]);
    expect(region.left).toBeGreaterThan(600);
    expect(region.left).toBeLessThan(700);
    expect(region.top).toBeGreaterThan(800);
    expect(region.top).toBeLessThan(900);
    expect(region.left + region.width).toBeGreaterThan(1580);
    expect(region.top + region.height).toBeGreaterThan(2080);
  });

  it('parts two pages that lie side by side', () => {
    const pages = paper(2800, 1800);
    drawText(pages, { left: 80, top: 80, width: 1200, height: 1600, letter });
    drawText(pages, { left: 1520, top: 80, width: 1200, height: 1600, letter, seed: 2 });
    const regions = regionsOf(pages);
    expect(regions).toHaveLength(2);
    const [left, right] = regions;
    if (!left || !right) throw new Error('expected two regions');
    expect(left.left + left.width).toBeGreaterThan(1280);
    expect(left.left + left.width).toBeLessThan(1520);
    expect(right.left).toBe(left.left + left.width);
  });

  it('does not part the two columns of one page', () => {
    const page = paper(1700, 1200);
    drawText(page, { left: 80, top: 80, width: 700, height: 1000, letter: 16 });
    drawText(page, { left: 900, top: 80, width: 700, height: 1000, letter: 16, seed: 2 });
    expect(regionsOf(page)).toHaveLength(1);
  });

  it('keeps everything when there is no text', () => {
    expect(regionsOf(paper(800, 600))).toEqual([{ left: 0, top: 0, width: 800, height: 600 }]);
  });
});
