import type { GreyImage } from '../grey-image.ts';
import { type Background, measureBackground, scaled } from './background.ts';
import { findPatches, inkThreshold } from './components.ts';
import { flatten } from './illumination.ts';
import { longSideOf } from './new-image.ts';
import { factorTo, shrinkBy } from './shrink.ts';
import { type TextPatches, textPatches } from './text-patches.ts';

/** What one look at a small copy of a picture tells. */
export type Inspection = {
  /** Pixels of the original that one pixel of the small copy stands for; text counts in the latter. */
  readonly factor: number;
  readonly width: number;
  readonly height: number;
  readonly text: TextPatches;
  /** Scaled to the original. */
  readonly background: Background;
};

/** Letters of 10 points on a letter page are still 7 pixels tall then. */
const LONG_SIDE = 1800;

/** Light and ink of a picture, from a copy of at most 1800 pixels. */
export function inspectPicture(image: GreyImage): Inspection {
  const factor = factorTo(image, LONG_SIDE);
  const shrunk = shrinkBy(image, factor);
  const background = measureBackground(shrunk);
  const small = shrunk === image ? { ...image, pixels: Uint8Array.from(image.pixels) } : shrunk;
  flatten(small, background);
  return {
    factor,
    width: small.width,
    height: small.height,
    text: findText(small),
    background: scaled(background, factor),
  };
}

/** The letters on a picture whose light is even. */
export function findText(image: GreyImage): TextPatches {
  return textPatches(findPatches(image, inkThreshold(image)), longSideOf(image));
}
