import type { Prng } from '../prng.ts';
import type { PhotoRecipe } from './photo-recipe.ts';

/** Out of focus, in poor light. */
export const unsharp = (prng: Prng): Partial<PhotoRecipe> => ({
  blurPx: prng.between(2.2, 3.6),
  noise: prng.between(8, 16),
  jpegQuality: prng.int(55, 75),
});
