import type { Box, PageReading, Word } from '../extraction/page-reading.ts';

/** A box as numbers: left, top, width, height. */
type StoredBox = readonly [number, number, number, number];
/** Text, confidence, line, box, and where it lies on the page if that is elsewhere. */
type StoredWord = readonly [string, number, number, StoredBox, StoredBox?];
type StoredReading = Omit<PageReading, 'words' | 'passes'> & {
  readonly words: readonly StoredWord[];
  readonly passes?: readonly (readonly StoredWord[])[];
};

/** A reading as JSON a quarter the size of the plain one: a page has some 700 words. Boxes keep two decimals. */
export function encodeReading(reading: PageReading): string {
  const { words, passes, ...page } = reading;
  const stored: StoredReading = {
    ...page,
    words: words.map(storeWord),
    ...(passes && { passes: passes.map((pass) => pass.map(storeWord)) }),
  };
  return JSON.stringify(stored);
}

export function decodeReading(json: string): PageReading {
  const stored: StoredReading = JSON.parse(json);
  const { words, passes, ...page } = stored;
  return {
    ...page,
    words: words.map(restoreWord),
    ...(passes && { passes: passes.map((pass) => pass.map(restoreWord)) }),
  };
}

function storeWord({ text, confidence, lineIndex, box, onPage }: Word): StoredWord {
  const stored = storeBox(box);
  const shown = storeBox(onPage);
  const head = [text, round(confidence, 1000), lineIndex, stored] as const;
  return stored.every((value, index) => value === shown[index]) ? head : [...head, shown];
}

function restoreWord([text, confidence, lineIndex, stored, shown]: StoredWord): Word {
  const box = restoreBox(stored);
  return { text, confidence, box, onPage: shown ? restoreBox(shown) : box, lineIndex };
}

function storeBox({ left, top, width, height }: Box): StoredBox {
  return [round(left, 100), round(top, 100), round(width, 100), round(height, 100)];
}

function restoreBox([left, top, width, height]: StoredBox): Box {
  return { left, top, width, height };
}

function round(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
