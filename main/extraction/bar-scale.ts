/** Bars and the figures over them: how high a figure stands tells about what it must say. */
import { median } from './geometry.ts';

/** A figure over a bar: how far above the floor it stands. */
export type Mark = { readonly value: number; readonly height: number };

/** So many bars tell a scale, and so large a share of them must stand by it. */
const fewestMarks = 6;
const SHARE = 2 / 3;

/**
 * The height at which a bar's figure of some value stands, by what most marks say; null when they stand by no scale.
 * `slack` is how far a figure may stand from there.
 */
export function findScale(marks: readonly Mark[], slack: number): ((value: number) => number) | null {
  if (marks.length < fewestMarks) return null;
  const slopes = marks.flatMap((mark, index) =>
    marks
      .slice(index + 1)
      .flatMap((other) =>
        other.value === mark.value ? [] : [(other.height - mark.height) / (other.value - mark.value)],
      ),
  );
  const slope = median(slopes);
  const start = median(marks.map(({ value, height }) => height - slope * value));
  const heightOf = (value: number) => start + slope * value;
  const standing = marks.filter(({ value, height }) => Math.abs(heightOf(value) - height) <= slack);
  return slope > 0 && standing.length >= SHARE * marks.length ? heightOf : null;
}
