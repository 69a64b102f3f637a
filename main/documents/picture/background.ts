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
/** A shadow that takes more than two thirds of the light is treated as something else than paper. */
const DARKEST_PAPER = 0.33;

/** Bare paper of a small copy (about 1600 pixels long), in cells of that copy. */
export function measureBackground(small: GreyImage): Background {
  const cell = Math.max(2, Math.round(longSideOf(small) / CELLS_ON_LONG_SIDE));
  const columns = Math.max(1, Math.ceil(small.width / cell));
  const rows = Math.max(1, Math.ceil(small.height / cell));
  let levels = brightest(small, cell, columns, rows);
  levels = sweep(levels, columns, rows, CLOSING_RADIUS, highest);
  levels = sweep(levels, columns, rows, CLOSING_RADIUS, lowest);
  levels = sweep(levels, columns, rows, BLUR_RADIUS, mean);
  levels = sweep(levels, columns, rows, BLUR_RADIUS, mean);
  const floor = Math.max(1, Math.round(paperLevel(levels) * DARKEST_PAPER));
  for (let i = 0; i < levels.length; i++) levels[i] = Math.max(floor, levels[i] ?? 0);
  return { cell, columns, rows, levels };
}

/** The same background for a picture `factor` times the size of the one it was measured on. */
export function scaled(background: Background, factor: number): Background {
  return { ...background, cell: background.cell * factor };
}

/** How bright most of the paper is: a level that a quarter of the cells exceed. */
export function paperLevel(levels: Uint8Array): number {
  return quantile(levels, 0.75);
}

/** The share of full paper brightness that the darkest twentieth of the page gets: 1 in even light. */
export function evenness(background: Background): number {
  return quantile(background.levels, 0.05) / Math.max(1, quantile(background.levels, 0.95));
}

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
  for (let y = 0; y + 1 < height; y += 2) {
    const row = Math.floor(y / cell) * columns;
    const line = y * width;
    for (let x = 0; x + 1 < width; x += 2) {
      const at = line + x;
      const level =
        ((pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + width] ?? 0) + (pixels[at + width + 1] ?? 0)) >> 2;
      const to = row + Math.floor(x / cell);
      if (level > (levels[to] ?? 0)) levels[to] = level;
    }
  }
  return levels;
}

type Summary = (values: Uint8Array, from: number, to: number, step: number) => number;

const highest: Summary = (values, from, to, step) => {
  let most = 0;
  for (let i = from; i <= to; i += step) most = Math.max(most, values[i] ?? 0);
  return most;
};
const lowest: Summary = (values, from, to, step) => {
  let least = 255;
  for (let i = from; i <= to; i += step) least = Math.min(least, values[i] ?? 0);
  return least;
};
const mean: Summary = (values, from, to, step) => {
  let sum = 0;
  for (let i = from; i <= to; i += step) sum += values[i] ?? 0;
  return sum / ((to - from) / step + 1);
};

/** Replaces each cell by a summary of its neighbours within the radius, along rows and then along columns. */
function sweep(levels: Uint8Array, columns: number, rows: number, radius: number, summary: Summary): Uint8Array {
  const across = new Uint8Array(levels.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const start = row * columns;
      const from = start + Math.max(0, column - radius);
      const to = start + Math.min(columns - 1, column + radius);
      across[start + column] = summary(levels, from, to, 1);
    }
  }
  const down = new Uint8Array(levels.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = Math.max(0, row - radius) * columns + column;
      const to = Math.min(rows - 1, row + radius) * columns + column;
      down[row * columns + column] = summary(across, from, to, columns);
    }
  }
  return down;
}

function quantile(levels: Uint8Array, share: number): number {
  const sorted = Uint8Array.from(levels).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
