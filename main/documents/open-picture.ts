import type { Metadata, Sharp, SharpOptions } from 'sharp';
import { decodeBytes, MAX_DECODE_BYTES } from './decode-memory.ts';
import type { GreyImage, Rotation } from './grey-image.ts';
import { mirrorImage } from './grey-image.ts';
import { loadSharp } from './load-sharp.ts';
import { toMegabytes } from './megabytes.ts';
import type { DocumentSource } from './ocr-protocol.ts';
import { DocumentFailure, type OpenedDocument, type OpenedPage } from './opened-document.ts';
import { MAX_PICTURE_PIXELS, pictureScale } from './picture-scale.ts';
import { turnImage } from './turn-image.ts';
import { JPEG_QUALITY, LONGEST_JPEG_SIDE } from './write-jpeg.ts';

/** Opens a JPEG, PNG, TIFF (one page or many) or WebP. Throws `DocumentFailure`. */
export async function openPicture(source: DocumentSource): Promise<OpenedDocument> {
  const sharp = await loadSharp();
  const load = (options: SharpOptions = {}) =>
    sharp(source.path, { limitInputPixels: MAX_PICTURE_PIXELS, failOn: 'error', ...options });
  const metadata = await tellDamage(() => load().metadata());
  const bytes = decodeBytes(metadata);
  if (bytes > MAX_DECODE_BYTES) throw new DocumentFailure('too-much-memory', `${toMegabytes(bytes)} MB to decode`);
  return {
    source,
    // A WebP may be animated: its first picture is the page.
    pageCount: source.kind === 'tiff' ? (metadata.pages ?? 1) : 1,
    page: async (pageIndex) => {
      const page = () => load(source.kind === 'tiff' ? { page: pageIndex, pages: 1 } : {});
      return openPage(page, await tellDamage(() => page().metadata()));
    },
    close: () => {},
  };
}

function openPage(load: () => Sharp, metadata: Metadata): OpenedPage {
  const turn = exifTurn(metadata.orientation ?? 1);
  const stored = { width: metadata.width, height: metadata.height };
  const sideways = turn.rotation === 90 || turn.rotation === 270;
  const frame = sideways ? { width: stored.height, height: stored.width } : stored;
  if (stored.width * stored.height > MAX_PICTURE_PIXELS) {
    throw new DocumentFailure('too-many-pixels', `${stored.width} x ${stored.height}`);
  }
  return {
    frame,
    textLayer: () => null,
    drawGrey: async (maxDpi) => {
      const { scale, dpi } = pictureScale(frame, maxDpi);
      const { data, info } = await tellDamage(() =>
        load()
          .flatten({ background: 'white' })
          .resize({ width: Math.max(1, Math.round(stored.width * scale)), fit: 'inside' })
          .toColourspace('b-w')
          .raw({ depth: 'uchar' })
          .toBuffer({ resolveWithObject: true }),
      );
      // Turned here, not by sharp: it would hold the whole picture to do so before shrinking it.
      const asStored: GreyImage = { width: info.width, height: info.height, pixels: firstChannel(data, info.channels) };
      const image = turnImage(turn.mirrored ? mirrorImage(asStored) : asStored, turn.rotation);
      return { image, scale: image.width / frame.width, dpi };
    },
    drawJpeg: async (maxWidthPx, writeTo) => {
      await tellDamage(() =>
        load()
          .autoOrient()
          .flatten({ background: 'white' })
          .resize({ width: maxWidthPx, height: LONGEST_JPEG_SIDE, fit: 'inside', withoutEnlargement: true })
          .jpeg({ quality: JPEG_QUALITY })
          .toFile(writeTo),
      );
    },
    close: () => {},
  };
}

type ExifTurn = { readonly mirrored: boolean; readonly rotation: Rotation };

/**
 * What EXIF's orientation 1-8 (tag 0x0112) asks for: a mirror left to right first, then a turn clockwise.
 * https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E, section 4.6.5.1.6.
 */
export function exifTurn(orientation: number): ExifTurn {
  const turns: readonly ExifTurn[] = [
    { mirrored: false, rotation: 0 },
    { mirrored: true, rotation: 0 },
    { mirrored: false, rotation: 180 },
    { mirrored: true, rotation: 180 },
    { mirrored: true, rotation: 270 },
    { mirrored: false, rotation: 90 },
    { mirrored: true, rotation: 90 },
    { mirrored: false, rotation: 270 },
  ];
  return turns[orientation - 1] ?? { mirrored: false, rotation: 0 };
}

function firstChannel(data: Buffer, channels: number): Uint8Array {
  if (channels === 1) return data;
  return data.filter((_, index) => index % channels === 0);
}

/** libvips says what is wrong in words; to us a picture it can't decode is damaged, or too large. */
async function tellDamage<T>(decode: () => Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message.slice(0, 200) : String(cause);
    throw new DocumentFailure(/pixel limit/i.test(detail) ? 'too-many-pixels' : 'damaged-file', detail);
  }
}
