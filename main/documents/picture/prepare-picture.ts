import { evenness } from './background.ts';
import { affine, type CoordinateMap } from './coordinate-map.ts';
import type { GreyImage } from './grey-image.ts';
import { inspectPicture } from './inspect-picture.ts';
import type { PagePlan } from './page-plan.ts';
import { measureSkew } from './skew.ts';

/** Lines this level read as well as level ones; turning them would only cost time and blur. */
const LEVEL_DEGREES = 0.3;
/** Paper this evenly lit needs no help: scanners stay above it. */
const EVEN_LIGHT = 0.85;

export type PrepareOptions = {
  /**
   * A quick reading of a small picture (one block of text, page mode 6, the fast model), to tell which way up it is.
   * Asked for only when the pixels leave a doubt, so never on a clean scan.
   */
  readonly recognise: (image: GreyImage) => readonly SeenWord[];
};

/** Confidence is 0..1. */
export type SeenWord = { readonly text: string; readonly confidence: number };

/** Looks at a picture (already turned by its EXIF orientation) and decides how it must be read. Changes no pixel. */
export function preparePicture(image: GreyImage, _options: PrepareOptions): PagePlan {
  const { text, factor, background } = inspectPicture(image);
  const skewDegrees = text.patches.length > 0 ? measureSkew(text.patches).degrees : 0;
  const tilted = Math.abs(skewDegrees) > LEVEL_DEGREES;
  const even = evenness(background);
  const frame = tilted ? levelFrame(image, skewDegrees) : { width: image.width, height: image.height, map: [] };
  const letterHeight = text.height * factor;
  return {
    ...frame,
    facts: { turn: 0, skewDegrees, evenness: even, letterHeight, changed: tilted || even < EVEN_LIGHT },
    regions: [{ left: 0, top: 0, width: frame.width, height: frame.height }],
    letterHeight,
    background: even < EVEN_LIGHT ? background : null,
  };
}

/** A frame just large enough for the whole picture turned back by its skew. */
function levelFrame(image: GreyImage, skewDegrees: number): { width: number; height: number; map: CoordinateMap } {
  const angle = (skewDegrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const width = Math.ceil(image.width * cos + image.height * Math.abs(sin));
  const height = Math.ceil(image.height * cos + image.width * Math.abs(sin));
  const x = image.width / 2 - (cos * width) / 2 + (sin * height) / 2;
  const y = image.height / 2 - (sin * width) / 2 - (cos * height) / 2;
  return { width, height, map: [affine(cos, -sin, x, sin, cos, y)] };
}
