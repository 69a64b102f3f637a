import type { Box, Word } from '../extraction/page-reading.ts';
import { type Rotation, turnBox } from './grey-image.ts';
import type { PageFrame } from './opened-document.ts';

/** One character of a page's own text, in the order of the file. */
export type TextChar = {
  readonly text: string;
  /** On the page as a viewer shows it, points; null for a blank or a line break that PDFium put in. */
  readonly box: Box | null;
  /** True when the font says nothing about which character this is. */
  readonly unmapped: boolean;
};

export type TextLayer = {
  readonly chars: readonly TextChar[];
  /** Share of the page that pictures cover, 0..1. */
  readonly pictureShare: number;
};

export type TextLayerReading = { readonly words: readonly Word[]; readonly rotation: Rotation };

/** A word and its box as they grow, in place: a page has thousands of characters. */
type Fragment = {
  text: string;
  readonly box: { -readonly [Side in keyof Box]: Box[Side] };
  readonly lineIndex: number;
};

/** Gap, in heights of the line, that parts two words even when the file has no blank between them. */
const WORD_GAP = 1.2;

/** The words of a text layer, upright. Text that runs down, up or upside down on the page tells how the page must be turned. */
export function readTextLayer(layer: TextLayer, frame: PageFrame): TextLayerReading {
  const rotation = uprightTurn(layer.chars);
  const words = toFragments(layer.chars, rotation, frame).map(({ text, box, lineIndex }): Word => {
    const upright = turnBox(box, frame.width, frame.height, rotation);
    return { text, confidence: 1, box: upright, onPage: box, lineIndex };
  });
  return { words: runsUpwards(words) ? fromTheTop(words) : words, rotation };
}

/** PDFium gives the lines of text that was drawn sideways last line first. */
function runsUpwards(words: readonly Word[]): boolean {
  let balance = 0;
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    if (before && before.lineIndex !== word.lineIndex) balance += Math.sign(word.box.top - before.box.top);
  }
  return balance < 0;
}

function fromTheTop(words: readonly Word[]): readonly Word[] {
  const lines = Map.groupBy(words, (word) => word.lineIndex);
  return [...lines.values()]
    .sort((a, b) => (a[0]?.box.top ?? 0) - (b[0]?.box.top ?? 0))
    .flatMap((line, lineIndex) => line.map((word) => ({ ...word, lineIndex })));
}

function toFragments(chars: readonly TextChar[], rotation: Rotation, frame: PageFrame): Fragment[] {
  const words: Fragment[] = [];
  let word: Fragment | null = null;
  let lineIndex = 0;
  for (const { text, box } of chars) {
    if (text === '\n' || text === '\r') {
      // One number a line that has words; PDFium ends a line with both characters.
      if (words.at(-1)?.lineIndex === lineIndex) lineIndex += 1;
      word = null;
    } else if (box === null || text.trim() === '') {
      word = null;
    } else if (word && !farApart(word.box, box, rotation, frame)) {
      word.text += text;
      growAround(word.box, box);
    } else {
      word = { text, box: { ...box }, lineIndex };
      words.push(word);
    }
  }
  return words;
}

function growAround(grown: Fragment['box'], { left, top, width, height }: Box): void {
  const right = Math.max(grown.left + grown.width, left + width);
  const bottom = Math.max(grown.top + grown.height, top + height);
  grown.left = Math.min(grown.left, left);
  grown.top = Math.min(grown.top, top);
  grown.width = right - grown.left;
  grown.height = bottom - grown.top;
}

function farApart(before: Box, after: Box, rotation: Rotation, frame: PageFrame): boolean {
  const a = turnBox(before, frame.width, frame.height, rotation);
  const b = turnBox(after, frame.width, frame.height, rotation);
  const height = Math.max(a.height, b.height);
  const gap = b.left - (a.left + a.width);
  const drop = Math.abs(b.top + b.height / 2 - (a.top + a.height / 2));
  return gap > height * WORD_GAP || gap < -height * 3 || drop > height * 1.5;
}

/** By the direction in which most characters follow one another. */
function uprightTurn(chars: readonly TextChar[]): Rotation {
  const votes: Record<Rotation, number> = { 0: 0, 90: 0, 180: 0, 270: 0 };
  let before: Box | null = null;
  for (const { box, text } of chars) {
    if (text === '\n' || text === '\r') before = null;
    if (box && before) {
      const dx = box.left + box.width / 2 - (before.left + before.width / 2);
      const dy = box.top + box.height / 2 - (before.top + before.height / 2);
      const turn = Math.abs(dx) >= Math.abs(dy) ? (dx >= 0 ? 0 : 180) : dy > 0 ? 270 : 90;
      votes[turn] += 1;
    }
    if (box) before = box;
  }
  const turns: readonly Rotation[] = [0, 90, 180, 270];
  return turns.reduce((best, turn) => (votes[turn] > votes[best] ? turn : best));
}
