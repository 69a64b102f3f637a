import type { GreyImage } from '../grey-image.ts';
import { longSideOf } from './new-image.ts';

/**
 * How bright bare paper is in each cell of a picture: what light, shadow and glare did to it. Cells are square; `cell` is
 * their side in pixels of the picture it is used with (see `scaled`), columns and rows cover the whole picture.
 */
export type Background = {
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  /** 1..255, never so dark that dividing by it would blow a black desk up to paper. */
  readonly levels: Uint8Array;
};

/** Cells of a copy of 1600 pixels are 8 pixels: about a character, so one or two always hold bare paper between lines. */
const CELLS_ON_LONG_SIDE = 200;
/** Closing over 7 cells (3.5 % of the long side) bridges bold headings and solid bars, not the edge of a shadow. */
const CLOSING_RADIUS = 3;
const BLUR_RADIUS = 2;
/** How bright most of the paper is: the level that this share of the cells stays below. */
const MOST_PAPER = 0.75;
/** A shadow that takes more than two thirds of the light is treated as something else than paper. */
const DARKEST_PAPER = 0.33;

/** Bare paper of a small copy (about 1600 pixels long), in cells of that copy. */
export function measureBackground(small: GreyImage): Background {
  const cell = Math.max(2, Math.round(longSideOf(small) / CELLS_ON_LONG_SIDE));
  const columns = Math.max(1, Math.ceil(small.width / cell));
  const rows = Math.max(1, Math.ceil(small.height / cell));
  let levels = brightest(small, cell, columns, rows);
  for (const step of [widen, narrow, blur, blur]) levels = sweep(levels, columns, rows, step);
  const floor = Math.max(1, Math.round(quantile(levels, MOST_PAPER) * DARKEST_PAPER));
  for (let i = 0; i < levels.length; i++) levels[i] = Math.max(floor, levels[i] ?? 0);
  return { cell, columns, rows, levels };
}

/** The same background for a picture `factor` times the size of the one it was measured on. */
export function scaled(background: Background, factor: number): Background {
  return { ...background, cell: background.cell * factor };
}

/** The share of full paper brightness that the darkest twentieth of the page gets: 1 in even light. */
export function evenness(background: Background): number {
  return quantile(background.levels, 0.05) / Math.max(1, quantile(background.levels, 0.95));
}

/** How bright most of the paper is, 1..255. */
export const paperBrightness = (background: Background): number => quantile(background.levels, MOST_PAPER);

/** Brightness of bare paper at a point of the picture, linear between the cells' centres. */
export function levelAt(background: Background, x: number, y: number): number {
  const { cell, columns, rows, levels } = background;
  const column = Math.min(columns - 1, Math.max(0, x / cell - 0.5));
  const row = Math.min(rows - 1, Math.max(0, y / cell - 0.5));
  const left = Math.floor(column);
  const top = Math.floor(row);
  const right = Math.min(columns - 1, left + 1);
  const bottom = Math.min(rows - 1, top + 1);
  const across = column - left;
  const down = row - top;
  return (
    ((levels[top * columns + left] ?? 0) * (1 - across) + (levels[top * columns + right] ?? 0) * across) * (1 - down) +
    ((levels[bottom * columns + left] ?? 0) * (1 - across) + (levels[bottom * columns + right] ?? 0) * across) * down
  );
}

/** Brightest mean of 2 x 2 pixels in each cell: single bright pixels are noise. */
function brightest(small: GreyImage, cell: number, columns: number, rows: number): Uint8Array {
  const { width, height, pixels } = small;
  const levels = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const bottom = Math.min(height - 1, (row + 1) * cell);
    for (let y = row * cell; y < bottom; y += 2) {
      for (let column = 0; column < columns; column++) {
        const end = y * width + Math.min(width - 1, (column + 1) * cell);
        let most = (levels[row * columns + column] ?? 0) * 4;
        for (let at = y * width + column * cell; at < end; at += 2) {
          const lower = at + width;
          const sum = (pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[lower] ?? 0) + (pixels[lower + 1] ?? 0);
          if (sum > most) most = sum;
        }
        levels[row * columns + column] = most >> 2;
      }
    }
  }
  return levels;
}

/** Calls `along` for every row and then for every column of the grid, with its first cell, step and length. */
function sweep(
  levels: Uint8Array,
  columns: number,
  rows: number,
  along: (from: Uint8Array, to: Uint8Array, first: number, step: number, count: number) => void,
): Uint8Array {
  const across = new Uint8Array(levels.length);
  for (let row = 0; row < rows; row++) along(levels, across, row * columns, 1, columns);
  const down = new Uint8Array(levels.length);
  for (let column = 0; column < columns; column++) along(across, down, column, columns, rows);
  return down;
}

/** Each cell becomes the brightest within the closing radius. */
function widen(from: Uint8Array, to: Uint8Array, first: number, step: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const last = Math.min(count - 1, i + CLOSING_RADIUS);
    let most = 0;
    for (let k = Math.max(0, i - CLOSING_RADIUS); k <= last; k++) {
      const level = from[first + k * step] ?? 0;
      if (level > most) most = level;
    }
    to[first + i * step] = most;
  }
}

/** Each cell becomes the darkest within the closing radius. */
function narrow(from: Uint8Array, to: Uint8Array, first: number, step: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const last = Math.min(count - 1, i + CLOSING_RADIUS);
    let least = 255;
    for (let k = Math.max(0, i - CLOSING_RADIUS); k <= last; k++) {
      const level = from[first + k * step] ?? 0;
      if (level < least) least = level;
    }
    to[first + i * step] = least;
  }
}

/** Each cell becomes the mean within the blur radius. */
function blur(from: Uint8Array, to: Uint8Array, first: number, step: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const start = Math.max(0, i - BLUR_RADIUS);
    const last = Math.min(count - 1, i + BLUR_RADIUS);
    let sum = 0;
    for (let k = start; k <= last; k++) sum += from[first + k * step] ?? 0;
    to[first + i * step] = sum / (last - start + 1);
  }
}

function quantile(levels: Uint8Array, share: number): number {
  const counts = new Uint32Array(256);
  for (const level of levels) counts[level] = (counts[level] ?? 0) + 1;
  let left = levels.length * share;
  for (let level = 0; level < 256; level++) {
    left -= counts[level] ?? 0;
    if (left < 0) return level;
  }
  return 255;
}
