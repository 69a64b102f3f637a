import type { Box, Word } from '../extraction/page-reading.ts';
import { type Rotation, turnBox, undoRotation } from './grey-image.ts';
import type { PageFrame } from './opened-document.ts';

/** A page's own text in columns, one entry a character, in the order of the file. */
export type TextLayer = {
  /** Unicode. */
  readonly codes: Uint32Array;
  /**
   * Four a character: left, top, right and bottom on the page as a viewer shows it, points. `NO_EDGE` where it has no
   * place: a blank or a line break that PDFium put in.
   */
  readonly edges: Float64Array;
  /** Characters whose font says nothing about which they are. */
  readonly unmapped: number;
  /** Share of the page that pictures cover, 0..1. */
  readonly pictureShare: number;
};

export const NO_EDGE = Number.NaN;

export type TextLayerReading = { readonly words: readonly Word[]; readonly rotation: Rotation };

/** A word as it grows, in place; its edges are those of the upright page. */
type Fragment = {
  text: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
  readonly lineIndex: number;
};

/** Gap, in heights of the line, that parts two words even when the file has no blank between them. */
const WORD_GAP = 1.2;

/** The words of a text layer, upright. Text that runs down, up or upside down on the page tells how the page must be turned. */
export function readTextLayer({ codes, edges }: TextLayer, frame: PageFrame): TextLayerReading {
  const rotation = uprightTurn(codes, edges);
  const words = toFragments(codes, turnedEdges(edges, frame, rotation)).map(
    ({ text, left, top, right, bottom, lineIndex }): Word => {
      const box = { left, top, width: right - left, height: bottom - top };
      return { text, confidence: 1, box, onPage: onPageOf(box, frame, rotation), lineIndex };
    },
  );
  return { words: runsUpwards(words) ? fromTheTop(words) : words, rotation };
}

/** The characters one after another. */
export function textOf({ codes }: TextLayer): string {
  const pieces: string[] = [];
  // An engine takes so many arguments at once.
  const most = 4096;
  for (let from = 0; from < codes.length; from += most) {
    pieces.push(Reflect.apply(String.fromCodePoint, String, codes.subarray(from, from + most)));
  }
  return pieces.join('');
}

function turnedEdges(edges: Float64Array, frame: PageFrame, rotation: Rotation): Float64Array {
  if (rotation === 0) return edges;
  const turned = new Float64Array(edges.length);
  for (let at = 0; at < edges.length; at += 4) {
    const [left = 0, top = 0, right = 0, bottom = 0] = edges.subarray(at, at + 4);
    const onPage = { left, top, width: right - left, height: bottom - top };
    const box = turnBox(onPage, frame.width, frame.height, rotation);
    turned.set([box.left, box.top, box.left + box.width, box.top + box.height], at);
  }
  return turned;
}

function onPageOf(box: Box, { width, height }: PageFrame, rotation: Rotation): Box {
  const [uprightWidth, uprightHeight] = rotation % 180 === 0 ? [width, height] : [height, width];
  return turnBox(box, uprightWidth, uprightHeight, undoRotation(rotation));
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

function toFragments(codes: Uint32Array, edges: Float64Array): Fragment[] {
  const words: Fragment[] = [];
  let word: Fragment | null = null;
  let lineIndex = 0;
  let isAfterBreak = false;
  const isOther = (word: Fragment, code: number, left: number, top: number, bottom: number) =>
    isAfterBreak ? isApart(word, code, left, top, bottom) : isFarFrom(word, left, top, bottom);
  for (let index = 0, at = 0; index < codes.length; index++, at += 4) {
    const code = codes[index] ?? 0;
    const left = edges[at] ?? NO_EDGE;
    const top = edges[at + 1] ?? NO_EDGE;
    const right = edges[at + 2] ?? NO_EDGE;
    const bottom = edges[at + 3] ?? NO_EDGE;
    if (isLineBreak(code)) {
      isAfterBreak = true;
    } else if (Number.isNaN(left) || isBlank(code)) {
      word = null;
    } else if (word && !isOther(word, code, left, top, bottom)) {
      word.text += String.fromCodePoint(code);
      word.left = Math.min(word.left, left);
      word.top = Math.min(word.top, top);
      word.right = Math.max(word.right, right);
      word.bottom = Math.max(word.bottom, bottom);
      isAfterBreak = false;
    } else {
      // One number a line that has words; PDFium ends a line with both characters.
      if (isAfterBreak && words.length > 0) lineIndex += 1;
      isAfterBreak = false;
      word = { text: String.fromCodePoint(code), left, top, right, bottom, lineIndex };
      words.push(word);
    }
  }
  return words;
}

const isLineBreak = (code: number) => code === 0x0a || code === 0x0d;
/** Signs of ASCII, nearly all there are, are told by their number. */
const isBlank = (code: number) =>
  code === 0x20 || ((code < 0x20 || code > 0x7e) && String.fromCodePoint(code).trim() === '');

function isFarFrom(word: Fragment, left: number, top: number, bottom: number): boolean {
  const height = Math.max(word.bottom - word.top, bottom - top);
  const gap = left - word.right;
  const drop = Math.abs((top + bottom) / 2 - (word.top + word.bottom) / 2);
  return gap > height * WORD_GAP || gap < -height * 3 || drop > height * 1.5;
}

/**
 * Between the letters of one word, and between figures, of which a 1 is narrow; in heights. A page of narrow columns is
 * listed as if it were written downwards, with line breaks within words.
 */
const WITHIN_WORD = 0.3;
const WITHIN_NUMBER = 0.46;
const isOfNumber = (text: string) => /[\d.,$/:-]$/.test(text);

function isApart(word: Fragment, code: number, left: number, top: number, bottom: number): boolean {
  const height = Math.max(word.bottom - word.top, bottom - top);
  const drop = Math.abs((top + bottom) / 2 - (word.top + word.bottom) / 2);
  const isNumber = isOfNumber(word.text) && isOfNumber(String.fromCodePoint(code));
  return Math.abs(left - word.right) > height * (isNumber ? WITHIN_NUMBER : WITHIN_WORD) || drop > height / 2;
}

/** By the direction in which most characters follow one another. */
function uprightTurn(codes: Uint32Array, edges: Float64Array): Rotation {
  const votes: Record<Rotation, number> = { 0: 0, 90: 0, 180: 0, 270: 0 };
  let beforeX = NO_EDGE;
  let beforeY = NO_EDGE;
  for (let index = 0, at = 0; index < codes.length; index++, at += 4) {
    if (isLineBreak(codes[index] ?? 0)) beforeX = NO_EDGE;
    const x = ((edges[at] ?? 0) + (edges[at + 2] ?? 0)) / 2;
    const y = ((edges[at + 1] ?? 0) + (edges[at + 3] ?? 0)) / 2;
    if (Number.isNaN(x)) continue;
    if (!Number.isNaN(beforeX)) votes[turnOfStep(x - beforeX, y - beforeY)] += 1;
    beforeX = x;
    beforeY = y;
  }
  const turns: readonly Rotation[] = [0, 90, 180, 270];
  return turns.reduce((best, turn) => (votes[turn] > votes[best] ? turn : best));
}

function turnOfStep(dx: number, dy: number): Rotation {
  if (Math.abs(dx) >= Math.abs(dy)) return dx >= 0 ? 0 : 180;
  return dy > 0 ? 270 : 90;
}
