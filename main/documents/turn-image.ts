import type { GreyImage, Rotation } from './grey-image.ts';

/** The picture turned clockwise: a new copy, or the picture itself at 0 degrees. */
export function turnImage(image: GreyImage, rotation: Rotation): GreyImage {
  const { width, height } = image;
  const last = width * height - 1;
  // Each case: where the first pixel goes in the turned picture, and the way to go there for one step right or down.
  switch (rotation) {
    case 0:
      return image;
    case 90:
      return scatter(image, height, width, height - 1, height, -1);
    case 180:
      return scatter(image, width, height, last, -1, -width);
    case 270:
      return scatter(image, height, width, last - (height - 1), -height, 1);
    default:
      return rotation satisfies never;
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
  const turned = new Uint8Array(pixels.length);
  for (let tileTop = 0; tileTop < height; tileTop += TILE) {
    const bottom = Math.min(height, tileTop + TILE);
    for (let tileLeft = 0; tileLeft < width; tileLeft += TILE) {
      const end = Math.min(width, tileLeft + TILE);
      for (let y = tileTop; y < bottom; y++) {
        let to = start + y * down + tileLeft * right;
        const row = y * width;
        for (let x = tileLeft; x < end; x++) {
          turned[to] = pixels[row + x] ?? 0;
          to += right;
        }
      }
    }
  }
  return { width: toWidth, height: toHeight, pixels: turned };
}
