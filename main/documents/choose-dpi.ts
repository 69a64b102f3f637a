import type { PageFrame } from './opened-document.ts';

/**
 * Character error on scans was the same at 150, 200 and 300 dpi (0.25-0.29 %, measured 2026), and memory was not: a
 * recogniser took a fifth less for a letter page at 200 dpi than at 300.
 */
export const USUAL_DPI = 200;
/** Pixels handed to the recogniser at most: letter at 200 dpi is 3.7 million. Its memory grows with the picture and never shrinks. */
export const MAX_PIXELS = 6_000_000;
/** A sheet longer than this (inches) has a claimed size, not a real one: a scan saved as 72 dpi, a poster, a drawing. */
const LONGEST_SHEET_INCHES = 20;
/** Long side, in pixels, at which a page of unknown size is read: letter at 200 dpi, with room for small print. */
const UNKNOWN_SIZE_LONG_SIDE = 2600;

/** The resolution to draw a PDF page at, dots per inch of its claimed size (points). */
export function chooseDpi(frame: PageFrame, maxDpi: number | null): number {
  const widthInches = frame.width / 72;
  const heightInches = frame.height / 72;
  const longSide = Math.max(widthInches, heightInches);
  const wanted = longSide > LONGEST_SHEET_INCHES ? UNKNOWN_SIZE_LONG_SIDE / longSide : USUAL_DPI;
  const affordable = Math.sqrt(MAX_PIXELS / (widthInches * heightInches));
  return Math.min(wanted, affordable, maxDpi ?? Number.POSITIVE_INFINITY);
}
