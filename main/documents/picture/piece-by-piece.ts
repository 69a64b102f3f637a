import { joined, median, rightOf, sharedHeight } from '../../extraction/geometry.ts';
import type { Box } from '../../extraction/page-reading.ts';
import type { GreyImage } from '../grey-image.ts';
import { findPatches, inkThreshold } from './components.ts';
import { type CutOptions, cutPicture, type PreparedPicture } from './cut-picture.ts';
import type { PagePlan } from './page-plan.ts';
import { letterHeightOf, type TextPatches } from './text-patches.ts';

/** Letters further apart than this, in letter heights, are different pieces: a space is less, columns are more. */
const WIDEST_GAP = 1;
/** Round a piece, in letter heights: what stands above or below it is often the bar whose figure it is. */
const MARGIN = { across: 0.7, down: 0.3 };
/** Between pieces, in letter heights. */
const APART = 1;

/** A place with more than this is covered in specks. */
const MOST_LETTERS = 3000;
const MOST_PIECES = 300;
/** The recogniser takes no picture taller than this, in pixels. */
const TALLEST = 32_767;

type Piece = {
  readonly ink: Box;
  /** What is cut out, and where it is put. */
  readonly from: Box;
  readonly left: number;
  readonly top: number;
};

/** Letters that would have to be smaller than this to fit, in pixels, are not worth a look. */
const LEAST_LEGIBLE = 12;
/** Print this much smaller than what was asked for is cut anew, larger. */
const TOO_SMALL = 0.85;

/**
 * The region's letters without what lies between: each piece of a line cut out and set below the one before, so that a
 * recogniser need not tell bars, rules and columns from text. It is the letters of the region that come out as tall as
 * asked, not the page's. Null when there are none, or more than fit. Costs a copy of the region and one of the size of its
 * text, of at most `maxPixels` each.
 */
export function cutPieces(original: GreyImage, plan: PagePlan, options: CutOptions): PreparedPicture | null {
  const made = (picture: PreparedPicture, text: TextPatches) => {
    const column = pieceByPiece(picture, text, options);
    if (typeof column !== 'number') return column;
    const letterHeight = options.letterHeight * column;
    return letterHeight < LEAST_LEGIBLE ? null : cutPieces(original, plan, { ...options, letterHeight });
  };
  const cut = cutPicture(original, plan, options);
  const text = lettersOn(cut.image, options.letterHeight);
  if (text.height === 0) return null;
  if (text.height >= options.letterHeight * TOO_SMALL) return made(cut, text);
  const letterHeight = options.letterHeight * (options.letterHeight / text.height);
  const larger = cutPicture(original, plan, { ...options, letterHeight });
  return made(larger, lettersOn(larger.image, options.letterHeight));
}

/** Of letters expected about this tall, those of a table or a chart among them. */
const LETTER_SHARE = { least: 0.3, most: 2.2 };
/** A patch this full and wider than a stroke is part of a drawing. */
const SOLID = 0.9;
const STROKE = 0.6;

function lettersOn(image: GreyImage, expectedHeight: number): TextPatches {
  const patches = findPatches(image, inkThreshold(image)).filter(({ width, height, area }) => {
    if (height < expectedHeight * LETTER_SHARE.least || height > expectedHeight * LETTER_SHARE.most) return false;
    return area < SOLID * width * height || width < STROKE * height;
  });
  const height = median(patches.map((patch) => patch.height));
  return { patches, height: letterHeightOf({ patches, height }) };
}

/** Where it comes out too large, the factor by which letters must shrink. */
function pieceByPiece(
  { image, ...cut }: PreparedPicture,
  text: TextPatches,
  { maxPixels }: CutOptions,
): PreparedPicture | number | null {
  const { height } = text;
  if (text.patches.length > MOST_LETTERS) return null;
  const boxes = joined(text.patches, (a, b) => areOfOnePiece(a, b, height)).sort(
    (a, b) => a.top - b.top || a.left - b.left,
  );
  if (boxes.length === 0 || boxes.length > MOST_PIECES) return null;
  const gap = Math.round(height * APART);
  let top = gap;
  const pieces = boxes.map((box): Piece => {
    const from = grown(box, height, image);
    const piece = { ink: box, from, left: gap, top };
    top += from.height + gap;
    return piece;
  });
  const width = Math.max(...pieces.map(({ from }) => from.width)) + 2 * gap;
  if (top > TALLEST) return null;
  if (width * top > maxPixels) return 0.95 * Math.sqrt(maxPixels / (width * top));
  const column: GreyImage = { width, height: top, pixels: new Uint8Array(width * top).fill(commonestGrey(image)) };
  for (const piece of pieces) copy(image, column, piece);
  // A piece is one line: its ink tells more exactly than the recogniser how high a word of it stands.
  const back = (box: Box): Box => {
    const middle = box.top + box.height / 2;
    const piece = pieces.findLast((each) => each.top - gap / 2 <= middle) ?? pieces[0];
    return piece ? { ...piece.ink, left: box.left - piece.left + piece.from.left, width: box.width } : box;
  };
  return {
    image: column,
    dpi: cut.dpi,
    toFrame: (box) => cut.toFrame(back(box)),
    toOriginal: (box) => cut.toOriginal(back(box)),
  };
}

/** Side by side, in one line; or the halves of a broken letter. */
function areOfOnePiece(a: Box, b: Box, letterHeight: number): boolean {
  const gap = Math.max(b.left - rightOf(a), a.left - rightOf(b));
  return gap < WIDEST_GAP * letterHeight && sharedHeight(a, b) >= 0.5;
}

/** With its margin, in whole pixels, as far as the picture goes. */
function grown(box: Box, letterHeight: number, { width, height }: GreyImage): Box {
  const left = Math.max(0, Math.floor(box.left - MARGIN.across * letterHeight));
  const top = Math.max(0, Math.floor(box.top - MARGIN.down * letterHeight));
  const right = Math.min(width, Math.ceil(box.left + box.width + MARGIN.across * letterHeight));
  const bottom = Math.min(height, Math.ceil(box.top + box.height + MARGIN.down * letterHeight));
  return { left, top, width: right - left, height: bottom - top };
}

function copy(image: GreyImage, column: GreyImage, { from, left, top }: Piece): void {
  for (let y = 0; y < from.height; y++) {
    const start = (from.top + y) * image.width + from.left;
    column.pixels.set(image.pixels.subarray(start, start + from.width), (top + y) * column.width + left);
  }
}

function commonestGrey({ pixels }: GreyImage): number {
  const counts = new Uint32Array(256);
  for (let i = 0; i < pixels.length; i++) counts[pixels[i] ?? 0] = (counts[pixels[i] ?? 0] ?? 0) + 1;
  return counts.indexOf(Math.max(...counts));
}
