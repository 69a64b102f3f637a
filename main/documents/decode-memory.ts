import type { Metadata } from 'sharp';

/** A picture that has to be held whole to be decoded may take this much; others are decoded some rows at a time. */
export const MAX_DECODE_BYTES = 150_000_000;

/**
 * Memory that libvips holds at once to decode a picture, beyond some rows of it. What comes in several passes over the
 * picture, each finer than the one before, is held whole: a progressive JPEG as coefficients of two bytes, an interlaced
 * PNG as its pixels. So is a WebP, as ARGB. Measured over pictures decoded by rows: 24 megapixels of progressive JPEG
 * 40 MB (4:2:0) and 110 MB (4:4:4) more, of lossless WebP 80 MB.
 */
export function decodeBytes({ format, width, height, channels, depth, ...metadata }: Metadata): number {
  const pixels = width * height;
  if (format === 'webp') return pixels * 4;
  if (!metadata.isProgressive) return 0;
  if (format === 'jpeg') return pixels * samplesOf(metadata.chromaSubsampling, channels) * 2;
  return pixels * channels * (depth === 'ushort' ? 2 : 1);
}

/** Colour is coarser than brightness in most photos. */
function samplesOf(chromaSubsampling: string | undefined, channels: number): number {
  if (chromaSubsampling === '4:2:0') return 1.5;
  return chromaSubsampling === '4:2:2' ? 2 : channels;
}
