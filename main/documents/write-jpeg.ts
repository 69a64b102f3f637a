import { loadSharp } from './load-sharp.ts';

type Pixels = {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  readonly channels: 1 | 3 | 4;
};

/** Enough for small print on a screen, a third of the bytes of quality 95. */
export const JPEG_QUALITY = 82;

/** libjpeg's limit, in pixels. */
export const LONGEST_JPEG_SIDE = 65_500;

/** The scale at which a page is at most so wide, and not too long for a JPEG. */
export function jpegScale(frame: { readonly width: number; readonly height: number }, maxWidthPx: number): number {
  return Math.min(maxWidthPx / frame.width, LONGEST_JPEG_SIDE / frame.height);
}

/** Writes raw pixels as a JPEG for the eye. */
export async function writeJpeg({ width, height, pixels, channels }: Pixels, path: string): Promise<void> {
  const sharp = await loadSharp();
  await sharp(pixels, { raw: { width, height, channels } }).removeAlpha().jpeg({ quality: JPEG_QUALITY }).toFile(path);
}
