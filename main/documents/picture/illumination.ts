import type { GreyImage } from '../grey-image.ts';
import { type Background, levelAt } from './background.ts';

/** Bare paper comes out at this grey, so that most of its grain stays below pure white and is not clipped to speckles. */
export const PAPER = 248;

/**
 * Divides the picture by its background, in place: the same ink on paper in the sun and in the shadow comes out the
 * same. `background` must be scaled to this picture.
 */
export function flatten(image: GreyImage, background: Background): void {
  const { width, height, pixels } = image;
  const columns = Math.ceil(width / STEP);
  const above = new Float64Array(columns + 1);
  for (let y = 0; y < height; y++) {
    // Gains change slowly: they are computed every few pixels across and every few rows down.
    if (y % STEP === 0) {
      for (let i = 0; i <= columns; i++) above[i] = (PAPER * 65536) / levelAt(background, i * STEP, y + STEP / 2);
    }
    const row = y * width;
    for (let i = 0; i < columns; i++) {
      let gain = above[i] ?? 0;
      const change = ((above[i + 1] ?? 0) - gain) / STEP;
      const end = row + Math.min(width, (i + 1) * STEP);
      for (let at = row + i * STEP; at < end; at++) {
        const value = ((pixels[at] ?? 0) * gain) >>> 16;
        pixels[at] = value > 255 ? 255 : value;
        gain += change;
      }
    }
  }
}

const STEP = 8;
