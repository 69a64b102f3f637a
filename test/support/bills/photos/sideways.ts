import type { Prng } from '../prng.ts';
import type { PhotoRecipe } from './photo-recipe.ts';

/** The phone lay flat: the picture is turned and its EXIF does not say so. */
export const sideways = (prng: Prng): Partial<PhotoRecipe> => ({ turn: prng.pick([90, 270, 90, 270, 180]) });
