import type { Prng } from '../prng.ts';
import { evenLight, type PhotoRecipe } from './photo-recipe.ts';

/** A lamp mirrors in the paper, often over the header. */
export function glare(prng: Prng): Partial<PhotoRecipe> {
  const base = evenLight(prng);
  const [centreX, centreY] = [
    prng.between(0.3, 0.9),
    prng.chance(0.6) ? prng.between(0.05, 0.2) : prng.between(0.2, 0.8),
  ];
  const spread = prng.between(0.01, 0.03);
  const strength = prng.between(0.35, 0.75);
  return {
    light: (x, y) => ({
      factor: base(x, y).factor,
      glare: strength * Math.exp(-((x - centreX) ** 2 + (y - centreY) ** 2) / spread),
    }),
  };
}
