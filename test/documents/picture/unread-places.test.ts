import { describe, expect, it } from 'vitest';
import { findText } from '../../../main/documents/picture/inspect-picture.ts';
import { preparePicture } from '../../../main/documents/picture/prepare-picture.ts';
import { resample } from '../../../main/documents/picture/resample.ts';
import { unreadPlaces } from '../../../main/documents/picture/unread-places.ts';
import { holdsMiddle } from '../../../main/extraction/geometry.ts';
import { textPage, warp } from './draw-page.ts';

const page = textPage();
const planOf = (image: typeof page) => preparePicture(image, { recognise: () => [] });

describe('letters without words', () => {
  const plan = planOf(page);
  const lost = { left: 300, top: 700, width: 500, height: 200 };
  /** A word for each letter: boxes are what counts. */
  const read = plan.letters.filter((letter) => !holdsMiddle(lost, letter));

  it('are found where they stand, and none where each has its word', () => {
    const [place, ...others] = unreadPlaces(plan, read);
    expect(others).toEqual([]);
    expect(place?.left).toBeCloseTo(lost.left, -2);
    expect(place?.width).toBeGreaterThan(0.9 * lost.width);
    expect(place?.width).toBeLessThan(1.1 * lost.width);
    expect(place?.height).toBeGreaterThan(0.8 * lost.height);
    expect(place?.height).toBeLessThan(1.1 * lost.height);
    expect(unreadPlaces(plan, plan.letters)).toEqual([]);
  });

  it('are nothing when they are a few', () => {
    const word = { left: 300, top: 700, width: 60, height: 40 };
    const all = plan.letters.filter((letter) => !holdsMiddle(word, letter));
    expect(plan.letters.length - all.length).toBeGreaterThan(2);
    expect(unreadPlaces(plan, all)).toEqual([]);
  });

  it('are looked for where the lines of a curled page come to lie', () => {
    const bend = (x: number, y: number) => 12 * Math.sin((x / page.width) * Math.PI * 1.3) * (0.4 + y / page.height);
    const curled = warp(page, page.width, page.height, (x, y) => [x, y + bend(x, y)]);
    const plan = planOf(curled);
    expect(plan.facts).toMatchObject({ dewarped: true });
    const flat = resample(curled, { width: page.width, height: page.height, map: plan.map });
    const seen = findText(flat).patches;
    expect(seen.length).toBeGreaterThan(500);
    const missed = seen.filter((patch) => !plan.letters.some((letter) => holdsMiddle(patch, letter)));
    expect(missed.length).toBeLessThan(0.05 * seen.length);
  });
});
