import type { Prng } from '../prng.ts';
import { evenLight, type PhotoRecipe } from './photo-recipe.ts';

/** The photographer stands in the light. */
export function shadow(prng: Prng): Partial<PhotoRecipe> {
  const base = evenLight(prng);
  const angle = prng.between(0, 2 * Math.PI);
  const offset = prng.between(-0.2, 0.2);
  const depth = prng.between(0.3, 0.55);
  const softness = prng.between(0.02, 0.08);
  return {
    light: (x, y) => {
      const across = (x - 0.5) * Math.cos(angle) + (y - 0.5) * Math.sin(angle) - offset;
      return { factor: base(x, y).factor * (1 - depth / (1 + Math.exp(-across / softness))), glare: 0 };
    },
  };
}
