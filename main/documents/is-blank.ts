import type { GreyImage } from './grey-image.ts';

/** Levels (of 255) a pixel must differ from the paper to count as ink. */
const INK_CONTRAST = 48;
/** Share of ink below which a page is blank: about 150 pixels of a letter page at 200 dpi, less than one short word. */
const INK_SHARE = 0.00004;

/** True for a page with nothing on it. Noise makes it false, so that a doubtful page is read rather than skipped. */
export function isBlank(image: GreyImage): boolean {
  const histogram = new Uint32Array(256);
  const { pixels } = image;
  // By index: an iterator takes ten times as long over millions of pixels.
  for (let i = 0; i < pixels.length; i++) histogram[pixels[i] ?? 0] = (histogram[pixels[i] ?? 0] ?? 0) + 1;
  const paper = median(histogram, image.pixels.length);
  let ink = 0;
  for (const [level, count] of histogram.entries()) {
    if (Math.abs(level - paper) > INK_CONTRAST) ink += count;
  }
  return ink < image.pixels.length * INK_SHARE;
}

function median(histogram: Uint32Array, total: number): number {
  let seen = 0;
  for (const [level, count] of histogram.entries()) {
    seen += count;
    if (seen * 2 >= total) return level;
  }
  return 255;
}
