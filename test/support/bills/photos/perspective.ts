import type { Prng } from '../prng.ts';
import type { PhotoRecipe } from './photo-recipe.ts';

/** Taken from a chair: the far edge is shorter, and a little from one side. */
export function perspective(prng: Prng): Partial<PhotoRecipe> {
  const far = prng.between(0.06, 0.14);
  const side = prng.between(-0.04, 0.04);
  return {
    quad: [
      { x: 0.05 + far, y: 0.08 + side },
      { x: 0.95 - far, y: 0.08 - side },
      { x: 0.98, y: 0.95 - side },
      { x: 0.02, y: 0.95 + side },
    ],
  };
}
