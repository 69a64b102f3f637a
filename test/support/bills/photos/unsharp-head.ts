import type { Prng } from '../prng.ts';
import type { PhotoRecipe } from './photo-recipe.ts';

/** Held aslant over the table: the foot of the sheet is sharp, its head is out of focus. */
export function unsharpHead(prng: Prng): Partial<PhotoRecipe> {
  const [depth, strength] = [prng.between(0.25, 0.45), prng.between(2.2, 3.4)];
  return {
    blurPx: prng.between(0.6, 1),
    farBlurPx: strength,
    distance: (_, y) => Math.max(0, 1 - y / depth),
  };
}
