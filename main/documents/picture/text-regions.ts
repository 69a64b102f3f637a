import type { Box } from '../../extraction/page-reading.ts';
import type { TextLine } from './text-lines.ts';

/** Empty space round the text, in letter heights, so that figures standing alone at its edge are not cut off. */
const MARGIN = 6;
/** Lines further than this from all others, in letter heights, belong to something else than the page. */
const APART = 14;
/** Text beside the page with at least this share of the letters is taken for part of it. */
const FAIR_SHARE = 0.04;
/** A crop that saves less than this share of the frame is not worth a risk. */
const WORTH_CROPPING = 0.12;
/** The gap between two pages side by side, in letter heights. */
const GUTTER = 5;
/** Letter paper is about 110 letter heights wide at the usual print: text wider than this is more than one page. */
const MORE_THAN_A_PAGE = 125;

/**
 * Where the text is: one region, or two for pages side by side, the left one first. The whole frame when there is
 * little else on it. All sizes in the frame the lines were found in.
 */
export function textRegions(
  lines: readonly TextLine[],
  letterHeight: number,
  frame: { readonly width: number; readonly height: number },
): Box[] {
  const whole: Box = { left: 0, top: 0, width: frame.width, height: frame.height };
  const boxes = mainGroups(lines.map(lineBox), letterHeight);
  if (boxes.length === 0) return [whole];
  const text = withMargin(around(boxes), letterHeight, whole);
  const split = gutter(boxes, letterHeight);
  if (split !== null) {
    const middle = Math.round(split);
    return [
      { ...text, width: middle - text.left },
      { ...text, left: middle, width: text.left + text.width - middle },
    ];
  }
  return text.width * text.height > (1 - WORTH_CROPPING) * whole.width * whole.height ? [whole] : [text];
}

/** The same regions in a frame of another scale. */
export function scaledRegions(regions: readonly Box[], scale: number): Box[] {
  return regions.map((region) => ({
    left: region.left * scale,
    top: region.top * scale,
    width: region.width * scale,
    height: region.height * scale,
  }));
}

type LineBox = Box & { readonly letters: number };

function lineBox(line: TextLine): LineBox {
  return { ...around(line), letters: line.length };
}

function around(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.left + box.width));
  const bottom = Math.max(...boxes.map((box) => box.top + box.height));
  return { left, top, width: right - left, height: bottom - top };
}

function withMargin(box: Box, letterHeight: number, whole: Box): Box {
  const margin = letterHeight * MARGIN;
  const left = Math.max(0, Math.floor(box.left - margin));
  const top = Math.max(0, Math.floor(box.top - margin));
  const right = Math.min(whole.width, Math.ceil(box.left + box.width + margin));
  const bottom = Math.min(whole.height, Math.ceil(box.top + box.height + margin));
  return { left, top, width: right - left, height: bottom - top };
}

/**
 * Lines near each other form groups. The largest is the page's; with it go the groups above and below it (a chart, a
 * payment stub) and those with a fair share of the text. Stray ones beside it are patterns of a desk or other papers.
 */
function mainGroups(boxes: readonly LineBox[], letterHeight: number): LineBox[] {
  const groups: LineBox[][] = [];
  const reach = letterHeight * APART;
  for (const box of boxes) {
    const joined = groups.filter((group) => group.some((other) => distance(box, other) <= reach));
    const merged = [box, ...joined.flat()];
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  const letters = (group: readonly LineBox[]) => group.reduce((sum, box) => sum + box.letters, 0);
  const all = letters(boxes);
  const [main] = groups.sort((a, b) => letters(b) - letters(a));
  if (!main) return [];
  const page = around(main);
  return groups
    .filter((group) => {
      const { left, width } = around(group);
      const middle = left + width / 2;
      return (middle > page.left && middle < page.left + page.width) || letters(group) >= FAIR_SHARE * all;
    })
    .flat();
}

function distance(a: Box, b: Box): number {
  const x = Math.max(a.left - b.left - b.width, b.left - a.left - a.width, 0);
  const y = Math.max(a.top - b.top - b.height, b.top - a.top - a.height, 0);
  return Math.max(x, y);
}

/** The middle of an empty column from top to bottom with a page's worth of text on either side, or null. */
function gutter(boxes: readonly LineBox[], letterHeight: number): number | null {
  const text = around(boxes);
  if (text.width < letterHeight * MORE_THAN_A_PAGE || text.width < text.height) return null;
  const sorted = [...boxes].sort((a, b) => a.left - b.left);
  const all = sorted.reduce((sum, box) => sum + box.letters, 0);
  let right = Number.NEGATIVE_INFINITY;
  let letters = 0;
  let best: { middle: number; gap: number } | null = null;
  for (const box of sorted) {
    const gap = box.left - right;
    const share = letters / all;
    const middle = (box.left + right) / 2;
    const place = (middle - text.left) / text.width;
    if (gap > letterHeight * GUTTER && share > 0.2 && share < 0.8 && place > 0.3 && place < 0.7) {
      if (!best || gap > best.gap) best = { middle, gap };
    }
    right = Math.max(right, box.left + box.width);
    letters += box.letters;
  }
  return best?.middle ?? null;
}
