import type { Prng } from '../prng.ts';
import { type PhotoRecipe, turnedQuad } from './photo-recipe.ts';

/** A photo of a screen: its pixels beat with the camera's. */
export function monitor(prng: Prng): Partial<PhotoRecipe> {
  const [fine, angle, strength] = [prng.between(0.9, 1.25), prng.between(-0.08, 0.08), prng.between(0.06, 0.16)];
  const beat = prng.between(0.012, 0.03);
  return {
    quad: turnedQuad(prng.bell() * 2, { margin: 0.01 }),
    screen: (x, y) =>
      1 -
      strength * (0.5 + 0.5 * Math.sin(fine * Math.PI * (x + angle * y))) -
      strength * 0.7 * (0.5 + 0.5 * Math.sin(beat * (x * Math.cos(angle * 9) + y * Math.sin(angle * 9)))),
    blurPx: prng.between(0.8, 1.4),
  };
}
