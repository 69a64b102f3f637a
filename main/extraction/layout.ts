/**
 * A page as a reader sees it: words in rows by where they stand, whatever order they were read in. OCR merges
 * columns and breaks lines, so the order of its lines is not used.
 */
import { type Encoded, encode } from './fuzzy-text.ts';
import { median, middleY, rightOf, sharedHeight, surround } from './geometry.ts';
import type { Box, PageReading, Word } from './page-reading.ts';

export type Row = {
  /** From left to right. */
  readonly words: readonly Word[];
  /** The words parted at column gaps. */
  readonly runs: readonly Run[];
  readonly box: Box;
  /** Median height of its words: the unit of distances along it. */
  readonly height: number;
  /** Its letters, digits and ampersands in capitals, without anything between. */
  readonly letters: string;
  /** `letters` as fuzzy-text.ts compares them. */
  readonly encoded: Encoded;
  /** For each of `letters`: its word, and its place in that word's text. */
  readonly origins: readonly { readonly word: number; readonly offset: number }[];
};

export type Layout = {
  readonly reading: PageReading;
  /** From top to bottom. */
  readonly rows: readonly Row[];
  /** Median height of the page's words. */
  readonly height: number;
};

/** Neighbouring words without a column's gap between them. */
export type Run = { readonly words: readonly Word[]; readonly box: Box; readonly text: string };

/** Gaps wider than this many word heights part columns; blanks, even justified ones, are narrower. */
const columnGap = 1.7;

export function createLayout(reading: PageReading): Layout {
  const words = reading.words.filter((word) => word.text.trim() !== '' && word.box.height > 0);
  const height = median(words.map((word) => word.box.height));
  const rows = groupInRows(words).map(createRow);
  return { reading, height, rows: rows.sort((a, b) => middleY(a.box) - middleY(b.box)) };
}

export function createRun(words: readonly Word[]): Run {
  return {
    words,
    box: surround(words.map((word) => word.box)) ?? { left: 0, top: 0, width: 0, height: 0 },
    text: words.map((word) => word.text).join(' '),
  };
}

/** Whether a column's gap lies between two words of a row that follow each other. */
export function isColumnGap(left: Word, right: Word, row: Row): boolean {
  return isParted(left, right, row.height);
}

function isParted(left: Word, right: Word, rowHeight: number): boolean {
  const unit = Math.max(rowHeight, Math.min(left.box.height, right.box.height));
  return right.box.left - rightOf(left.box) > columnGap * unit;
}

function partAtGaps(words: readonly Word[], rowHeight: number): Run[] {
  const runs: Word[][] = [];
  let last: Word | null = null;
  for (const word of words) {
    const current = runs.at(-1);
    if (current && last && !isParted(last, word, rowHeight)) current.push(word);
    else runs.push([word]);
    last = word;
  }
  return runs.map(createRun);
}

function groupInRows(words: readonly Word[]): Word[][] {
  const rows: Word[][] = [];
  for (const word of [...words].sort((a, b) => a.box.left - b.box.left)) {
    let best: Word[] | null = null;
    let bestShare = 0.5;
    for (const row of rows) {
      const last = row.at(-1);
      if (!last) continue;
      // Far apart, a little skew is enough to meet the wrong row: ask for more.
      const gap = word.box.left - rightOf(last.box);
      if (gap < -0.4 * Math.min(word.box.width, last.box.width)) continue;
      const share = sharedHeight(last.box, word.box) - Math.min(0.2, gap / (100 * word.box.height));
      if (share > bestShare) {
        best = row;
        bestShare = share;
      }
    }
    if (best) best.push(word);
    else rows.push([word]);
  }
  return rows;
}

function createRow(words: readonly Word[]): Row {
  let letters = '';
  const origins: { word: number; offset: number }[] = [];
  words.forEach((word, index) => {
    const text = word.text.toUpperCase();
    for (let offset = 0; offset < word.text.length; offset++) {
      const letter = text[offset] ?? '';
      if (!/[A-Z0-9&]/.test(letter)) continue;
      letters += letter;
      origins.push({ word: index, offset });
    }
  });
  const boxes = words.map((word) => word.box);
  const height = median(boxes.map((box) => box.height));
  return {
    words,
    runs: partAtGaps(words, height),
    box: surround(boxes) ?? { left: 0, top: 0, width: 0, height: 0 },
    height,
    letters,
    encoded: encode(letters),
    origins,
  };
}
