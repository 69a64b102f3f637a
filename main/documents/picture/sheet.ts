import type { GreyImage } from '../grey-image.ts';
import { otsuThreshold } from './components.ts';
import type { Point } from './coordinate-map.ts';
import { fitEdge, type Line } from './fit-edge.ts';
import type { Corners } from './homography.ts';
import { factorTo, shrinkBy } from './shrink.ts';

const LONG_SIDE = 400;
/** A sheet smaller than this share of the picture is not what the picture was taken for. */
const LEAST_SHARE = 0.25;
/** Share of the outline that must be bright inside and the rest of the bright patch that may lie outside. */
const LEAST_FILLED = 0.8;
const MOST_OUTSIDE = 0.05;

/**
 * The corners of the one bright sheet on a darker ground, in the picture's pixels. Null unless all four of its edges are in the picture and
 * straight: the outline of a curled page would bend its text, and a guess is worse than none.
 */
export function findSheet(image: GreyImage): Corners | null {
  const factor = factorTo(image, LONG_SIDE);
  const small = shrinkBy(image, factor);
  const bright = largestBright(small, otsuThreshold(small));
  if (!bright || bright.area < LEAST_SHARE * small.width * small.height) return null;
  const { width, height } = small;
  const ends = outermost(bright.belongs, width, height);
  // Left and right edges are x as a line over y, upper and lower ones y over x.
  const left = fitEdge(ends.left, width);
  const right = left && fitEdge(ends.right, width);
  const top = right && fitEdge(ends.top, height);
  const bottom = top && fitEdge(ends.bottom, height);
  if (!left || !right || !top || !bottom) return null;
  const corner = (upright: Line, level: Line): Point => {
    const x = (upright.slope * level.start + upright.start) / (1 - upright.slope * level.slope);
    return { x, y: level.slope * x + level.start };
  };
  const sheet: Corners = [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)];
  const inside = brightInside(bright.belongs, width, height, sheet);
  if (inside.bright < LEAST_FILLED * inside.all || bright.area - inside.bright > MOST_OUTSIDE * bright.area)
    return null;
  const [a, b, c, d] = sheet.map(({ x, y }) => ({ x: x * factor, y: y * factor }));
  return a && b && c && d ? [a, b, c, d] : null;
}

/** One for the pixels of the largest bright patch. */
function largestBright(small: GreyImage, threshold: number): { belongs: Uint8Array; area: number } | null {
  const { width, height, pixels } = small;
  const labels = new Uint16Array(width * height);
  const stack: number[] = [];
  let best = { label: 0, area: 0 };
  let label = 0;
  const visit = (at: number) => {
    if (labels[at] !== 0 || (pixels[at] ?? 0) <= threshold) return;
    labels[at] = label;
    stack.push(at);
  };
  for (let start = 0; start < labels.length; start++) {
    if (labels[start] !== 0 || (pixels[start] ?? 0) <= threshold) continue;
    label = Math.min(65535, label + 1);
    visit(start);
    let area = 0;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      area++;
      const x = at % width;
      if (x > 0) visit(at - 1);
      if (x < width - 1) visit(at + 1);
      if (at >= width) visit(at - width);
      if (at < width * (height - 1)) visit(at + width);
    }
    if (area > best.area) best = { label, area };
  }
  if (best.area === 0) return null;
  return { belongs: Uint8Array.from(labels, (value) => (value === best.label ? 1 : 0)), area: best.area };
}

/** Where the patch begins and ends in each row and each column; x of an edge is its position along the edge. */
function outermost(belongs: Uint8Array, width: number, height: number) {
  const left: Point[] = [];
  const right: Point[] = [];
  const top: Point[] = [];
  const bottom: Point[] = [];
  for (let y = 0; y < height; y++) {
    const row = belongs.subarray(y * width, (y + 1) * width);
    const first = row.indexOf(1);
    if (first < 0) continue;
    left.push({ x: y + 0.5, y: first });
    right.push({ x: y + 0.5, y: row.lastIndexOf(1) + 1 });
  }
  for (let x = 0; x < width; x++) {
    let first = 0;
    while (first < height && belongs[first * width + x] === 0) first++;
    if (first === height) continue;
    let last = height - 1;
    while (belongs[last * width + x] === 0) last--;
    top.push({ x: x + 0.5, y: first });
    bottom.push({ x: x + 0.5, y: last + 1 });
  }
  return { left, right, top, bottom };
}

function brightInside(belongs: Uint8Array, width: number, height: number, sheet: Corners) {
  let all = 0;
  let bright = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!isInside(sheet, x + 0.5, y + 0.5)) continue;
      all++;
      bright += belongs[y * width + x] ?? 0;
    }
  }
  return { all, bright };
}

function isInside(sheet: Corners, x: number, y: number): boolean {
  return sheet.every((corner, i) => {
    const next = sheet[(i + 1) % 4] ?? corner;
    return (next.x - corner.x) * (y - corner.y) - (next.y - corner.y) * (x - corner.x) >= 0;
  });
}
