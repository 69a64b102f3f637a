import type { Prng } from '../prng.ts';
import { type PhotoRecipe, turnedQuad } from './photo-recipe.ts';

/** Held askew by 6 to 15 degrees. */
export const tilted = (prng: Prng): Partial<PhotoRecipe> => ({
  quad: turnedQuad(prng.between(6, 15) * (prng.chance(0.5) ? 1 : -1), { margin: 0.02 }),
});
