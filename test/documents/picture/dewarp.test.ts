import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../../main/documents/grey-image.ts';
import { baselinesOf } from '../../../main/documents/picture/baselines.ts';
import { shiftAt } from '../../../main/documents/picture/coordinate-map.ts';
import { levellingField, strayingOf } from '../../../main/documents/picture/dewarp.ts';
import { findText } from '../../../main/documents/picture/inspect-picture.ts';
import { resample } from '../../../main/documents/picture/resample.ts';
import { findLines } from '../../../main/documents/picture/text-lines.ts';
import { textPage, warp } from './draw-page.ts';

const width = 1275;
const height = 1650;
const page = textPage({ width, height, letter: 12 });

function baselinesIn(image: GreyImage) {
  const text = findText(image);
  return { baselines: baselinesOf(findLines(text)), letterHeight: text.height };
}

/** Curled like a letter that has been rolled up, more so towards its foot. */
const curl = (x: number, y: number) => 30 * Math.sin((x / width) * Math.PI * 1.3) * (0.4 + y / height);
/** Folded in three: each third slopes its own way. */
const folds = (x: number, y: number) => {
  const fold = Math.abs((((y / height) * 3) % 2) - 1);
  return 0.05 * (x - width / 2) * (fold - 0.5);
};

describe('levellingField', () => {
  it.each([
    ['curled', curl],
    ['folded', folds],
  ])('levels the lines of a %s page to a fraction of a letter', (_, bend) => {
    const bent = warp(page, width, height, (x, y) => [x, y + bend(x, y)]);
    const seen = baselinesIn(bent);
    expect(strayingOf(seen.baselines, seen.letterHeight).most).toBeGreaterThan(0.5);

    const field = levellingField(seen.baselines, seen.letterHeight, width, height);
    if (!field) throw new Error('expected a field');
    const flat = baselinesIn(resample(bent, { width, height, map: [{ kind: 'shift', field }] }));
    expect(strayingOf(flat.baselines, flat.letterHeight).most).toBeLessThan(0.25);
  });

  it('points to where a place of the flat page lies on the bent one, up to a shift of whole lines', () => {
    const bent = warp(page, width, height, (x, y) => [x, y + curl(x, y)]);
    const seen = baselinesIn(bent);
    const field = levellingField(seen.baselines, seen.letterHeight, width, height);
    if (!field) throw new Error('expected a field');
    // Along one line of print: how much the line falls between two places.
    for (const y of [400, 800, 1200]) {
      for (const [x, toX] of [
        [200, 600],
        [600, 1000],
      ] as const) {
        const found = shiftAt(field, toX, y) - shiftAt(field, x, y);
        const lineAt = (at: number) => {
          // Solve y' + curl(at, y') = y for the bent page's row y'.
          let row = y;
          for (let i = 0; i < 50; i++) row = y - curl(at, row);
          return row;
        };
        expect(Math.abs(found - (lineAt(toX) - lineAt(x)))).toBeLessThan(3);
      }
    }
  });

  it('leaves straight lines alone', () => {
    const seen = baselinesIn(page);
    expect(levellingField(seen.baselines, seen.letterHeight, width, height)).toBeNull();
  });

  it('does not guess from a handful of words', () => {
    const seen = baselinesIn(warp(page, width, height, (x, y) => [x, y + curl(x, y)]));
    expect(levellingField(seen.baselines.slice(0, 2), seen.letterHeight, width, height)).toBeNull();
  });
});
