import type { Prng } from '../prng.ts';
import { type PhotoRecipe, turnedQuad } from './photo-recipe.ts';

/** Another customer's bill sticks out below this one. */
export function secondSheet(prng: Prng): Partial<PhotoRecipe> {
  const quad = turnedQuad(prng.bell() * 2, { margin: 0.1 });
  const [shiftX, shiftY] = prng.pick<readonly [number, number]>([
    [0.35, 0.05],
    [-0.35, -0.04],
    [0.1, 0.3],
    [0, -0.28],
  ]);
  const moved = turnedQuad(prng.bell() * 4, { margin: 0.1 }).map(({ x, y }) => ({ x: x + shiftX, y: y + shiftY }));
  const [a, b, c, d] = moved;
  return { quad, secondSheet: a && b && c && d ? [a, b, c, d] : null };
}
