import type { Prng } from '../prng.ts';
import { evenLight, type PhotoRecipe } from './photo-recipe.ts';

/** Folded in three for the envelope: each third leans its own way and catches the light differently. */
export function folded(prng: Prng): Partial<PhotoRecipe> {
  const depth = prng.between(0.006, 0.014);
  const base = evenLight(prng);
  const shades = [prng.between(-0.06, 0.03), prng.between(-0.03, 0.06), prng.between(-0.08, 0.02)];
  return {
    bend: (u, v) => {
      const withinThird = (v * 3) % 1;
      const lean = depth * (withinThird < 0.5 ? withinThird : 1 - withinThird) * 2;
      return { x: 0.5 + (u - 0.5) * (1 + lean * 1.2), y: v + lean * (0.6 * (u - 0.5) - 0.5) };
    },
    light: (x, y) => {
      const { factor, glare } = base(x, y);
      const crease = Math.exp(-((((y * 3) % 1) - 0.02) ** 2) / 0.0004) * 0.15;
      return { factor: factor + (shades[Math.min(2, Math.max(0, Math.floor(y * 3)))] ?? 0) - crease, glare };
    },
  };
}
