import { holdsMiddle, joined, overlap, surround } from '../../extraction/geometry.ts';
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
  const read = words.map((word) => grown(word, MARGIN * letterHeight, MARGIN * letterHeight));
  const unread = letters.filter((letter) => {
    if (letter.height < LETTERS.least * letterHeight || letter.height > LETTERS.most * letterHeight) return false;
    return regions.some((region) => holdsMiddle(region, letter)) && !read.some((word) => holdsMiddle(word, letter));
  });
  const near = unread.map((letter) => grown(letter, (NEAR.across / 2) * letterHeight, (NEAR.down / 2) * letterHeight));
  return joined(near, overlap).flatMap((place) => {
    const inside = unread.filter((letter) => holdsMiddle(place, letter));
    return inside.length < FEWEST_LETTERS ? [] : (surround(inside) ?? []);
  });
}

function grown({ left, top, width, height }: Box, across: number, down: number): Box {
  return { left: left - across, top: top - down, width: width + 2 * across, height: height + 2 * down };
}
