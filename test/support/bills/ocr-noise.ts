/**
 * The slips OCR makes, without OCR: lookalike letters, words torn, merged, lost and invented, lost lines, boxes off,
 * lines that still lean. Measures over hundreds of seeds what real OCR would take hours for.
 */
import type { PageReading } from '../../../main/extraction/page-reading.ts';
import type { DrawnBill } from './draw-bill.ts';
import { createReading } from './drawn-reading.ts';
import { createPrng, type Prng } from './prng.ts';
import type { DrawnPage, DrawnWord } from './words-canvas.ts';

/** `scan`: a clean office scan; `photo`: a fair phone photo; `poor`: one that a person reads with effort. */
export type NoiseLevel = 'scan' | 'photo' | 'poor';

type Slips = {
  readonly letter: number;
  readonly lost: number;
  readonly merged: number;
  readonly torn: number;
  readonly lostLine: number;
  readonly specks: number;
  readonly jitter: number;
  readonly leanDegrees: number;
};
const slipsAt: Record<NoiseLevel, Slips> = {
  scan: {
    letter: 0.002,
    lost: 0.002,
    merged: 0.006,
    torn: 0.004,
    lostLine: 0.002,
    specks: 2,
    jitter: 0.03,
    leanDegrees: 0.15,
  },
  photo: {
    letter: 0.008,
    lost: 0.01,
    merged: 0.02,
    torn: 0.01,
    lostLine: 0.012,
    specks: 8,
    jitter: 0.07,
    leanDegrees: 0.5,
  },
  poor: {
    letter: 0.03,
    lost: 0.03,
    merged: 0.04,
    torn: 0.03,
    lostLine: 0.04,
    specks: 20,
    jitter: 0.12,
    leanDegrees: 0.9,
  },
};

type Read = DrawnWord & { readonly confidence: number };

export function noisyReadings(
  bill: DrawnBill,
  options: { readonly level: NoiseLevel; readonly seed: number; readonly pageIndexes?: readonly number[] },
): PageReading[] {
  return (options.pageIndexes ?? bill.pages.map((_, index) => index)).flatMap((pageIndex) => {
    const page = bill.pages[pageIndex];
    const prng = createPrng(options.seed * 613 + pageIndex * 17 + options.level.length);
    return page ? [createReading(page, pageIndex, misread(page, slipsAt[options.level], prng), 'ocr')] : [];
  });
}

function misread(page: DrawnPage, slips: Slips, prng: Prng): Read[] {
  const lostLines = new Set<number>();
  const lineOf = (word: DrawnWord) =>
    Math.round((word.box.top + word.box.height) / 4) * 10 + Math.floor(word.box.left / 200);
  for (const word of page.words) if (prng.chance(slips.lostLine / 4)) lostLines.add(lineOf(word));
  const kept = page.words.filter((word) => !lostLines.has(lineOf(word)) && !prng.chance(slips.lost));
  const joined = joinAndTear(kept, slips, prng);
  const lean = (prng.bell() * slips.leanDegrees * Math.PI) / 180;
  const curl = prng.bell() * slips.leanDegrees * 3;
  const placed = joined.map((word) => {
    const size = word.box.height;
    const drop =
      Math.tan(lean) * (word.box.left - page.width / 2) + curl * Math.sin((Math.PI * word.box.left) / page.width);
    const box = {
      left: word.box.left + prng.bell() * slips.jitter * size,
      top: word.box.top + drop + prng.bell() * slips.jitter * size,
      width: word.box.width + prng.bell() * slips.jitter * size,
      height: size * (1 + prng.bell() * slips.jitter),
    };
    return { ...misspell({ ...word, box }, slips, prng) };
  });
  return [...placed, ...drawSpecks(page, slips, prng)];
}

