import type { Box } from '../../extraction/page-reading.ts';
import type { GreyImage } from '../grey-image.ts';
import { turnImage } from '../turn-image.ts';
import { affine } from './coordinate-map.ts';
import { resample } from './resample.ts';
import type { TextLine } from './text-lines.ts';

/** Confidence is 0..1. */
export type SeenWord = { readonly text: string; readonly confidence: number };
/** A quick reading of a small picture as one block of text, with the fast model. */
export type Reader = (image: GreyImage) => readonly SeenWord[];

/** A strip of text this large says enough, and reads in a fraction of the time of a page. */
const STRIP_WIDTH = 1000;
const STRIP_HEIGHT = 260;
/** Smaller letters are enlarged to this height, in pixels, though not by more than a blurred picture bears. */
const LETTER_HEIGHT = 16;
const MOST_ENLARGED = 2.5;
/** Words the recogniser is this sure of count. */
const SURE = 0.7;
/** So many characters in sure words settle it at once, when they are most of what was seen. */
const ENOUGH_CHARACTERS = 60;
const ENOUGH_SHARE = 0.6;
/** One way must give this many times the sure characters of the other. */
const CLEARLY_BETTER = 1.5;

/**
 * Which way up a level picture reads, 0 or 180 degrees, told by reading its busiest strip one way and, unless that
 * settles it, the other. Null when neither way makes sense.
 */
export function readsUpright(
  level: GreyImage,
  text: { readonly lines: readonly TextLine[]; readonly letterHeight: number },
  recognise: Reader,
  { likely }: { readonly likely: 0 | 180 },
): 0 | 180 | null {
  const scale = Math.min(MOST_ENLARGED, Math.max(1, LETTER_HEIGHT / Math.max(1, text.letterHeight)));
  const strip = cut(level, busiestStrip(level, text.lines, scale), scale);
  const other = likely === 0 ? 180 : 0;
  const asLikely = countCharacters(recognise(turnImage(strip, likely)));
  if (asLikely.sure >= ENOUGH_CHARACTERS && asLikely.sure >= ENOUGH_SHARE * asLikely.all) return likely;
  const turned = countCharacters(recognise(turnImage(strip, other)));
  if (asLikely.sure > turned.sure * CLEARLY_BETTER) return likely;
  if (turned.sure > asLikely.sure * CLEARLY_BETTER) return other;
  return null;
}

function countCharacters(words: readonly SeenWord[]): { sure: number; all: number } {
  let sure = 0;
  let all = 0;
  for (const { text, confidence } of words) {
    all += text.length;
    if (confidence >= SURE) sure += text.length;
  }
  return { sure, all };
}

/** The place of a strip's size with the most letters. */
function busiestStrip(level: GreyImage, lines: readonly TextLine[], scale: number): Box {
  const width = Math.min(level.width, STRIP_WIDTH / scale);
  const height = Math.min(level.height, STRIP_HEIGHT / scale);
  const letters = lines.flat();
  let best = { left: (level.width - width) / 2, top: (level.height - height) / 2, letters: 0 };
  for (let top = 0; top <= level.height - height; top += height / 4) {
    for (let left = 0; left <= level.width - width; left += Math.max(1, width / 4)) {
      const inside = letters.filter(
        (letter) =>
          letter.left >= left &&
          letter.left + letter.width <= left + width &&
          letter.top >= top &&
          letter.top + letter.height <= top + height,
      ).length;
      if (inside > best.letters) best = { left, top, letters: inside };
    }
  }
  return { left: Math.round(best.left), top: Math.round(best.top), width, height };
}

function cut(image: GreyImage, { left, top, width, height }: Box, scale: number): GreyImage {
  const map = [affine(1 / scale, 0, left, 0, 1 / scale, top)];
  return resample(image, { width: Math.round(width * scale), height: Math.round(height * scale), map });
}
