import type { Point } from './coordinate-map.ts';
import type { TextLine } from './text-lines.ts';

/** Points along the foot of a line's letters, from left to right. */
export type Baseline = readonly Point[];

/** Letters in one point: with six of them, the median passes over the one with a descender. */
const LETTERS_IN_POINT = 6;

/** The foot of each line as a row of points, each the median of some letters. Lines too short for two points are left out. */
export function baselinesOf(lines: readonly TextLine[]): Baseline[] {
  return lines.flatMap((line) => {
    const pieces = Math.floor(line.length / LETTERS_IN_POINT);
    if (pieces < 2) return [];
    const points = Array.from({ length: pieces }, (_, i) => {
      const letters = line.slice(Math.floor((i * line.length) / pieces), Math.floor(((i + 1) * line.length) / pieces));
      return {
        x: letters.reduce((sum, { left, width }) => sum + left + width / 2, 0) / letters.length,
        y: median(letters.map(({ top, height }) => top + height)),
      };
    });
    return [points];
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
