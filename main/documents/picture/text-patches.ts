import type { Patch } from './components.ts';

/** The patches that may be letters, and how tall letters are there. */
export type TextPatches = {
  readonly patches: readonly Patch[];
  /** Median height in pixels, wider patches counting more; 0 without patches. */
  readonly height: number;
};

/** Headings and a utility's name stand up to this many times as tall as the usual print. */
const LARGEST = 5;
/** Below this, specks and stipple cannot be told from letters. */
const LEAST_HEIGHT = 4;

/**
 * Keeps what has the size and shape of letters or of a few letters grown together, whichever way the page lies: no
 * specks, rules, frames or pictures.
 */
export function textPatches(patches: readonly Patch[], longSide: number): TextPatches {
  const possible = patches.filter((patch) => isLetterShaped(patch, longSide));
  const height = typicalHeight(possible);
  const fitting = possible.filter((patch) => {
    const size = Math.min(patch.width, patch.height);
    return size < height * LARGEST && Math.max(patch.width, patch.height) > height * 0.45;
  });
  return { patches: fitting, height };
}

function isLetterShaped({ width, height, area }: Patch, longSide: number): boolean {
  const less = Math.min(width, height);
  const more = Math.max(width, height);
  if (more < LEAST_HEIGHT || more > longSide / 6 || less > longSide / 25) return false;
  if (more > less * 25) return false;
  // Rules and dashes are full, frames are nearly empty.
  const fill = area / (width * height);
  if (fill < 0.1) return false;
  return !(fill > 0.9 && more > less * 4);
}

/** Letters are about as wide as high, so the shorter side of a box says its size even when the page lies sideways. */
function typicalHeight(patches: readonly Patch[]): number {
  const sizes = patches
    .map(({ width, height }) => ({
      size: Math.min(Math.max(width, height), Math.min(width, height) * 1.6),
      weight: Math.max(width, height),
    }))
    .sort((a, b) => a.size - b.size);
  let weight = sizes.reduce((sum, item) => sum + item.weight, 0) / 2;
  for (const item of sizes) {
    weight -= item.weight;
    if (weight <= 0) return item.size;
  }
  return 0;
}

/** A patch wider than this share of its height is likely several letters grown together. */
const WIDEST_LETTER = 1.2;
/** With a smaller share of single letters the picture is too coarse to part them: only words can be measured. */
const SINGLE_SHARE = 0.35;
/** A word's height runs from the highest ascender to the lowest descender in it; its letters are about so much of that. */
const LETTER_IN_WORD = 0.7;

/** Median height of a letter on an upright, level page; 0 without text. */
export const letterHeightOf = (text: TextPatches): number => heightBelow(text, 0.5);

/** Height of the small letters of the smallest print of which there is more than a few words; 0 without text. */
export const smallPrintHeightOf = (text: TextPatches): number => heightBelow(text, 0.02);

/** The height that this share of the letters stays below. */
function heightBelow({ patches, height }: TextPatches, share: number): number {
  const large = patches.filter((patch) => patch.height > height * 0.5);
  const single = large.filter((patch) => patch.width <= patch.height * WIDEST_LETTER);
  if (single.length >= SINGLE_SHARE * large.length) return quantile(single, share);
  return quantile(large, share) * LETTER_IN_WORD;
}

function quantile(patches: readonly Patch[], share: number): number {
  const heights = patches.map((patch) => patch.height).sort((a, b) => a - b);
  return heights[Math.floor(heights.length * share)] ?? 0;
}
