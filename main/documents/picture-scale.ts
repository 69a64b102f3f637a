import { USUAL_DPI } from './choose-dpi.ts';
import type { PageFrame } from './opened-document.ts';

/** A picture of at most this many pixels is decoded: 100 megapixels are beyond any phone or scanner at 600 dpi. */
export const MAX_PICTURE_PIXELS = 120_000_000;
/** A phone's usual 12 megapixels: a bill may fill a quarter of them. What the recogniser gets is cut out of it, and smaller. */
export const MAX_DRAWN_PIXELS = 12_500_000;
/** Long side of a letter page, inches: what a picture of a bill most likely shows. */
const LETTER_LONG_SIDE_INCHES = 11;

/** How much a picture is shrunk before recognition (never enlarged here), and the resolution that gives. */
export function pictureScale(
  frame: PageFrame,
  maxDpi: number | null,
): { readonly scale: number; readonly dpi: number } {
  const dpiAsTaken = Math.max(frame.width, frame.height) / LETTER_LONG_SIDE_INCHES;
  const affordable = Math.sqrt(MAX_DRAWN_PIXELS / (frame.width * frame.height));
  // A lowered limit is relative to what a page usually gets, because a picture's own resolution is a guess.
  const lowered = maxDpi === null ? 1 : maxDpi / Math.min(dpiAsTaken, USUAL_DPI * 1.25);
  const scale = Math.min(1, affordable, lowered);
  return { scale, dpi: dpiAsTaken * scale };
}
