/** Levels (of 255) a pixel must differ from the paper to count as ink. */
export const INK_CONTRAST = 48;
/** One pixel in this many tells the brightness of the paper; a prime, so that no pattern of a page keeps step with it. */
const SAMPLED = 31;

/** The brightness of the paper, as a level of 255: the median of a sample, since there is more paper than ink. */
export function paperLevel(pixels: Uint8Array): number {
  const sample = new Uint8Array(Math.ceil(pixels.length / SAMPLED));
  for (let index = 0; index < sample.length; index++) sample[index] = pixels[index * SAMPLED] ?? 255;
  return sample.sort()[sample.length >> 1] ?? 255;
}
