import { loadSharp } from './load-sharp.ts';

type Pixels = {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  readonly channels: 1 | 3 | 4;
};

/** Enough for small print on a screen, a third of the bytes of quality 95. */
export const JPEG_QUALITY = 82;

/** Writes raw pixels as a JPEG for the eye. */
export async function writeJpeg({ width, height, pixels, channels }: Pixels, path: string): Promise<void> {
  const sharp = await loadSharp();
  await sharp(pixels, { raw: { width, height, channels } }).removeAlpha().jpeg({ quality: JPEG_QUALITY }).toFile(path);
}
