/** How a photo is taken, apart from what is on the sheet. Fractions are of the picture or of the sheet, 0..1. */
import type { Prng } from '../prng.ts';

export type Point = { readonly x: number; readonly y: number };
/** Corners of the sheet in the picture: top left, top right, bottom right, bottom left. */
export type Quad = readonly [Point, Point, Point, Point];

export type PhotoRecipe = {
  readonly quad: Quad;
  /** Where a flat sheet's point would have to be looked up on a bent one, in sheet fractions. */
  readonly bend: (u: number, v: number) => Point;
  /** Light falling on a point of the picture: a factor, and what glare adds (0..1 of full white). */
  readonly light: (x: number, y: number) => { readonly factor: number; readonly glare: number };
  /** A dot pattern over the sheet, as a screen shows: its factor at a pixel. */
  readonly screen: ((pixelX: number, pixelY: number) => number) | null;
  /** Corners of another customer's bill, lying below this one. */
  readonly secondSheet: Quad | null;
  /** Clockwise, of the finished picture; the EXIF orientation stays 1. */
  readonly turn: 0 | 90 | 180 | 270;
  /** The phone is held across, for two sheets side by side. */
  readonly landscape: boolean;
  readonly megapixels: number;
  readonly blurPx: number;
  /** Blur where `distance` is 1; it grows from `blurPx` where that is 0. */
  readonly farBlurPx: number;
  readonly distance: (x: number, y: number) => number;
  readonly noise: number;
  readonly jpegQuality: number;
};

/** A careful photo: nearly straight, even light, 12 megapixels. Kinds change what they are about. */
export function carefulPhoto(prng: Prng): PhotoRecipe {
  return {
    quad: turnedQuad(prng.bell() * 1.2, { margin: prng.between(0.03, 0.08) }),
    bend: (u, v) => ({ x: u, y: v }),
    light: evenLight(prng),
    screen: null,
    secondSheet: null,
    turn: 0,
    landscape: false,
    megapixels: 12,
    blurPx: prng.between(0.5, 1.1),
    farBlurPx: 0,
    distance: () => 0,
    noise: prng.between(3, 8),
    jpegQuality: prng.int(60, 90),
  };
}

/** A sheet turned by some degrees about the picture's middle, fitting inside it: one letter page, or two when `landscape`. */
export function turnedQuad(degrees: number, options: { readonly margin: number; readonly landscape?: boolean }): Quad {
  // Picture 3:4 or 4:3, in units of its width.
  const picture = { width: 1, height: options.landscape ? 3 / 4 : 4 / 3 };
  const radians = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const ratio = options.landscape ? 11 / 17 : 11 / 8.5;
  const across = Math.abs(cos) + ratio * Math.abs(sin);
  const down = ratio * Math.abs(cos) + Math.abs(sin);
  const width = Math.min((picture.width - 2 * options.margin) / across, (picture.height - 2 * options.margin) / down);
  const corner = (sideX: number, sideY: number): Point => {
    const [dx, dy] = [(sideX * width) / 2, (sideY * width * ratio) / 2];
    return { x: 0.5 + dx * cos - dy * sin, y: (picture.height / 2 + dx * sin + dy * cos) / picture.height };
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** Daylight with a slow change across the sheet and darker corners. */
export function evenLight(prng: Prng): PhotoRecipe['light'] {
  const [slopeX, slopeY, level] = [prng.between(-0.12, 0.12), prng.between(-0.12, 0.12), prng.between(0.78, 0.95)];
  return (x, y) => {
    const corner = (x - 0.5) ** 2 + (y - 0.5) ** 2;
    return { factor: level + slopeX * (x - 0.5) + slopeY * (y - 0.5) - 0.18 * corner, glare: 0 };
  };
}
