import type { GreyImage } from '../grey-image.ts';

/**
 * A black picture of that size. Every full copy of a 12-megapixel photo is 12 MB of a process that has about 100 MB to
 * spare beside its recogniser, so functions here say when they make one.
 */
export function newImage(width: number, height: number): GreyImage {
  return { width, height, pixels: new Uint8Array(width * height) };
}

export function longSideOf(image: GreyImage): number {
  return Math.max(image.width, image.height);
}
