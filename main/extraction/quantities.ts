/** Amounts of energy as printed: a number with kwh behind it, and what stands around it. */
import { readKwh } from './digits.ts';
import { bottomOf, rightOf } from './geometry.ts';
import { isColumnGap, type Layout, type Row } from './layout.ts';
import type { Word } from './page-reading.ts';

export type Quantity = {
  readonly kwh: number;
  readonly repairs: number;
  readonly words: readonly Word[];
  readonly layout: Layout;
  readonly row: Row;
  readonly rowIndex: number;
  /** In the row's words. */
  readonly first: number;
  readonly last: number;
  /** Text on its row before and behind it. */
  readonly before: string;
  readonly behind: string;
  readonly kind: 'reading' | 'charge' | 'average' | 'plain';
};

/** kWh in any case, with the slips OCR makes; never kW, kVA or rkvah. */
const unit = /^[\W_]*([kK][wWvV][hHnb]|[kK]w[hH]r?s?|KWH|kwn|lwh|xwh|Kwh|kwhn|kWhs?|kWhr)[\W_]*$/;
const numberWithUnit = /^([\d.,OolISB|]+)\s?([kK][wW][hH])[\W_]*$/;

export function findQuantities(layout: Layout): Quantity[] {
  return layout.rows.flatMap((row, rowIndex) => findInRow(layout, row, rowIndex));
}

function findInRow(layout: Layout, row: Row, rowIndex: number): Quantity[] {
  return row.words.flatMap((word, index) => {
    const merged = numberWithUnit.exec(word.text);
    const previous = row.words[index - 1];
    if (!merged && !(unit.test(word.text) && previous && closeTo(previous, word))) return [];
    const numberWord = merged ? word : previous;
    const text = merged ? (merged[1] ?? '') : (previous?.text ?? '');
    const read = readSigned(text, layout);
    if (!numberWord || !read) return [];
    const first = merged ? index : index - 1;
    const before = textOf(row.words.slice(0, first));
    const behind = textOf(row.words.slice(index + 1));
    const near = { before: textOf(nearBefore(row, first)), behind: textOf(nearBehind(row, index)) };
    return [
      {
        kwh: read.value,
        repairs: read.repairs,
        words: merged ? [word] : [numberWord, word],
        layout,
        row,
        rowIndex,
        first,
        last: index,
        before,
        behind,
        kind: kindOf(layout, row, rowIndex, numberWord, near, { before, behind }, read.value),
      },
    ];
  });
}

/** A bill that was wrong is taken back in rows with a minus. From OCR, a minus may as well be the remains of a rule. */
export function readSigned(text: string, { reading }: Layout): ReturnType<typeof readKwh> {
  const taken = /^[-–]\d/.test(text) && reading.source === 'text-layer';
  const read = readKwh(taken ? text.slice(1) : text);
  return read && taken ? { ...read, value: -read.value } : read;
}

function kindOf(
  layout: Layout,
  row: Row,
  rowIndex: number,
  word: Word,
  near: { before: string; behind: string },
  { before, behind }: { before: string; behind: string },
  value: number,
): Quantity['kind'] {
  if (blockOfCharge.test(near.before) && atRate.test(near.behind)) return 'charge';
  if (
    isSentence([near.before, near.behind].join(' ')) ||
    averageWords.test(near.before) ||
    averageWords.test(near.behind) ||
    proseWords.test(near.before) ||
    leftOver.test(before) ||
    !Number.isInteger(value) ||
    hasAverageHeading(layout, row, rowIndex, word)
  )
    return 'average';
  if (/^\W*\d{1,3}\s?days?\b/i.test(behind) || /\b\d{1,3}\s?days?\W*$/i.test(before)) return 'reading';
  if (atRate.test(near.behind) || behindRate.test(near.before) || timesRate.test(before)) return 'charge';
  return 'plain';
}

/** `Next 250 kWh @ 0.102`, `Over 500  17 kWh @`, `First 10.4/day: 333 kWh @`. */
const blockOfCharge = /\b(first|next|over)\W*([\d.,]+(\s?\/\s?day)?\W*)?$/i;
const behindRate = /(\d*[.,]\d{3,}\D{0,3}|\bx|×|\*)\s*$/i;
/** `0.06422 x`, however far before the amount. */
const timesRate = /\d*[.,]\d{3,}\D{0,3}(x|×|\*)\s*$/i;
const atRate = /^\W*(@|at\b|a\s*\$?\d*[.,]\d|©|®|\(@|x\s*\$?0?\.\d)/i;

const averageWords = /average|avg|daily|per day|\/day|last year|previous year|a month|same period|degree/i;
/** Labels and charges are shorter than this many words. */
const SENTENCE = 10;
export const isSentence = (text: string) => (text.match(/[a-z]{2,}/gi)?.length ?? 0) >= SENTENCE;
/** What a customer with panels has left from other months, or is given by another. */
const leftOver = /\b(banked|carry-?over|accumulated|transfer)\b|\bcarried (over|forward)\b/i;
const proseWords =
  /customer uses|typical|allowance|first \d|next \d|over \d|block|savings?|carbon|credit|generat|solar/i;

/** A heading above, in the same column, that makes the numbers below it averages. */
function hasAverageHeading(layout: Layout, row: Row, rowIndex: number, word: Word): boolean {
  return layout.rows.slice(Math.max(0, rowIndex - 3), rowIndex).some((above) => {
    if (row.box.top - bottomOf(above.box) > 5 * row.height) return false;
    const overhead = above.words.filter(
      (other) =>
        other.box.left < rightOf(word.box) + 6 * row.height && rightOf(other.box) > word.box.left - 14 * row.height,
    );
    return /average daily|daily average|avg daily/i.test(textOf(overhead));
  });
}

const closeTo = (left: Word, right: Word) =>
  right.box.left - rightOf(left.box) < 2.2 * Math.max(left.box.height, right.box.height);

function nearBefore(row: Row, index: number): Word[] {
  const words: Word[] = [];
  for (let at = index - 1; at >= 0; at--) {
    const [word, next] = [row.words[at], row.words[at + 1]];
    if (!word || !next || right(row, word, next)) break;
    words.unshift(word);
  }
  return words;
}

function nearBehind(row: Row, index: number): Word[] {
  const words: Word[] = [];
  for (let at = index + 1; at < row.words.length; at++) {
    const [word, previous] = [row.words[at], row.words[at - 1]];
    if (!word || !previous || right(row, previous, word)) break;
    words.push(word);
  }
  return words;
}

/** Wider than a column's gap: charge lines and totals leave more room than text does. */
const right = (row: Row, a: Word, b: Word) => isColumnGap(a, b, row) && b.box.left - rightOf(a.box) > 4 * row.height;

export const textOf = (words: readonly Word[]) => words.map((word) => word.text).join(' ');
