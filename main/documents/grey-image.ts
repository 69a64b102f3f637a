import type { Box, PageReading } from '../extraction/page-reading.ts';

/** Eight bits a pixel, 0 black, 255 white, rows top to bottom without padding. */
export type GreyImage = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

/** Degrees clockwise. */
export type Rotation = PageReading['rotation'];

/** The picture mirrored left to right. */
export function mirrorImage({ width, height, pixels }: GreyImage): GreyImage {
  const mirrored = new Uint8Array(pixels);
  for (let y = 0; y < height; y++) mirrored.subarray(y * width, (y + 1) * width).reverse();
  return { width, height, pixels: mirrored };
}

/** Where a box of a frame lies after the frame was turned clockwise. The sizes are those of the frame before. */
export function turnBox(box: Box, frameWidth: number, frameHeight: number, rotation: Rotation): Box {
  const { left, top, width, height } = box;
  switch (rotation) {
    case 0:
      return box;
    case 90:
      return { left: frameHeight - top - height, top: left, width: height, height: width };
    case 180:
      return { left: frameWidth - left - width, top: frameHeight - top - height, width, height };
    case 270:
      return { left: top, top: frameWidth - left - width, width: height, height: width };
    default:
      return rotation satisfies never;
  }
}

/** The turn that undoes a turn. */
export function undoRotation(rotation: Rotation): Rotation {
  return rotation === 90 ? 270 : rotation === 270 ? 90 : rotation;
}

/** Resized by area averaging when shrinking and by bilinear interpolation when enlarging; at least 1 x 1. */
export function scaleImage(image: GreyImage, factor: number): GreyImage {
  if (factor === 1) return image;
  const width = Math.max(1, Math.round(image.width * factor));
  const height = Math.max(1, Math.round(image.height * factor));
  return factor < 1 ? shrink(image, width, height) : enlarge(image, width, height);
}

function shrink(image: GreyImage, width: number, height: number): GreyImage {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = Math.floor((y * image.height) / height);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * image.height) / height));
    for (let x = 0; x < width; x++) {
      const left = Math.floor((x * image.width) / width);
      const right = Math.max(left + 1, Math.floor(((x + 1) * image.width) / width));
      let sum = 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) sum += image.pixels[row * image.width + column] ?? 0;
      }
      pixels[y * width + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return { width, height, pixels };
}

function enlarge(image: GreyImage, width: number, height: number): GreyImage {
  const pixels = new Uint8Array(width * height);
  const at = (x: number, y: number) => image.pixels[y * image.width + x] ?? 255;
  for (let y = 0; y < height; y++) {
    const sourceY = Math.max(0, ((y + 0.5) * image.height) / height - 0.5);
    const y0 = Math.min(Math.floor(sourceY), image.height - 1);
    const y1 = Math.min(y0 + 1, image.height - 1);
    const fy = sourceY - y0;
    for (let x = 0; x < width; x++) {
      const sourceX = Math.max(0, ((x + 0.5) * image.width) / width - 0.5);
      const x0 = Math.min(Math.floor(sourceX), image.width - 1);
      const x1 = Math.min(x0 + 1, image.width - 1);
      const fx = sourceX - x0;
      const upper = at(x0, y0) * (1 - fx) + at(x1, y0) * fx;
      const lower = at(x0, y1) * (1 - fx) + at(x1, y1) * fx;
      pixels[y * width + x] = Math.round(upper * (1 - fy) + lower * fy);
    }
  }
  return { width, height, pixels };
}
