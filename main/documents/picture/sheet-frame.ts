import type { GreyImage } from '../grey-image.ts';
import type { Patch } from './components.ts';
import { inverse, mapPoint } from './coordinate-map.ts';
import type { Frame } from './frame.ts';
import { type Corners, projectionOnto } from './homography.ts';
import type { Inspection } from './inspect-picture.ts';
import { measureAxis } from './orientation.ts';
import { findSheet } from './sheet.ts';

/** Share of the text that must be on the sheet: a shadow's edge across a page looks like the edge of a sheet. */
const TEXT_INSIDE = 0.95;
/**
 * The lines must come out at least this sharp, compared to plain turning. Much less will do, because an outline is off by
 * some pixels, which blurs a profile of few lines and is put right when the lines are levelled.
 */
const AS_SHARP = 0.3;
/** Lines of a page run along its edges. */
const MOST_SKEW = 5;
/** Kept round the sheet, as a share of its size: its outline is only known to a few pixels. */
const MARGIN = 0.01;

/**
 * The frame in which the sheet is a rectangle, seen straight on. Null when no sheet is found with confidence, or when
 * its outline does not fit the text: text decides, the outline only proposes.
 */
export function sheetFrame(image: GreyImage, { text, factor }: Inspection): Frame | null {
  const corners = findSheet(image);
  if (!corners) return null;
  const [a, b, c, d] = corners;
  const width = Math.round((distance(a, b) + distance(d, c)) / 2);
  const height = Math.round((distance(a, d) + distance(b, c)) / 2);
  const matrix = projectionOnto(withMargin(corners), width, height);
  const back = inverse(matrix);
  const placed = text.patches.map((patch) => placedOn(patch, factor, back));
  const right = width / factor;
  const bottom = height / factor;
  const inside = placed.filter(({ left, top }) => left >= 0 && top >= 0 && left <= right && top <= bottom);
  if (inside.length < TEXT_INSIDE * placed.length) return null;
  const asTaken = measureAxis(text.patches, image.height / factor).skew.sharpness;
  const { skew } = measureAxis(inside, bottom);
  if (skew.sharpness < AS_SHARP * asTaken || Math.abs(skew.degrees) > MOST_SKEW) return null;
  return { width, height, map: [{ kind: 'project', matrix }] };
}

function distance(from: Corners[number], to: Corners[number]): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

function withMargin(corners: Corners): Corners {
  const x = corners.reduce((sum, corner) => sum + corner.x, 0) / 4;
  const y = corners.reduce((sum, corner) => sum + corner.y, 0) / 4;
  const [a, b, c, d] = corners;
  const away = (corner: Corners[number]) => ({
    x: corner.x + (corner.x - x) * MARGIN,
    y: corner.y + (corner.y - y) * MARGIN,
  });
  return [away(a), away(b), away(c), away(d)];
}

/** Moved as a whole by where its lower middle goes; letters are too small to change shape. */
function placedOn(patch: Patch, factor: number, back: ReturnType<typeof inverse>): Patch {
  const foot = mapPoint([{ kind: 'project', matrix: back }], {
    x: (patch.left + patch.width / 2) * factor,
    y: (patch.top + patch.height) * factor,
  });
  return {
    left: foot.x / factor - patch.width / 2,
    top: foot.y / factor - patch.height,
    width: patch.width,
    height: patch.height,
    area: patch.area,
  };
}
