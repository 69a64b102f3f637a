import type { GreyImage, Rotation } from '../grey-image.ts';
import { newImage } from './new-image.ts';

/**
 * The eight orientations of EXIF (tag 0x0112): what must be done to the stored pixels to see the picture as it was meant.
 * https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E, section 4.6.5.1.6.
 */
export type ExifOrientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** The picture turned clockwise: a new copy, or the picture itself at 0 degrees. */
export function turn(image: GreyImage, degrees: Rotation): GreyImage {
  switch (degrees) {
    case 0:
      return image;
    case 90:
      return turnByExif(image, 6);
    case 180:
      return turnByExif(image, 3);
    case 270:
      return turnByExif(image, 8);
  }
}

/** The picture as its EXIF orientation means it to be seen: a new copy, or the picture itself at orientation 1. */
export function turnByExif(image: GreyImage, orientation: ExifOrientation): GreyImage {
  const { width, height } = image;
  const last = width * height - 1;
  // Each case: where the first stored pixel goes in the turned picture, and the way to go there for one step right or down.
  switch (orientation) {
    case 1:
      return image;
    case 2:
      return scatter(image, width, height, width - 1, -1, width);
    case 3:
      return scatter(image, width, height, last, -1, -width);
    case 4:
      return scatter(image, width, height, last - (width - 1), 1, -width);
    case 5:
      return scatter(image, height, width, 0, height, 1);
    case 6:
      return scatter(image, height, width, height - 1, height, -1);
    case 7:
      return scatter(image, height, width, last, -height, -1);
    case 8:
      return scatter(image, height, width, last - (height - 1), -height, 1);
  }
}

/** Square tiles keep both the rows read and the columns written in the processor's cache. */
const TILE = 64;

function scatter(
  image: GreyImage,
  toWidth: number,
  toHeight: number,
  start: number,
  right: number,
  down: number,
): GreyImage {
  const { width, height, pixels } = image;
  const turned = newImage(toWidth, toHeight);
  const out = turned.pixels;
  for (let tileTop = 0; tileTop < height; tileTop += TILE) {
    const bottom = Math.min(height, tileTop + TILE);
    for (let tileLeft = 0; tileLeft < width; tileLeft += TILE) {
      const end = Math.min(width, tileLeft + TILE);
      for (let y = tileTop; y < bottom; y++) {
        let to = start + y * down + tileLeft * right;
        const row = y * width;
        for (let x = tileLeft; x < end; x++) {
          out[to] = pixels[row + x] ?? 0;
          to += right;
        }
      }
    }
  }
  return turned;
}
