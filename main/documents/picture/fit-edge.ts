import type { Point } from './coordinate-map.ts';

/** y = slope * x + start. */
export type Line = { readonly slope: number; readonly start: number };

/** How far, in pixels, a point may be from the edge it belongs to. */
const TOLERANCE = 2;
/** Share of the points that must belong: the rest are the corners of a tilted sheet, a finger, a dog-ear. */
const LEAST_SHARE = 0.62;
/** Sheets tilted further than tan 25 degrees are not looked for. */
const MOST_SLOPE = 0.47;
const SAMPLES = 32;

/**
 * The straight line most of the points lie on. Null when too few agree, or when it runs along the picture's own border
 * (at 0 or `extent`): then the true edge is out of sight.
 */
export function fitEdge(points: readonly Point[], extent: number): Line | null {
  if (points.length < SAMPLES) return null;
  const samples = Array.from({ length: SAMPLES }, (_, i) => points[Math.floor((i * points.length) / SAMPLES)]);
  let best: { line: Line; agreeing: number } | null = null;
  for (const [i, from] of samples.entries()) {
    for (const to of samples.slice(i + SAMPLES / 4)) {
      if (!from || !to) continue;
      const slope = (to.y - from.y) / (to.x - from.x);
      if (Math.abs(slope) > MOST_SLOPE) continue;
      const line = { slope, start: from.y - slope * from.x };
      const agreeing = agreeingWith(points, line).length;
      if (!best || agreeing > best.agreeing) best = { line, agreeing };
    }
  }
  if (!best || best.agreeing < LEAST_SHARE * points.length) return null;
  const agreed = agreeingWith(points, best.line);
  const line = leastSquares(agreed);
  const atBorder = agreed.filter(({ y }) => y < 2 || y > extent - 2).length;
  return atBorder > agreed.length * 0.2 ? null : line;
}

function agreeingWith(points: readonly Point[], { slope, start }: Line): Point[] {
  return points.filter(({ x, y }) => Math.abs(slope * x + start - y) <= TOLERANCE);
}

function leastSquares(points: readonly Point[]): Line {
  const n = points.length;
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / n;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / n;
  let across = 0;
  let square = 0;
  for (const { x, y } of points) {
    across += (x - meanX) * (y - meanY);
    square += (x - meanX) ** 2;
  }
  const slope = square === 0 ? 0 : across / square;
  return { slope, start: meanY - slope * meanX };
}
