import type { Prng } from '../prng.ts';
import { type PhotoRecipe, turnedQuad } from './photo-recipe.ts';

/** Sent by a messenger that makes pictures small and compresses them hard. */
export const messenger = (prng: Prng): Partial<PhotoRecipe> => ({
  quad: turnedQuad(prng.bell() * 3, { margin: prng.between(0.02, 0.06) }),
  megapixels: prng.between(1.6, 2.6),
  blurPx: prng.between(0.3, 0.6),
  noise: prng.between(2, 5),
  jpegQuality: prng.int(40, 60),
});