/** Neighbours on a line run together; words fall apart. */
function joinAndTear(words: readonly DrawnWord[], slips: Slips, prng: Prng): DrawnWord[] {
  const result: DrawnWord[] = [];
  for (const word of words) {
    const last = result.at(-1);
    const gap = last ? word.box.left - last.box.left - last.box.width : Number.POSITIVE_INFINITY;
    const beside = last && Math.abs(last.box.top - word.box.top) < 4 && gap >= 0 && gap < word.fontSize * 0.5;
    if (last && beside && prng.chance(slips.merged)) {
      const top = Math.min(last.box.top, word.box.top);
      const bottom = Math.max(last.box.top + last.box.height, word.box.top + word.box.height);
      result[result.length - 1] = {
        ...last,
        text: last.text + word.text,
        box: { left: last.box.left, top, width: word.box.left + word.box.width - last.box.left, height: bottom - top },
      };
    } else if (word.text.length > 5 && prng.chance(slips.torn)) {
      const at = prng.int(2, word.text.length - 2);
      const share = at / word.text.length;
      result.push({
        ...word,
        text: word.text.slice(0, at),
        box: { ...word.box, width: word.box.width * share * 0.97 },
      });
      result.push({
        ...word,
        text: word.text.slice(at),
        box: { ...word.box, left: word.box.left + word.box.width * share, width: word.box.width * (1 - share) },
      });
    } else result.push(word);
  }
  return result;
}

function misspell(word: DrawnWord, slips: Slips, prng: Prng): Read {
  let text = '';
  let wrong = 0;
  for (const character of word.text) {
    if (!prng.chance(slips.letter)) {
      text += character;
      continue;
    }
    wrong += 1;
    const kind = prng.next();
    if (kind < 0.7) text += prng.pick(lookalikes[character] ?? otherwise);
    else if (kind < 0.85) text += '';
    else text += character + prng.pick(['.', ',', "'", 'l', 'i', ':']);
  }
  if (text === '') text = '.';
  const clear = prng.chance(0.93) ? prng.between(0.9, 0.97) : prng.between(0.55, 0.92);
  // OCR mostly doubts what it got wrong, but not always.
  const confidence = wrong === 0 ? clear : prng.chance(0.15) ? prng.between(0.85, 0.95) : prng.between(0.25, 0.88);
  return { ...word, text, confidence };
}

function drawSpecks(page: DrawnPage, slips: Slips, prng: Prng): Read[] {
  return Array.from({ length: Math.round(slips.specks * prng.next() * 2) }, () => ({
    text: prng.pick(['|', '_', '—', '.', '~', 'i', '=', "'", '‘', '[', 'a', 'oe', '\\']),
    fontSize: 8,
    confidence: prng.between(0.05, 0.7),
    box: {
      left: prng.between(0, page.width),
      top: prng.between(0, page.height),
      width: prng.between(1, 8),
      height: prng.between(2, 12),
    },
  }));
}

const otherwise = ['e', 'o', 'c', 'r', 'n', 'a'] as const;
const lookalikes: Record<string, readonly [string, ...string[]]> = {
  '0': ['O', 'o', '8', '6', 'Q', 'D'],
  '1': ['l', 'I', '7', '|', '4'],
  '2': ['Z', '7'],
  '3': ['8', '5', '9'],
  '4': ['1', '9', 'A'],
  '5': ['S', '6', '3'],
  '6': ['8', '5', 'G', '0'],
  '7': ['1', 'T', '2'],
  '8': ['B', '3', '6', '0'],
  '9': ['g', '3', '5', '0'],
  O: ['0', 'Q', 'D'],
  I: ['l', '1', '|'],
  S: ['5', '$'],
  B: ['8', 'R'],
  Z: ['2'],
  N: ['M', 'H', 'W'],
  R: ['K', 'P', 'A'],
  E: ['F', 'C'],
  A: ['4', 'R'],
  D: ['O', '0'],
  G: ['6', 'C'],
  T: ['7', 'I'],
  Y: ['V', 'T'],
  M: ['N', 'W'],
  H: ['N', 'M'],
  U: ['V', 'O'],
  C: ['G', 'O'],
  P: ['F', 'R'],
  L: ['I', '1'],
  V: ['Y', 'U'],
  W: ['VV', 'M'],
  K: ['X', 'R'],
  k: ['K', 'h', 'lc'],
  h: ['n', 'b'],
  w: ['vv', 'W'],
  a: ['o', 'e', 's'],
  e: ['c', 'o'],
  i: ['l', '1', 'j'],
  l: ['1', 'I', 'i'],
  o: ['0', 'c', 'e'],
  s: ['5', 'S'],
  t: ['f', 'l'],
  r: ['n', 'f'],
  n: ['r', 'm', 'u'],
  u: ['v', 'n'],
  c: ['e', 'o'],
  m: ['rn', 'n'],
  '-': ['–', '.', '~', ''],
  ',': ['.', ''],
  '.': [',', ''],
  ':': ['.', ';', ''],
  '/': ['1', 'I', '7'],
  '@': ['©', 'a', '®'],
  '&': ['8', 'G'],
};
