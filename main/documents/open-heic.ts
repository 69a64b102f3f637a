import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type GreyImage, scaleImage } from './grey-image.ts';
import { loadSharp } from './load-sharp.ts';
import type { DocumentSource } from './ocr-protocol.ts';
import { DocumentFailure, type OpenedDocument } from './opened-document.ts';
import { MAX_PICTURE_PIXELS, pictureScale } from './picture-scale.ts';

/** The part of libheif-js 1.23.2 used here; its own types speak of other entry points. */
type HeifImage = {
  readonly get_width: () => number;
  readonly get_height: () => number;
  readonly display: (target: RgbaPicture, done: (picture: RgbaPicture | null) => void) => void;
  readonly free: () => void;
};
type Libheif = { readonly HeifDecoder: new () => { readonly decode: (file: Uint8Array) => readonly HeifImage[] } };
type RgbaPicture = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

/** Opens a HEIC photo: one page, already turned as its file asks. Throws `DocumentFailure`. */
export function openHeic(source: DocumentSource): OpenedDocument {
  const libheif: Libheif = createRequire(import.meta.url)('libheif-js/wasm-bundle');
  const [image, ...others] = new libheif.HeifDecoder().decode(readFileSync(source.path));
  for (const other of others) other.free();
  if (!image) throw new DocumentFailure('damaged-file', 'libheif finds no picture');
  const frame = { width: image.get_width(), height: image.get_height() };
  if (frame.width * frame.height > MAX_PICTURE_PIXELS) {
    image.free();
    throw new DocumentFailure('too-many-pixels', `${frame.width} x ${frame.height}`);
  }
  return {
    source,
    pageCount: 1,
    encrypted: false,
    page: async () => ({
      frame,
      textLayer: () => null,
      drawGrey: async (maxDpi) => {
        const { scale, dpi } = pictureScale(frame, maxDpi);
        const drawn = scaleImage(toGrey(await decode(image, frame)), scale);
        return { image: drawn, scale: drawn.width / frame.width, dpi };
      },
      drawJpeg: async (maxWidthPx, writeTo) => {
        const { data } = await decode(image, frame);
        const sharp = await loadSharp();
        await sharp(data, { raw: { ...frame, channels: 4 } })
          .removeAlpha()
          .resize({ width: maxWidthPx, withoutEnlargement: true })
          .jpeg({ quality: 82 })
          .toFile(writeTo);
      },
      close: () => {},
    }),
    close: () => image.free(),
  };
}

function decode(image: HeifImage, frame: { width: number; height: number }): Promise<RgbaPicture> {
  return new Promise((resolve, reject) => {
    image.display({ ...frame, data: new Uint8ClampedArray(frame.width * frame.height * 4) }, (picture) => {
      if (picture) resolve(picture);
      else reject(new DocumentFailure('damaged-file', 'libheif cannot decode the picture'));
    });
  });
}

/** Luma by the weights of ITU-R BT.601, in 256ths. */
function toGrey({ width, height, data }: RgbaPicture): GreyImage {
  const pixels = new Uint8Array(width * height);
  for (let index = 0, at = 0; index < pixels.length; index++, at += 4) {
    pixels[index] = ((data[at] ?? 0) * 77 + (data[at + 1] ?? 0) * 150 + (data[at + 2] ?? 0) * 29) >> 8;
  }
  return { width, height, pixels };
}
