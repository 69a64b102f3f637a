import type { Prng } from '../prng.ts';
import type { PhotoRecipe } from './photo-recipe.ts';

/** The sheet does not lie flat: lines run in waves. */
export function curled(prng: Prng): Partial<PhotoRecipe> {
  const height = prng.between(0.006, 0.016) * (prng.chance(0.5) ? 1 : -1);
  const waves = prng.between(0.8, 1.6);
  const start = prng.between(0, Math.PI);
  return {
    bend: (u, v) => ({
      x: u + 0.006 * Math.sin(Math.PI * v),
      y: v + height * Math.sin(waves * Math.PI * u + start) * (0.6 + 0.4 * v),
    }),
  };
}
