import type { GreyImage } from './grey-image.ts';

/** Levels (of 255) a pixel must differ from the paper to count as ink. */
const INK_CONTRAST = 48;
/** Share of ink below which a page is blank: about 150 pixels of a letter page at 200 dpi, less than one short word. */
const INK_SHARE = 0.00004;

/** One pixel in this many tells the brightness of the paper; a prime, so that no pattern of a page keeps step with it. */
const SAMPLED = 31;

/** True for a page with nothing on it. Noise makes it false, so that a doubtful page is read rather than skipped. */
export function isBlank({ pixels }: GreyImage): boolean {
  const paper = paperLevel(pixels);
  const enough = pixels.length * INK_SHARE;
  let ink = 0;
  for (let i = 0; i < pixels.length; i++) {
    if (Math.abs((pixels[i] ?? 0) - paper) <= INK_CONTRAST) continue;
    ink += 1;
    if (ink >= enough) return false;
  }
  return true;
}

/** The median of a sample. */
function paperLevel(pixels: Uint8Array): number {
  const histogram = new Uint32Array(256);
  let total = 0;
  for (let i = 0; i < pixels.length; i += SAMPLED) {
    histogram[pixels[i] ?? 0] = (histogram[pixels[i] ?? 0] ?? 0) + 1;
    total += 1;
  }
  let seen = 0;
  for (const [level, count] of histogram.entries()) {
    seen += count;
    if (seen * 2 >= total) return level;
  }
  return 255;
}
