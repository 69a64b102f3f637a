import { describe, expect, it } from 'vitest';
import { inspectPicture } from '../../../main/documents/picture/inspect-picture.ts';
import { measureSkew } from '../../../main/documents/picture/skew.ts';
import { paper, textPage, tilt } from './draw-page.ts';

describe('measureSkew', () => {
  const page = textPage();

  it.each([0, 0.7, -1.3, 4, -6.5, 11, -15, 19])('finds a tilt of %f degrees to within 0.2', (degrees) => {
    const { text } = inspectPicture(tilt(page, degrees));
    expect(Math.abs(measureSkew(text.patches).degrees - degrees)).toBeLessThan(0.2);
  });

  it('is sharp along lines of text and blunt across them', () => {
    const { text } = inspectPicture(page);
    const across = text.patches.map(({ left, top, width, height, area }) => ({
      left: top,
      top: left,
      width: height,
      height: width,
      area,
    }));
    expect(measureSkew(text.patches).sharpness).toBeGreaterThan(2 * measureSkew(across).sharpness);
  });

  it('leaves a page without text level', () => {
    const { text } = inspectPicture(paper(1000, 1300));
    expect(measureSkew(text.patches)).toEqual({ degrees: 0, sharpness: 0 });
  });
});
