/** Levels (of 255) a pixel must differ from white paper to count as ink; noise stays below the least of darker paper. */
const INK_CONTRAST = 48;
const LEAST_CONTRAST = 8;
/** One pixel in this many tells the brightness of the paper; a prime, so that no pattern of a page keeps step with it. */
const SAMPLED = 31;

/** The brightness of the paper, as a level of 255: the median of a sample, since there is more paper than ink. */
export function paperLevel(pixels: Uint8Array): number {
  const sample = new Uint8Array(Math.ceil(pixels.length / SAMPLED));
  for (let index = 0; index < sample.length; index++) sample[index] = pixels[index * SAMPLED] ?? 255;
  return sample.sort()[sample.length >> 1] ?? 255;
}

/** Levels a pixel must differ from paper of this brightness to count as ink: a photo in the dark has a fifth of the contrast. */
export const inkContrast = (paper: number): number => Math.max(LEAST_CONTRAST, (INK_CONTRAST * paper) / 255);
