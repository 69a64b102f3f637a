import { bottomOf, holdsMiddle, joined, middleY, overlap, surround } from '../../extraction/geometry.ts';
import type { Box } from '../../extraction/page-reading.ts';
import type { PagePlan } from './page-plan.ts';

/** All in letter heights: what may be a letter, how far from a word's box it still counts as read, how near are of one place. */
const LETTERS = { least: 0.4, most: 2.5 };
const MARGIN = 0.4;
const NEAR = { across: 8, down: 4 };
/** Fewer letters are a logo, a stain, or a word or two. */
const FEWEST_LETTERS = 20;

/** Where the picture shows letters, a line of them at least, that no word was read from. All in the plan's frame. */
export function unreadPlaces({ letters, letterHeight, regions }: PagePlan, words: readonly Box[]): Box[] {
  if (letterHeight === 0) return [];
  const isRead = atHeights(
    words.map((word) => grown(word, MARGIN * letterHeight, MARGIN * letterHeight)),
    BAND * letterHeight,
  );
  const unread = letters.filter((letter) => {
    if (letter.height < LETTERS.least * letterHeight || letter.height > LETTERS.most * letterHeight) return false;
    return regions.some((region) => holdsMiddle(region, letter)) && !isRead(letter);
  });
  const near = unread.map((letter) => grown(letter, (NEAR.across / 2) * letterHeight, (NEAR.down / 2) * letterHeight));
  return joined(near, overlap).flatMap((place) => {
    const inside = unread.filter((letter) => holdsMiddle(place, letter));
    return inside.length < FEWEST_LETTERS ? [] : (surround(inside) ?? []);
  });
}

/** Words of a page lie side by side in bands this high, in letter heights: a letter is looked for in its own. */
const BAND = 4;

/** Whether one of the boxes holds a letter's middle. */
function atHeights(boxes: readonly Box[], band: number): (letter: Box) => boolean {
  const bands = new Map<number, Box[]>();
  for (const box of boxes) {
    for (let at = Math.floor(box.top / band); at <= Math.floor(bottomOf(box) / band); at++) {
      const same = bands.get(at);
      if (same) same.push(box);
      else bands.set(at, [box]);
    }
  }
  return (letter) => bands.get(Math.floor(middleY(letter) / band))?.some((box) => holdsMiddle(box, letter)) ?? false;
}

function grown({ left, top, width, height }: Box, across: number, down: number): Box {
  return { left: left - across, top: top - down, width: width + 2 * across, height: height + 2 * down };
}
