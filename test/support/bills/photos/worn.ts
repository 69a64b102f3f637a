import type { Prng } from '../prng.ts';
import { curled } from './curled.ts';
import { folded } from './folded.ts';
import { type PhotoRecipe, turnedQuad } from './photo-recipe.ts';
import { shadow } from './shadow.ts';

/** Everything at once, as it comes from a kitchen table: folded, curled, askew, in a shadow, sent small over a messenger. */
export function worn(prng: Prng): Partial<PhotoRecipe> {
  const folds = folded(prng).bend ?? ((u, v) => ({ x: u, y: v }));
  const waves = curled(prng).bend ?? folds;
  return {
    ...shadow(prng),
    quad: turnedQuad(prng.bell() * 10, { margin: prng.between(0.03, 0.12) }),
    bend: (u, v) => {
      const { x, y } = folds(u, v);
      return waves(x, y);
    },
    megapixels: prng.between(2.6, 5),
    blurPx: prng.between(0.6, 1.2),
    noise: prng.between(5, 12),
    jpegQuality: prng.int(45, 65),
  };
}
