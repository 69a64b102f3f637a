import type { GreyImage } from '../grey-image.ts';
import { median } from './baselines.ts';
import type { Patch } from './components.ts';

/** Single letters about as tall as the usual print; in shares of its height. */
const [SMALLEST, LARGEST, WIDEST] = [0.7, 1.6, 1.4];
/** Greys between the ink and the paper of a letter, below which its edge is lost in noise. */
const FAINTEST = 20;

/**
 * How steeply ink turns to paper at the steepest edge of a usual letter: how often it would do so within the letter's
 * height. In focus 5 to 8; out of focus less. Null without letters to tell by.
 */
export function measureSharpness(image: GreyImage, patches: readonly Patch[], letterHeight: number): number | null {
  const letters = patches.filter(
    ({ width, height }) =>
      height > letterHeight * SMALLEST && height < letterHeight * LARGEST && width < height * WIDEST,
  );
  const slopes = letters.flatMap((letter) => steepestEdge(image, letter) ?? []);
  return slopes.length === 0 ? null : median(slopes) * letterHeight;
}

/** Change of grey per pixel along a row, as a share of all between ink and paper; null for a faint letter. */
function steepestEdge({ width, pixels }: GreyImage, letter: Patch): number | null {
  const [left, right] = [Math.max(1, letter.left - 2), Math.min(width - 1, letter.left + letter.width + 2)];
  let [ink, paper, steepest] = [255, 0, 0];
  for (let y = letter.top; y < letter.top + letter.height; y++) {
    for (let at = y * width + left; at < y * width + right; at++) {
      const grey = pixels[at] ?? 0;
      ink = Math.min(ink, grey);
      paper = Math.max(paper, grey);
      steepest = Math.max(steepest, Math.abs((pixels[at + 1] ?? grey) - (pixels[at - 1] ?? grey)) / 2);
    }
  }
  return paper - ink < FAINTEST ? null : steepest / (paper - ink);
}
