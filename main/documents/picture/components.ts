import type { GreyImage } from '../grey-image.ts';

/** A connected patch of ink: its upright box in pixels and how many pixels of it are ink. */
export type Patch = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly area: number;
};

/** The grey that best parts ink from paper on a flattened picture. */
export const inkThreshold = (image: GreyImage): number =>
  Math.min(LIGHTEST_INK, Math.max(DARKEST_PAPER, otsuThreshold(image)));

/** On a page that is all paper or mostly black, the two classes of Otsu are not ink and paper: stay between these. */
const LIGHTEST_INK = 205;
const DARKEST_PAPER = 110;

/** The grey that best parts the dark from the bright (Otsu 1979). */
export function otsuThreshold({ pixels }: GreyImage): number {
  const counts = new Int32Array(256);
  for (let i = 0; i < pixels.length; i++) {
    const value = pixels[i] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  let total = 0;
  let sum = 0;
  for (let level = 0; level < 256; level++) {
    total += counts[level] ?? 0;
    sum += (counts[level] ?? 0) * level;
  }
  let below = 0;
  let sumBelow = 0;
  let best = 0;
  let threshold = 0;
  for (let level = 0; level < 255; level++) {
    below += counts[level] ?? 0;
    sumBelow += (counts[level] ?? 0) * level;
    if (below === 0 || below === total) continue;
    const apart = sumBelow / below - (sum - sumBelow) / (total - below);
    const between = below * (total - below) * apart * apart;
    if (between > best) {
      best = between;
      threshold = level;
    }
  }
  return threshold;
}

/**
 * The patches of pixels at or below `threshold`, neighbours sideways and cornerwise joined. Works on runs of ink with a
 * union-find, so the cost follows the ink rather than the paper.
 */
export function findPatches(image: GreyImage, threshold: number): Patch[] {
  const { width, height, pixels } = image;
  let starts = new Int32Array(1 << 14);
  let ends = new Int32Array(1 << 14);
  let parents = new Int32Array(1 << 14);
  const rowStart = new Int32Array(height + 1);
  let runs = 0;

  const rootOf = (run: number) => {
    let at = run;
    for (;;) {
      const parent = parents[at] ?? at;
      if (parent === at) return at;
      const grandparent = parents[parent] ?? parent;
      parents[at] = grandparent;
      at = grandparent;
    }
  };

  for (let y = 0; y < height; y++) {
    rowStart[y] = runs;
    const row = y * width;
    let above = y === 0 ? runs : (rowStart[y - 1] ?? 0);
    const aboveEnd = runs;
    let x = 0;
    while (x < width) {
      if ((pixels[row + x] ?? 0) > threshold) {
        x++;
        continue;
      }
      const start = x;
      while (x < width && (pixels[row + x] ?? 0) <= threshold) x++;
      if (runs === starts.length) {
        starts = grown(starts);
        ends = grown(ends);
        parents = grown(parents);
      }
      starts[runs] = start;
      ends[runs] = x;
      parents[runs] = runs;
      while (above < aboveEnd && (ends[above] ?? 0) < start) above++;
      for (let touching = above; touching < aboveEnd && (starts[touching] ?? 0) <= x; touching++) {
        const a = rootOf(touching);
        const b = rootOf(runs);
        if (a < b) parents[b] = a;
        else parents[a] = b;
      }
      runs++;
    }
  }
  rowStart[height] = runs;
  return measured(height, rowStart, starts, ends, rootOf);
}

function grown(values: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(values.length * 2);
  more.set(values);
  return more;
}

/** Roots come before their other runs, so a patch's number is known by the time its other runs turn up. */
function measured(
  height: number,
  rowStart: Int32Array,
  starts: Int32Array,
  ends: Int32Array,
  rootOf: (run: number) => number,
): Patch[] {
  const runs = rowStart[height] ?? 0;
  const patchOf = new Int32Array(runs);
  const patches: { left: number; top: number; right: number; bottom: number; area: number }[] = [];
  for (let y = 0; y < height; y++) {
    for (let run = rowStart[y] ?? 0; run < (rowStart[y + 1] ?? 0); run++) {
      const left = starts[run] ?? 0;
      const right = ends[run] ?? 0;
      const root = rootOf(run);
      if (root === run) {
        patchOf[run] = patches.length;
        patches.push({ left, top: y, right, bottom: y + 1, area: right - left });
        continue;
      }
      const patch = patches[patchOf[root] ?? 0];
      if (!patch) continue;
      if (left < patch.left) patch.left = left;
      if (right > patch.right) patch.right = right;
      patch.bottom = y + 1;
      patch.area += right - left;
    }
  }
  return patches.map(({ left, top, right, bottom, area }) => ({
    left,
    top,
    width: right - left,
    height: bottom - top,
    area,
  }));
}
