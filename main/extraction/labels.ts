/** Finding printed labels, read by OCR well or badly, whole, torn or run together with their value. */
import { encodeNeedle, findNear, type Needle } from './fuzzy-text.ts';
import { surround } from './geometry.ts';
import { isColumnGap, type Layout, type Row } from './layout.ts';
import type { Box, Word } from './page-reading.ts';

export type LabelHit = {
  readonly phrase: string;
  readonly row: Row;
  readonly rowIndex: number;
  /** In the row's letters. */
  readonly start: number;
  readonly end: number;
  readonly box: Box;
  /** 1 when every letter is as printed. */
  readonly exactness: number;
};

/** Share of a label's letters that may be wrong. */
const tolerance = 0.2;

type Pattern = { readonly phrase: string; readonly needle: Needle; readonly maxCost: number };

/** By phrase: they are the same few hundred on every page. */
const patterns = new Map<string, Pattern>();

/** Every place on the page where one of the phrases stands; where several fit, the one named first. */
export function findLabels(layout: Layout, phrases: readonly string[]): LabelHit[] {
  const sought = phrases.map(patternOf);
  return layout.rows.flatMap((row, rowIndex) => findInRow(row, rowIndex, sought));
}

/** Whether the page carries one of the labels. */
export const hasLabel = (layout: Layout, phrases: readonly string[]) => findLabels(layout, phrases).length > 0;

function patternOf(phrase: string): Pattern {
  const pattern = patterns.get(phrase) ?? createPattern(phrase);
  patterns.set(phrase, pattern);
  return pattern;
}

function createPattern(phrase: string): Pattern {
  const needle = encodeNeedle(squeeze(phrase));
  const { length } = needle.codes;
  return { phrase, needle, maxCost: length <= 4 ? 0 : Math.max(0.5, length * tolerance) };
}

function findInRow(row: Row, rowIndex: number, sought: readonly Pattern[]): LabelHit[] {
  const hits: LabelHit[] = [];
  for (const { phrase, needle, maxCost } of sought) {
    for (const { start, end, cost } of findNear(needle, row.encoded, maxCost)) {
      if (!standsAlone(row, start, end) || straddlesColumns(row, start, end)) continue;
      if (hits.some((hit) => start < hit.end && end > hit.start)) continue;
      const box = surround(wordsBetween(row, start, end).map((word) => word.box));
      if (box) hits.push({ phrase, row, rowIndex, start, end, box, exactness: 1 - cost / needle.codes.length });
    }
  }
  return hits.sort((a, b) => a.start - b.start);
}

/** What `Row.letters` keeps of a text. */
export const squeeze = (text: string) => text.toUpperCase().replace(/[^A-Z0-9&]/g, '');

/** The words that letters `start` to `end` of a row come from. */
export function wordsBetween(row: Row, start: number, end: number): Word[] {
  const first = row.origins[start]?.word;
  const last = row.origins[end - 1]?.word;
  return first === undefined || last === undefined ? [] : row.words.slice(first, last + 1);
}

/** What follows a label on its row: the rest of its last word first, when there is any. */
export function wordsAfter(hit: LabelHit): Word[] {
  const { row, end } = hit;
  const last = row.origins[end - 1];
  if (!last) return [];
  const word = row.words[last.word];
  const rest = (word?.text.slice(last.offset + 1) ?? '').replace(/^[\s:;.,#]+/, '');
  const following = row.words.slice(last.word + 1);
  if (!word || !/[A-Za-z0-9]/.test(rest)) return following;
  return [{ ...word, text: rest }, ...following];
}

/** A letter right before or behind it would make it part of a longer word; `www.` before it does not. */
function standsAlone(row: Row, start: number, end: number): boolean {
  return !continuesWord(row, start - 1, start) && !continuesWord(row, end, end - 1);
}

/** Whether the letter at `outer` stands right beside the one at `inner` in one word. */
function continuesWord({ letters, origins }: Row, outer: number, inner: number): boolean {
  const [beside, own] = [origins[outer], origins[inner]];
  return (
    beside !== undefined &&
    own !== undefined &&
    beside.word === own.word &&
    Math.abs(beside.offset - own.offset) === 1 &&
    /[A-Z]/.test(letters[outer] ?? '')
  );
}

function straddlesColumns(row: Row, start: number, end: number): boolean {
  const words = wordsBetween(row, start, end);
  return words.some((word, index) => {
    const next = words[index + 1];
    return next !== undefined && isColumnGap(word, next, row);
  });
}
