import { createHash } from 'node:crypto';
import type { GreyImage } from '../grey-image.ts';

/** The same for pictures of the same size and pixels, and only for those: pages scanned once and filed twice are read once. */
export function pixelHash({ width, height, pixels }: GreyImage): string {
  return createHash('sha256').update(`${width}x${height}:`).update(pixels).digest('hex');
}
