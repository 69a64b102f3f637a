import type { GreyImage } from '../grey-image.ts';
import { type Background, levelAt, scaled } from './background.ts';
import { affine, type CoordinateMap, chain, mapPoint } from './coordinate-map.ts';
import { PAPER } from './illumination.ts';
import { newImage } from './new-image.ts';
import { shrinkBy } from './shrink.ts';

export type ResampleOptions = {
  readonly width: number;
  readonly height: number;
  /** From the new picture's coordinates to those of the picture sampled. */
  readonly map: CoordinateMap;
  /** When given, light is evened out on the way; scaled to the picture sampled. */
  readonly background?: Background | undefined;
};

/**
 * Turns, straightens, scales and evens out in one go, so that ink is blurred once and only one copy is made. Between
 * pixels it interpolates linearly; what lies outside the picture comes out as paper.
 */
export function resample(image: GreyImage, { width, height, map, background }: ResampleOptions): GreyImage {
  const factor = Math.floor(shrinkage(width, height, map) + 0.3);
  if (factor > 1) {
    // More than one pixel in two would be skipped: take means first.
    return resample(shrinkBy(image, factor), {
      width,
      height,
      map: chain(map, [affine(1 / factor, 0, 0, 0, 1 / factor, 0)]),
      background: background && scaled(background, 1 / factor),
    });
  }
  const out = newImage(width, height);
  const columns = Math.ceil(width / CELL);
  let above = createNodes(columns);
  let below = createNodes(columns);
  fillNodes(above, columns, 0, map, background);
  for (let top = 0; top < height; top += CELL) {
    fillNodes(below, columns, top + CELL, map, background);
    for (let y = top; y < Math.min(height, top + CELL); y++) {
      sampleRow(image, out, y, columns, above, below, (y + 0.5 - top) / CELL);
    }
    [above, below] = [below, above];
  }
  return out;
}

/** Places are computed exactly at the corners of cells this wide and high, and linearly inside them. */
const CELL = 16;

/** Where the corners of one row of cells lie in the picture sampled, and how much brighter it must get there. */
type Nodes = { readonly xs: Float64Array; readonly ys: Float64Array; readonly gains: Float64Array };

function createNodes(columns: number): Nodes {
  return {
    xs: new Float64Array(columns + 1),
    ys: new Float64Array(columns + 1),
    gains: new Float64Array(columns + 1).fill(1),
  };
}

function fillNodes(nodes: Nodes, columns: number, y: number, map: CoordinateMap, background?: Background): void {
  for (let column = 0; column <= columns; column++) {
    const point = mapPoint(map, { x: column * CELL, y });
    // Pixel centres lie at halves, and sampling counts from centres.
    nodes.xs[column] = point.x - 0.5;
    nodes.ys[column] = point.y - 0.5;
    if (background) nodes.gains[column] = PAPER / levelAt(background, point.x, point.y);
  }
}

function sampleRow(
  image: GreyImage,
  out: GreyImage,
  y: number,
  columns: number,
  above: Nodes,
  below: Nodes,
  down: number,
): void {
  const { width, pixels } = image;
  const target = out.pixels;
  const lastX = width - 1;
  const lastY = image.height - 1;
  const between = (a: Float64Array, b: Float64Array, at: number) => (a[at] ?? 0) * (1 - down) + (b[at] ?? 0) * down;
  let endX = between(above.xs, below.xs, 0);
  let endY = between(above.ys, below.ys, 0);
  let endGain = between(above.gains, below.gains, 0);
  for (let column = 0; column < columns; column++) {
    const startX = endX;
    const startY = endY;
    const startGain = endGain;
    endX = between(above.xs, below.xs, column + 1);
    endY = between(above.ys, below.ys, column + 1);
    endGain = between(above.gains, below.gains, column + 1);
    // Whole numbers of 1/65536 pixel: several times as fast as fractions here.
    const stepX = ((endX - startX) * (65536 / CELL)) | 0;
    const stepY = ((endY - startY) * (65536 / CELL)) | 0;
    const stepGain = ((endGain - startGain) * (1024 / CELL)) | 0;
    let x = ((startX * 65536) | 0) + (stepX >> 1);
    let fromY = ((startY * 65536) | 0) + (stepY >> 1);
    let gain = (startGain * 1024) | 0;
    const end = y * out.width + Math.min(out.width, (column + 1) * CELL);
    for (let to = y * out.width + column * CELL; to < end; to++) {
      const left = x >> 16;
      const top = fromY >> 16;
      if (left < 0 || top < 0 || left >= lastX || top >= lastY) {
        target[to] = atEdge(image, x / 65536, fromY / 65536, gain / 1024);
      } else {
        const across = (x >> 8) & 255;
        const downwards = (fromY >> 8) & 255;
        const at = top * width + left;
        const upper = (pixels[at] ?? 0) * (256 - across) + (pixels[at + 1] ?? 0) * across;
        const lower = (pixels[at + width] ?? 0) * (256 - across) + (pixels[at + width + 1] ?? 0) * across;
        const value = (((upper * (256 - downwards) + lower * downwards) >> 8) * gain + 131072) >> 18;
        target[to] = value > 255 ? 255 : value;
      }
      x += stepX;
      fromY += stepY;
      gain += stepGain;
    }
  }
}

/** The outermost half pixel repeats itself; beyond it there is paper. */
function atEdge(image: GreyImage, x: number, y: number, gain: number): number {
  if (x < -0.5 || y < -0.5 || x > image.width - 0.5 || y > image.height - 0.5) return PAPER;
  const column = Math.min(image.width - 1, Math.max(0, Math.round(x)));
  const row = Math.min(image.height - 1, Math.max(0, Math.round(y)));
  return Math.min(255, (image.pixels[row * image.width + column] ?? 0) * gain + 0.5);
}

/** How many pixels of the original one pixel of the new picture stands for, sideways, in its middle. */
function shrinkage(width: number, height: number, map: CoordinateMap): number {
  const here = mapPoint(map, { x: width / 2, y: height / 2 });
  const right = mapPoint(map, { x: width / 2 + 1, y: height / 2 });
  const lower = mapPoint(map, { x: width / 2, y: height / 2 + 1 });
  return Math.min(Math.hypot(right.x - here.x, right.y - here.y), Math.hypot(lower.x - here.x, lower.y - here.y));
}
