import { type Background, measureBackground, scaled } from './background.ts';
import { findPatches, inkThreshold, type Patch } from './components.ts';
import type { GreyImage } from './grey-image.ts';
import { flatten } from './illumination.ts';
import { factorTo, shrinkBy } from './shrink.ts';
import { type TextPatches, textPatches } from './text-patches.ts';

/** What one look at a small copy of a picture tells. */
export type Inspection = {
  /** Pixels of the original that one pixel of the small copy stands for; patches count in the latter. */
  readonly factor: number;
  readonly small: { readonly width: number; readonly height: number };
  readonly text: TextPatches;
  readonly patches: readonly Patch[];
  /** Scaled to the original. */
  readonly background: Background;
};

/** Letters of 10 points on a letter page are still 7 pixels tall then. */
const LONG_SIDE = 1800;

export function inspectPicture(image: GreyImage): Inspection {
  const factor = factorTo(image, LONG_SIDE);
  const shrunk = shrinkBy(image, factor);
  const background = measureBackground(shrunk);
  const small = shrunk === image ? { ...image, pixels: Uint8Array.from(image.pixels) } : shrunk;
  flatten(small, background);
  const patches = findPatches(small, inkThreshold(small));
  return {
    factor,
    small: { width: small.width, height: small.height },
    text: textPatches(patches, Math.max(small.width, small.height)),
    patches,
    background: scaled(background, factor),
  };
}
