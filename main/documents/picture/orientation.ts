import type { Rotation } from '../grey-image.ts';
import { median } from './baselines.ts';
import type { Patch } from './components.ts';
import { measureSkew, type Skew } from './skew.ts';
import type { TextLine } from './text-lines.ts';

export type Axis = {
  /** Whether the lines run across the picture or up and down it. */
  readonly lines: 'across' | 'upright';
  /** Of the lines, once the picture is turned by 90 degrees when they are upright. */
  readonly skew: Skew;
  /** How much sharper the lines are this way than the other: near 1 nothing can be told. */
  readonly clearness: number;
};

/** Which way the lines of text run: seen along the lines, ink and gaps alternate sharply. */
export function measureAxis(patches: readonly Patch[], pictureHeight: number): Axis {
  const across = measureSkew(patches);
  const upright = measureSkew(patches.map((patch) => turnedPatch(patch, pictureHeight)));
  const ratio = across.sharpness / Math.max(1e-9, upright.sharpness);
  return ratio >= 1
    ? { lines: 'across', skew: across, clearness: ratio }
    : { lines: 'upright', skew: upright, clearness: 1 / ratio };
}

/** The patch where a clockwise turn of 90 degrees puts it. */
function turnedPatch({ left, top, width, height, area }: Patch, pictureHeight: number): Patch {
  return { left: pictureHeight - top - height, top: left, width: height, height: width, area };
}

/** For and against upright: `tops` and `feet` are how ragged letters stand at either edge of their lines. */
export type Uprightness = {
  /** Over 1 for an upright page, under 1 for one on its head. */
  readonly ratio: number;
  /** Groups of letters that took part. */
  readonly groups: number;
  /** Of all letters, the share on lines that took part: the others are grown together, as those of a blurred picture. */
  readonly share: number;
};

const GROUP = 6;
/** Wider patches are letters grown together. Of those nearly all have some ascender and few a descender: the rule turns over. */
const WIDEST_LETTER = 1.2;
const SINGLE_SHARE = 0.6;

/**
 * Letters stand on a line: more of them rise above the small letters (capitals, b, d, l, t) than hang below it (g, p, y),
 * so the tops are more ragged than the feet. Capitals and figures alone tell nothing.
 */
export function measureUprightness(lines: readonly TextLine[]): Uprightness {
  let tops = 0;
  let feet = 0;
  let groups = 0;
  let letters = 0;
  let parted = 0;
  for (const all of lines) {
    letters += all.length;
    const line = all.filter(({ width, height }) => width <= height * WIDEST_LETTER);
    // A line mostly grown together shows its few thin letters only: i, l, t and figures.
    if (line.length < all.length * SINGLE_SHARE) continue;
    parted += all.length;
    for (let start = 0; start + GROUP <= line.length; start += GROUP) {
      const group = line.slice(start, start + GROUP);
      tops += raggedness(
        group.map(({ top }) => top),
        group,
      );
      feet += raggedness(
        group.map(({ top, height }) => top + height),
        group,
      );
      groups++;
    }
  }
  return { ratio: (tops + 1) / (feet + 1), groups, share: letters === 0 ? 0 : parted / letters };
}

/** Mean distance from the usual height, no single letter counting for more than half its own size. */
function raggedness(edges: readonly number[], letters: readonly Patch[]): number {
  const usual = median(edges);
  return edges.reduce((sum, edge, i) => sum + Math.min(Math.abs(edge - usual), (letters[i]?.height ?? 0) / 2), 0);
}

/** The turn that sets upright what lies like this. */
export function turnFor(lines: Axis['lines'], onItsHead: boolean): Rotation {
  if (lines === 'across') return onItsHead ? 180 : 0;
  return onItsHead ? 270 : 90;
}
