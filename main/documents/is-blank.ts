import type { GreyImage } from './grey-image.ts';
import { inkContrast, paperLevel } from './paper.ts';

/** Share of ink below which a page is blank: about 150 pixels of a letter page at 200 dpi, less than one short word. */
const INK_SHARE = 0.00004;

/** True for a page with nothing on it. Noise makes it false, so that a doubtful page is read rather than skipped. */
export function isBlank({ pixels }: GreyImage): boolean {
  const paper = paperLevel(pixels);
  const contrast = inkContrast(paper);
  const enough = pixels.length * INK_SHARE;
  let ink = 0;
  for (let i = 0; i < pixels.length; i++) {
    if (Math.abs((pixels[i] ?? 0) - paper) <= contrast) continue;
    ink += 1;
    if (ink >= enough) return false;
  }
  return true;
}
