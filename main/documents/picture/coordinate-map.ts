import type { Box } from '../../extraction/page-reading.ts';

export type Point = { readonly x: number; readonly y: number };

/** Row by row: x' = (a x + b y + c) / w, y' = (d x + e y + f) / w, w = g x + h y + i. Affine when g = h = 0, i = 1. */
export type Projection = readonly [number, number, number, number, number, number, number, number, number];

/**
 * Vertical shifts on a regular grid of nodes, linear in between and constant beyond the edge: a point (x, y) goes to
 * (x, y + shift). Node (column, row) lies at (left + column * stepX, top + row * stepY).
 */
export type ShiftField = {
  readonly columns: number;
  readonly rows: number;
  readonly left: number;
  readonly top: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly shifts: Float32Array;
};

export type MapStep =
  | { readonly kind: 'project'; readonly matrix: Projection }
  | { readonly kind: 'shift'; readonly field: ShiftField };

/**
 * The way from a prepared picture back to the picture it was made from, step by step. Coordinates are of pixel edges:
 * pixel (0, 0) covers 0..1 in both directions, its centre is (0.5, 0.5).
 */
export type CoordinateMap = readonly MapStep[];

export function affine(a: number, b: number, c: number, d: number, e: number, f: number): MapStep {
  return { kind: 'project', matrix: [a, b, c, d, e, f, 0, 0, 1] };
}

/** Goes through `first`, then through `second`. Neighbouring projections become one. */
export function chain(first: CoordinateMap, second: CoordinateMap): CoordinateMap {
  const steps = [...first];
  for (const step of second) {
    const before = steps.at(-1);
    if (before?.kind === 'project' && step.kind === 'project') {
      steps[steps.length - 1] = { kind: 'project', matrix: multiply(step.matrix, before.matrix) };
    } else {
      steps.push(step);
    }
  }
  return steps;
}

export function mapPoint(map: CoordinateMap, point: Point): Point {
  let { x, y } = point;
  for (const step of map) {
    switch (step.kind) {
      case 'project': {
        const [a, b, c, d, e, f, g, h, i] = step.matrix;
        const w = g * x + h * y + i;
        [x, y] = [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
        break;
      }
      case 'shift':
        y += shiftAt(step.field, x, y);
        break;
      default: {
        const impossible: never = step;
        return impossible;
      }
    }
  }
  return { x, y };
}

export function shiftAt(field: ShiftField, x: number, y: number): number {
  const { columns, rows, shifts } = field;
  const column = Math.min(columns - 1, Math.max(0, (x - field.left) / field.stepX));
  const row = Math.min(rows - 1, Math.max(0, (y - field.top) / field.stepY));
  const left = Math.min(columns - 2, Math.floor(column));
  const top = Math.min(rows - 2, Math.floor(row));
  const node = top * columns + left;
  const right = column - left;
  const down = row - top;
  return (
    ((shifts[node] ?? 0) * (1 - right) + (shifts[node + 1] ?? 0) * right) * (1 - down) +
    ((shifts[node + columns] ?? 0) * (1 - right) + (shifts[node + columns + 1] ?? 0) * right) * down
  );
}

/** The smallest upright box of the original that holds the whole prepared one, kept within `size` (the original's). */
export function toOriginal(
  map: CoordinateMap,
  box: Box,
  size: { readonly width: number; readonly height: number },
): Box {
  if (map.length === 0) return box;
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  // Lines bend in a shift field, so a long word's corners alone would not hold its middle.
  for (let i = 0; i <= BOX_STEPS; i++) {
    const x = box.left + (box.width * i) / BOX_STEPS;
    for (const y of [box.top, box.top + box.height]) {
      const point = mapPoint(map, { x, y });
      left = Math.min(left, point.x);
      top = Math.min(top, point.y);
      right = Math.max(right, point.x);
      bottom = Math.max(bottom, point.y);
    }
  }
  left = clamp(left, size.width);
  top = clamp(top, size.height);
  return { left, top, width: clamp(right, size.width) - left, height: clamp(bottom, size.height) - top };
}

const BOX_STEPS = 4;

const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));

/** The projection that does `first` and then `second` is multiply(second, first). */
export function multiply(p: Projection, q: Projection): Projection {
  return [
    p[0] * q[0] + p[1] * q[3] + p[2] * q[6],
    p[0] * q[1] + p[1] * q[4] + p[2] * q[7],
    p[0] * q[2] + p[1] * q[5] + p[2] * q[8],
    p[3] * q[0] + p[4] * q[3] + p[5] * q[6],
    p[3] * q[1] + p[4] * q[4] + p[5] * q[7],
    p[3] * q[2] + p[4] * q[5] + p[5] * q[8],
    p[6] * q[0] + p[7] * q[3] + p[8] * q[6],
    p[6] * q[1] + p[7] * q[4] + p[8] * q[7],
    p[6] * q[2] + p[7] * q[5] + p[8] * q[8],
  ];
}

/** The projection that undoes `p`. */
export function inverse(p: Projection): Projection {
  const [a, b, c, d, e, f, g, h, i] = p;
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const s = 1 / determinant;
  return [
    (e * i - f * h) * s,
    (c * h - b * i) * s,
    (b * f - c * e) * s,
    (f * g - d * i) * s,
    (a * i - c * g) * s,
    (c * d - a * f) * s,
    (d * h - e * g) * s,
    (b * g - a * h) * s,
    (a * e - b * d) * s,
  ];
}
