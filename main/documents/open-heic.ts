import { readFileSync, statSync } from 'node:fs';
import { MAX_DECODE_BYTES } from './decode-memory.ts';
import { MAX_HEIC_BYTES } from './document-limits.ts';
import { type GreyImage, scaleImage } from './grey-image.ts';
import { openHeicFile, type Planes } from './libheif.ts';
import { toMegabytes } from './megabytes.ts';
import type { DocumentSource } from './ocr-protocol.ts';
import { DocumentFailure, type OpenedDocument, type PageFrame } from './opened-document.ts';
import { pictureScale } from './picture-scale.ts';
import { jpegScale, writeJpeg } from './write-jpeg.ts';

/** Of each pixel its brightness and a quarter of two colours, in WASM memory and once more here. */
const BYTES_A_PIXEL = 3;

/** Opens a HEIC photo: one page, turned as its file asks by the decoder. Throws `DocumentFailure`. */
export function openHeic(source: DocumentSource): OpenedDocument {
  const { size } = statSync(source.path);
  if (size > MAX_HEIC_BYTES) throw new DocumentFailure('too-much-memory', `a HEIC file of ${toMegabytes(size)} MB`);
  const heic = openHeicFile(readFileSync(source.path));
  if (!heic) throw new DocumentFailure('damaged-file', 'libheif finds no picture');
  const frame: PageFrame = { width: heic.width, height: heic.height };
  if (frame.width * frame.height * BYTES_A_PIXEL > MAX_DECODE_BYTES) {
    heic.close();
    throw new DocumentFailure('too-much-memory', `${frame.width} x ${frame.height}`);
  }
  const decode = (): Planes => {
    const planes = heic.decode();
    if (!planes) throw new DocumentFailure('page-damaged', 'libheif cannot decode the picture');
    return planes;
  };
  return {
    source,
    pageCount: 1,
    page: async () => ({
      frame,
      textLayer: () => null,
      drawGrey: async (maxDpi) => {
        const { scale, dpi } = pictureScale(frame, maxDpi);
        const image = scaleImage(decode().luma, scale);
        return { image, scale: image.width / frame.width, dpi };
      },
      drawJpeg: async (maxWidthPx, writeTo) => {
        await writeJpeg({ ...toRgb(decode(), Math.min(1, jpegScale(frame, maxWidthPx))), channels: 3 }, writeTo);
      },
      close: () => {},
    }),
    close: heic.close,
  };
}

/** Shrunk first, plane by plane, then coloured by ITU-R BT.601 with full range, as phones write it. */
function toRgb({ luma, blue, red }: Planes, scale: number): GreyImage {
  const y = scaleImage(luma, scale);
  const { width, height } = y;
  const cb = scaleTo(blue, width, height);
  const cr = scaleTo(red, width, height);
  const pixels = new Uint8ClampedArray(width * height * 3);
  for (let index = 0; index < y.pixels.length; index++) {
    const light = y.pixels[index] ?? 0;
    const b = (cb[index] ?? 128) - 128;
    const r = (cr[index] ?? 128) - 128;
    pixels[index * 3] = light + 1.402 * r;
    pixels[index * 3 + 1] = light - 0.344 * b - 0.714 * r;
    pixels[index * 3 + 2] = light + 1.772 * b;
  }
  return { width, height, pixels: new Uint8Array(pixels.buffer) };
}

/** Nearest neighbour: colour is coarse anyway. */
function scaleTo(plane: GreyImage, width: number, height: number): Uint8Array {
  const scaled = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * plane.height) / height) * plane.width;
    for (let x = 0; x < width; x++) {
      scaled[y * width + x] = plane.pixels[row + Math.floor((x * plane.width) / width)] ?? 128;
    }
  }
  return scaled;
}
