import type { Patch } from './components.ts';

export type Skew = {
  /** How far the lines run down to the right, in degrees: turning the picture back by it sets them level. */
  readonly degrees: number;
  /** How much sharper the profile of lines is than one of the same ink spread evenly: under 2 there are hardly lines. */
  readonly sharpness: number;
};

/** Beyond 20 degrees people notice while they take the picture, and quarter turns are told apart before. */
const MOST_DEGREES = 20;
const COARSE_STEP = 1;
const FINE_STEPS = [0.25, 0.06];

/**
 * The slope of lines of text from the projection profile: seen along the lines, their lower edges fall on few rows and
 * the spaces between stay empty. Works on the patches' lower corners alone, so it costs a few milliseconds a page.
 */
export function measureSkew(patches: readonly Patch[]): Skew {
  const rough = createProfile(sampled(patches));
  let start = { degrees: 0, sharpness: rough(0) };
  for (let degrees = -MOST_DEGREES; degrees <= MOST_DEGREES; degrees += COARSE_STEP) {
    const sharpness = rough(degrees);
    if (sharpness > start.sharpness) start = { degrees, sharpness };
  }
  const profile = createProfile(patches);
  let best = { degrees: start.degrees, sharpness: profile(start.degrees) };
  const consider = (degrees: number) => {
    const sharpness = profile(degrees);
    if (sharpness > best.sharpness) best = { degrees, sharpness };
  };
  let around = COARSE_STEP;
  for (const step of FINE_STEPS) {
    const centre = best.degrees;
    for (let away = step; away < around; away += step) {
      consider(centre - away);
      consider(centre + away);
    }
    around = step;
  }
  return best;
}

/** As many as tell the slope to a degree. */
const ENOUGH = 1200;

function sampled(patches: readonly Patch[]): readonly Patch[] {
  const stride = Math.ceil(patches.length / ENOUGH);
  return stride <= 1 ? patches : patches.filter((_, i) => i % stride === 0);
}

/** The sharpness of the profile at one angle. */
function createProfile(patches: readonly Patch[]): (degrees: number) => number {
  const points = patches.length;
  if (points === 0) return () => 0;
  const xs = new Float64Array(points);
  const ys = new Float64Array(points);
  const widths = new Float64Array(points);
  let extent = 1;
  let total = 0;
  patches.forEach((patch, i) => {
    xs[i] = patch.left + patch.width / 2;
    ys[i] = patch.top + patch.height;
    widths[i] = Math.sqrt(patch.width);
    total += widths[i] ?? 0;
    extent = Math.max(extent, patch.left + patch.width + patch.top + patch.height);
  });
  const rows = new Float64Array(Math.ceil(extent * 2) + 4);
  return (degrees) => {
    const slope = Math.tan((degrees * Math.PI) / 180);
    rows.fill(0);
    let low = rows.length;
    let high = 0;
    for (let i = 0; i < points; i++) {
      const row = Math.round((ys[i] ?? 0) - (xs[i] ?? 0) * slope + extent / 2);
      rows[row] = (rows[row] ?? 0) + (widths[i] ?? 0);
      if (row < low) low = row;
      if (row > high) high = row;
    }
    // Two rows taken together: a baseline seldom falls on one row of pixels.
    let sum = 0;
    for (let row = low; row <= high; row++) sum += ((rows[row] ?? 0) + (rows[row + 1] ?? 0)) ** 2;
    return (sum * (high - low + 1)) / (4 * total * total);
  };
}
