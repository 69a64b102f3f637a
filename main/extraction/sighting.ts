import { rightOf, sharedHeight, surround } from './geometry.ts';
import type { Layout } from './layout.ts';
import type { Box, Word } from './page-reading.ts';

/** One place where a value was read. Places that agree make it certain; see confidence.ts. */
export type Sighting = {
  /** In the field's normal form. */
  readonly value: string;
  readonly pageIndex: number;
  /** On the page as shown. */
  readonly box: Box | null;
  /** How likely these characters are what is printed, 0..1. */
  readonly legibility: number;
  /** How likely this is the field's place, 0..1. */
  readonly anchoring: number;
  /** Names the place on the bill; sightings of different places, or on different pages, are independent. */
  readonly place: string;
};

/** OCR's confidence in a word as the chance that all of it is right; from bench runs on drawn scans. */
export function legibilityOf(words: readonly Word[], repairs = 0): number {
  let chance = 1;
  for (const word of words) chance *= wordChance(word.confidence);
  return chance * 0.95 ** repairs;
}

function wordChance(confidence: number): number {
  if (confidence >= 1) return 1;
  const points: readonly [number, number][] = [
    [0, 0.05],
    [0.3, 0.3],
    [0.6, 0.65],
    [0.8, 0.88],
    [0.9, 0.97],
    [0.96, 0.992],
    [1, 0.998],
  ];
  for (let index = 1; index < points.length; index++) {
    const [x1, y1] = points[index - 1] ?? [0, 0];
    const [x2, y2] = points[index] ?? [1, 1];
    if (confidence <= x2) return y1 + ((y2 - y1) * (confidence - x1)) / (x2 - x1);
  }
  return 0.998;
}

/** A sighting made of words of one page. */
export function sight(
  layout: Layout,
  words: readonly Word[],
  facts: {
    readonly value: string;
    readonly anchoring: number;
    readonly place: string;
    readonly repairs?: number;
    /** What the value's own form says at least of how well it was read; 0 when it has none. */
    readonly wellFormed?: number;
  },
): Sighting {
  return {
    value: facts.value,
    pageIndex: layout.reading.pageIndex,
    box: surround(words.map((word) => word.onPage)),
    legibility: Math.max(
      legibilityOf(words, facts.repairs ?? 0),
      (facts.wellFormed ?? 0) * 0.95 ** (facts.repairs ?? 0),
    ),
    anchoring: facts.anchoring,
    place: facts.place,
  };
}

/** A gap this wide inside a line, in word heights, is where a word was lost. */
const HOLE = 1.8;

/**
 * A sighting of a name or an address. What may lack a word is not well read, however clear its other words are; what OCR
 * made of the paper beside a line is none of its words.
 */
export function sightText(layout: Layout, line: readonly Word[], facts: Parameters<typeof sight>[2]): Sighting {
  const words = line.slice(line.findIndex(isOfLetters), line.findLastIndex(isOfLetters) + 1);
  const sighting = sight(layout, words, facts);
  return hasHole(words) ? { ...sighting, legibility: sighting.legibility * 0.6 } : sighting;
}

const isOfLetters = ({ text }: Word) => /[\p{L}\d&]/u.test(text);

function hasHole(words: readonly Word[]): boolean {
  return words.some((word, index) => {
    const next = words[index + 1];
    if (!next || sharedHeight(word.box, next.box) < 0.5) return false;
    return next.box.left - rightOf(word.box) > HOLE * Math.max(word.box.height, next.box.height);
  });
}
