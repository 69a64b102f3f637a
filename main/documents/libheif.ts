import { createRequire } from 'node:module';
import type { GreyImage } from './grey-image.ts';

/**
 * The part of libheif-js 1.23.2 used here, one layer below its own `HeifDecoder`: that one only gives RGBA, four bytes
 * a pixel of memory that WASM never gives back. Handles are opaque; a call that fails answers an object with `code`.
 */
type Handle = object & { readonly __opaque?: never };
type Channel = {
  readonly width: number;
  readonly height: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
  /** 8, or 10 and 12 with two bytes a sample, the low one first. */
  readonly bits_per_pixel: number;
  /** In WASM memory: to be copied before the image is released. */
  readonly data: Uint8Array;
};
type Decoded = { readonly image: Handle; readonly channels: readonly Channel[] } | { readonly code: unknown };
type Libheif = {
  readonly heif_context_alloc: () => Handle;
  readonly heif_context_free: (context: Handle) => void;
  readonly heif_context_read_from_memory: (context: Handle, file: Uint8Array) => { readonly code: unknown };
  readonly heif_js_context_get_primary_image_handle: (context: Handle) => Handle;
  readonly heif_image_handle_get_width: (image: Handle) => number;
  readonly heif_image_handle_get_height: (image: Handle) => number;
  readonly heif_image_handle_release: (image: Handle) => void;
  readonly heif_js_decode_image2: (image: Handle, colourSpace: unknown, chroma: unknown) => Decoded;
  readonly heif_image_release: (image: Handle) => void;
  readonly heif_error_code: { readonly heif_error_Ok: unknown };
  readonly heif_colorspace: { readonly heif_colorspace_YCbCr: unknown };
  readonly heif_chroma: { readonly heif_chroma_420: unknown };
};

/** Brightness, blue and red difference of a picture; the latter two at half its size. */
export type Planes = { readonly luma: GreyImage; readonly blue: GreyImage; readonly red: GreyImage };

export type HeicFile = {
  /** As its file asks for it to be shown. */
  readonly width: number;
  readonly height: number;
  /** Null when the pixels can't be decoded. */
  readonly decode: () => Planes | null;
  readonly close: () => void;
};

/** Opens the main picture of a HEIC file; null when it holds none. Loads libheif at the first call, some 25 MB. */
export function openHeicFile(file: Uint8Array): HeicFile | null {
  const libheif: Libheif = createRequire(import.meta.url)('libheif-js/wasm-bundle');
  const context = libheif.heif_context_alloc();
  const read = libheif.heif_context_read_from_memory(context, file);
  const image =
    read.code === libheif.heif_error_code.heif_error_Ok
      ? libheif.heif_js_context_get_primary_image_handle(context)
      : null;
  if (image === null || 'code' in image) {
    libheif.heif_context_free(context);
    return null;
  }
  return {
    width: libheif.heif_image_handle_get_width(image),
    height: libheif.heif_image_handle_get_height(image),
    decode: () => {
      const { heif_colorspace_YCbCr } = libheif.heif_colorspace;
      const decoded = libheif.heif_js_decode_image2(image, heif_colorspace_YCbCr, libheif.heif_chroma.heif_chroma_420);
      if (!('channels' in decoded)) return null;
      const [luma, blue, red] = decoded.channels.map(copyPlane);
      libheif.heif_image_release(decoded.image);
      return luma && blue && red ? { luma, blue, red } : null;
    },
    close: () => {
      libheif.heif_image_handle_release(image);
      libheif.heif_context_free(context);
    },
  };
}

/** A plane without padding, eight bits a sample. */
export function copyPlane({ width, height, stride, bits_per_pixel: bits, data }: Channel): GreyImage {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    if (bits === 8) {
      pixels.set(data.subarray(y * stride, y * stride + width), y * width);
      continue;
    }
    for (let x = 0; x < width; x++) {
      const at = y * stride + x * 2;
      pixels[y * width + x] = (((data[at + 1] ?? 0) << 8) | (data[at] ?? 0)) >> (bits - 8);
    }
  }
  return { width, height, pixels };
}
