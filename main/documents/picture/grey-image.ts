/** A picture in grey: one byte a pixel, row after row from the top, 0 black, 255 white. */
export type GreyImage = {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
};

/**
 * A black picture of that size. Every full copy of a 12-megapixel photo is 12 MB of a process that has about 100 MB to
 * spare beside its recogniser, so functions here say when they make one.
 */
export function blankImage(width: number, height: number): GreyImage {
  return { width, height, pixels: new Uint8Array(width * height) };
}

export function longSideOf(image: GreyImage): number {
  return Math.max(image.width, image.height);
}
