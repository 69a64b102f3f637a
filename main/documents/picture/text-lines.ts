import type { Patch } from './components.ts';
import type { TextPatches } from './text-patches.ts';

/** Letters that stand side by side, from left to right. */
export type TextLine = readonly Patch[];

/** Headings are this many times as tall as the usual print at most. */
const LARGEST = 5;
/** Gaps in a line, in letter heights: a space is one, columns of a table are further apart. */
const WIDEST_GAP = 2.2;
const LEAST_LETTERS = 3;
/** A letter beside one so many times its height is of another line. */
const MOST_UNLIKE = 2.5;

/** Strings letters together to lines, three letters at least. The page must be upright and nearly level, lines may bend by up to 10 degrees. */
export function findLines({ patches, height }: TextPatches): TextLine[] {
  const letters = patches.filter((patch) => patch.height > height * 0.5 && patch.height < height * LARGEST);
  const cell = Math.max(1, height * 3);
  const shelves = shelve(letters, cell);
  const next = new Map<Patch, Patch>();
  const taken = new Map<Patch, number>();
  for (const letter of letters) {
    const found = rightNeighbour(letter, shelves, cell, height);
    if (!found) continue;
    const gap = found.left - letter.left - letter.width;
    const other = taken.get(found);
    if (other !== undefined && other <= gap) continue;
    taken.set(found, gap);
    next.set(letter, found);
  }
  // A letter that lost its neighbour to a nearer one still points to it: follow a link only from its winner.
  const before = new Map<Patch, Patch>();
  for (const [letter, right] of next) {
    const rival = before.get(right);
    if (!rival || letter.left + letter.width > rival.left + rival.width) before.set(right, letter);
  }
  const lines: TextLine[] = [];
  for (const letter of letters) {
    if (before.has(letter)) continue;
    const line = [letter];
    for (let at = next.get(letter), last = letter; at && before.get(at) === last; last = at, at = next.get(at))
      line.push(at);
    if (line.length >= LEAST_LETTERS) lines.push(line);
  }
  return lines;
}

/** Letters by the square they start in. */
function shelve(letters: readonly Patch[], cell: number): Map<number, Patch[]> {
  const shelves = new Map<number, Patch[]>();
  for (const letter of letters) {
    const key = shelfOf(letter.left / cell, (letter.top + letter.height / 2) / cell);
    const shelf = shelves.get(key);
    if (shelf) shelf.push(letter);
    else shelves.set(key, [letter]);
  }
  return shelves;
}

const shelfOf = (column: number, row: number) => Math.floor(row) * 65536 + Math.floor(column);

function rightNeighbour(letter: Patch, shelves: Map<number, Patch[]>, cell: number, height: number): Patch | undefined {
  const right = letter.left + letter.width;
  const middle = letter.top + letter.height / 2;
  let best: Patch | undefined;
  let leastGap = Math.max(height, letter.height * 0.7) * WIDEST_GAP;
  const lastColumn = Math.floor((right + leastGap) / cell);
  const lastRow = Math.floor((middle + letter.height) / cell);
  for (let row = Math.floor((middle - letter.height) / cell); row <= lastRow; row++) {
    for (let column = Math.floor(letter.left / cell); column <= lastColumn; column++) {
      for (const other of shelves.get(shelfOf(column, row)) ?? []) {
        if (other === letter || other.left <= letter.left) continue;
        const gap = other.left - right;
        if (gap >= leastGap || gap < -height * 0.5) continue;
        const overlap =
          Math.min(letter.top + letter.height, other.top + other.height) - Math.max(letter.top, other.top);
        const smaller = Math.min(letter.height, other.height);
        if (overlap < 0.5 * smaller || Math.max(letter.height, other.height) > MOST_UNLIKE * smaller) continue;
        leastGap = gap;
        best = other;
      }
    }
  }
  return best;
}
