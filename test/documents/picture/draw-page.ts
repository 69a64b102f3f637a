import type { GreyImage } from '../../../main/documents/grey-image.ts';
import { newImage } from '../../../main/documents/picture/new-image.ts';

export type Rectangle = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

export function paper(width: number, height: number, level = 255): GreyImage {
  const image = newImage(width, height);
  image.pixels.fill(level);
  return image;
}

export function fill(image: GreyImage, { left, top, width, height }: Rectangle, level: number): void {
  for (let y = Math.max(0, Math.round(top)); y < Math.min(image.height, Math.round(top + height)); y++) {
    const row = y * image.width;
    image.pixels.fill(
      level,
      row + Math.max(0, Math.round(left)),
      row + Math.min(image.width, Math.round(left + width)),
    );
  }
}

/** The same numbers for the same seed, 0..1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export type TextBlock = Rectangle & {
  /** Height of a letter without ascender, in pixels. */
  readonly letter: number;
  readonly ink?: number;
  readonly seed?: number;
};

/** Lines of made-up words: hollow letters, one in four with an ascender, one in eight with a descender. */
export function drawText(image: GreyImage, { left, top, width, height, letter, ink = 20, seed = 1 }: TextBlock): void {
  const random = seeded(seed);
  const stroke = Math.max(1, Math.round(letter / 5));
  for (let base = top + letter * 1.5; base + letter * 0.5 <= top + height; base += letter * 2.6) {
    let x = left;
    while (x < left + width - letter * 8) {
      const letters = 2 + Math.floor(random() * 7);
      for (let i = 0; i < letters; i++) {
        drawLetter(image, x, base, letter, stroke, ink, random());
        x += letter * 1.1;
      }
      x += letter * 0.7;
    }
  }
}

function drawLetter(
  image: GreyImage,
  left: number,
  base: number,
  letter: number,
  stroke: number,
  ink: number,
  kind: number,
): void {
  const width = letter * 0.8;
  const top = base - letter;
  fill(image, { left, top, width, height: stroke }, ink);
  fill(image, { left, top: base - stroke, width, height: stroke }, ink);
  fill(image, { left, top, width: stroke, height: letter }, ink);
  fill(image, { left: left + width - stroke, top, width: stroke, height: letter }, ink);
  if (kind < 0.25) fill(image, { left, top: top - letter * 0.5, width: stroke, height: letter * 0.5 }, ink);
  else if (kind < 0.375) fill(image, { left, top: base, width: stroke, height: letter * 0.4 }, ink);
}

/** A letter page of text at 150 dpi, the whole page or the given part of it. */
export function textPage(options: { width?: number; height?: number; letter?: number } = {}): GreyImage {
  const { width = 1275, height = 1650, letter = 12 } = options;
  const image = paper(width, height);
  const margin = Math.round(width / 12);
  drawText(image, { left: margin, top: margin, width: width - 2 * margin, height: height - 2 * margin, letter });
  return image;
}

/** The picture in which pixel (x, y) shows what `image` shows at `from(x, y)`; `outside` where that is beyond it. */
export function warp(
  image: GreyImage,
  width: number,
  height: number,
  from: (x: number, y: number) => readonly [number, number],
  outside = 255,
): GreyImage {
  const warped = newImage(width, height);
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= image.width || y >= image.height ? outside : (image.pixels[y * image.width + x] ?? 0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = from(x + 0.5, y + 0.5);
      const left = Math.floor(fromX - 0.5);
      const top = Math.floor(fromY - 0.5);
      const across = fromX - 0.5 - left;
      const down = fromY - 0.5 - top;
      warped.pixels[y * width + x] =
        (at(left, top) * (1 - across) + at(left + 1, top) * across) * (1 - down) +
        (at(left, top + 1) * (1 - across) + at(left + 1, top + 1) * across) * down;
    }
  }
  return warped;
}

/** The picture turned clockwise about its middle, in a frame of the same size. */
export function tilt(image: GreyImage, degrees: number, outside = 255): GreyImage {
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const middleX = image.width / 2;
  const middleY = image.height / 2;
  return warp(
    image,
    image.width,
    image.height,
    (x, y) => [
      middleX + cos * (x - middleX) + sin * (y - middleY),
      middleY - sin * (x - middleX) + cos * (y - middleY),
    ],
    outside,
  );
}

/** Multiplies every pixel by the light that falls on it, 0..1. */
export function lit(image: GreyImage, light: (x: number, y: number) => number): GreyImage {
  const pixels = image.pixels.map((value, i) => value * light(i % image.width, Math.floor(i / image.width)));
  return { ...image, pixels };
}

/** As a camera sees a monitor: every third column is dark, for the red, green and blue stand beside each other. */
export function onMonitor({ width, height, pixels }: GreyImage): GreyImage {
  return { width, height, pixels: pixels.map((level, at) => ((at % width) % 3 === 0 ? level * 0.5 : level)) };
}
