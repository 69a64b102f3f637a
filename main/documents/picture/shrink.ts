import type { GreyImage } from '../grey-image.ts';
import { longSideOf, newImage } from './new-image.ts';

/** The smallest whole factor that brings the picture's long side down to `longSide` or less. */
export function factorTo(image: GreyImage, longSide: number): number {
  return Math.max(1, Math.ceil(longSideOf(image) / longSide));
}

/**
 * A copy one `factor`th as wide and high (a whole number), each pixel the mean of those it covers; the picture itself at
 * factor 1. What is left over at the right and lower edges is dropped.
 */
export function shrinkBy(image: GreyImage, factor: number): GreyImage {
  if (factor === 1) return image;
  const { width, pixels } = image;
  const small = newImage(Math.max(1, Math.floor(width / factor)), Math.max(1, Math.floor(image.height / factor)));
  const sums = new Uint32Array(small.width);
  const count = factor * factor;
  for (let toY = 0; toY < small.height; toY++) {
    sums.fill(count >> 1);
    for (let y = toY * factor; y < (toY + 1) * factor; y++) addRow(pixels, y * width, factor, sums);
    const out = toY * small.width;
    for (let x = 0; x < small.width; x++) small.pixels[out + x] = (sums[x] ?? 0) / count;
  }
  return small;
}

/** Factors 2 to 4 are what pictures need; written out they run several times as fast as a loop of so few rounds. */
function addRow(pixels: Uint8Array, start: number, factor: number, sums: Uint32Array): void {
  let at = start;
  switch (factor) {
    case 2:
      for (let x = 0; x < sums.length; x++, at += 2) {
        sums[x] = (sums[x] ?? 0) + (pixels[at] ?? 0) + (pixels[at + 1] ?? 0);
      }
      return;
    case 3:
      for (let x = 0; x < sums.length; x++, at += 3) {
        sums[x] = (sums[x] ?? 0) + (pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0);
      }
      return;
    default:
      for (let x = 0; x < sums.length; x++) {
        let sum = sums[x] ?? 0;
        for (const end = at + factor; at < end; at++) sum += pixels[at] ?? 0;
        sums[x] = sum;
      }
  }
}
