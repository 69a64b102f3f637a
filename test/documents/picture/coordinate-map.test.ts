import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  affine,
  type CoordinateMap,
  chain,
  inverse,
  type MapStep,
  mapPoint,
  multiply,
  type Projection,
  shiftAt,
  toOriginal,
} from '../../../main/documents/picture/coordinate-map.ts';

const small = fc.double({ min: -0.3, max: 0.3, noNaN: true });
const far = fc.double({ min: -500, max: 500, noNaN: true });
const point = fc.record({
  x: fc.double({ min: 0, max: 1000, noNaN: true }),
  y: fc.double({ min: 0, max: 1000, noNaN: true }),
});

const projection = fc
  .tuple(small, small, far, small, small, far, small, small)
  .map(([a, b, c, d, e, f, g, h]): Projection => [1 + a, b, c, d, 1 + e, f, g / 1000, h / 1000, 1]);

const shift = fc.array(fc.float({ min: -40, max: 40, noNaN: true }), { minLength: 12, maxLength: 12 }).map(
  (shifts): MapStep => ({
    kind: 'shift',
    field: { columns: 4, rows: 3, left: 50, top: 20, stepX: 300, stepY: 400, shifts: Float32Array.from(shifts) },
  }),
);

const step = fc.oneof(
  projection.map((matrix): MapStep => ({ kind: 'project', matrix })),
  shift,
);
const map: fc.Arbitrary<CoordinateMap> = fc.array(step, { maxLength: 4 });

describe('chain', () => {
  it('goes through both maps one after the other', () => {
    fc.assert(
      fc.property(map, map, point, (first, second, start) => {
        const together = mapPoint(chain(first, second), start);
        const apart = mapPoint(second, mapPoint(first, start));
        // Each of four projections may divide by as little as 0.4, and then by less: compare in proportion.
        const size = Math.max(1, Math.abs(apart.x), Math.abs(apart.y));
        fc.pre(Number.isFinite(size) && size < 1e6);
        expect(Math.abs(together.x - apart.x) / size).toBeLessThan(1e-6);
        expect(Math.abs(together.y - apart.y) / size).toBeLessThan(1e-6);
      }),
    );
  });

  it('keeps neighbouring projections as one step', () => {
    expect(chain([affine(2, 0, 1, 0, 2, 1)], [affine(1, 0, 5, 0, 1, 7)])).toEqual([affine(2, 0, 6, 0, 2, 8)]);
  });
});

describe('inverse', () => {
  it('undoes a projection', () => {
    fc.assert(
      fc.property(projection, point, (matrix, start) => {
        const round = multiply(inverse(matrix), matrix);
        const back = mapPoint([{ kind: 'project', matrix: round }], start);
        expect(back.x).toBeCloseTo(start.x, 4);
        expect(back.y).toBeCloseTo(start.y, 4);
      }),
    );
  });
});

describe('shiftAt', () => {
  const field = {
    columns: 2,
    rows: 2,
    left: 10,
    top: 10,
    stepX: 100,
    stepY: 100,
    shifts: Float32Array.from([0, 10, 20, 30]),
  };

  it('is exact at the nodes, linear between them and constant beyond them', () => {
    expect(shiftAt(field, 10, 10)).toBe(0);
    expect(shiftAt(field, 110, 110)).toBe(30);
    expect(shiftAt(field, 60, 60)).toBe(15);
    expect(shiftAt(field, -500, 10)).toBe(0);
    expect(shiftAt(field, 999, 999)).toBe(30);
  });
});

describe('toOriginal', () => {
  const size = { width: 1000, height: 1000 };

  it('holds every point of the box that lies in the original', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const box = fc.record({
      left: fc.integer({ min: 0, max: 900 }),
      top: fc.integer({ min: 0, max: 900 }),
      width: fc.integer({ min: 1, max: 100 }),
      height: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(projection, shift, box, share, share, (matrix, bend, inner, across, down) => {
        const way: CoordinateMap = [bend, { kind: 'project', matrix }];
        const back = toOriginal(way, inner, size);
        const { x, y } = mapPoint(way, { x: inner.left + inner.width * across, y: inner.top + inner.height * down });
        fc.pre(x >= 0 && y >= 0 && x <= size.width && y <= size.height);
        // A bend of the field inside the box may stand out by a little.
        expect(x).toBeGreaterThanOrEqual(back.left - 2);
        expect(x).toBeLessThanOrEqual(back.left + back.width + 2);
        expect(y).toBeGreaterThanOrEqual(back.top - 2);
        expect(y).toBeLessThanOrEqual(back.top + back.height + 2);
      }),
    );
  });

  it('stays within the original', () => {
    const back = toOriginal([affine(1, 0, -50, 0, 1, 980)], { left: 0, top: 0, width: 100, height: 100 }, size);
    expect(back).toEqual({ left: 0, top: 980, width: 50, height: 20 });
  });
});
