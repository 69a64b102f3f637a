import type { Prng } from '../prng.ts';
import { type PhotoRecipe, turnedQuad } from './photo-recipe.ts';

/** Taken from too far away: the sheet fills half of the picture's width, the desk the rest. */
export const far = (prng: Prng): Partial<PhotoRecipe> => ({
  quad: turnedQuad(prng.bell() * 4, { margin: prng.between(0.18, 0.26) }),
});
