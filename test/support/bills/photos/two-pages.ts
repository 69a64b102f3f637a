import type { Prng } from '../prng.ts';
import { type PhotoRecipe, turnedQuad } from './photo-recipe.ts';

/** The first page and the one with the readings, side by side in one picture. */
export const twoPages = (prng: Prng): Partial<PhotoRecipe> => ({
  landscape: true,
  quad: turnedQuad(prng.bell() * 1.5, { margin: 0.02, landscape: true }),
  turn: prng.pick([0, 0, 90]),
});
