/** Columns that OCR ran together: where the words of the next one begin. */
import { similarity } from './fuzzy-text.ts';
import { squeeze } from './labels.ts';
import type { Word } from './page-reading.ts';
import { textOf } from './quantities.ts';

/** What stands beside a name or an address at the head of a bill, in a column of its own. */
const headings = ['Account number', 'Please pay by', 'Amount due', 'Billing period', 'Statement date'].map(squeeze);
/** Letters that OCR took for others. */
const asPrinted = 0.8;

const date = /^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}[,.]? 20\d{2}\b/i;
const accountNumber = /^\d{4,5}[-–—]\d{4,}/;

/** The words up to a date, an account number, or a heading of another column. The first word always stays. */
export function withinColumn(words: readonly Word[]): readonly Word[] {
  const likeness = words.map((_, index) => (index === 0 ? 0 : likenessToHead(words.slice(index, index + 4))));
  // Of `1 ACCOUNT NUMBER` the unit's number is alike, too, and the heading itself more so.
  const next = likeness.findIndex((own, index) => own >= asPrinted && own >= (likeness[index + 1] ?? 0));
  return next < 0 ? words : words.slice(0, next);
}

/** 1 where a column begins without doubt. */
function likenessToHead(words: readonly Word[]): number {
  const text = textOf(words);
  if (date.test(text) || accountNumber.test(text)) return 1;
  const letters = squeeze(text);
  return Math.max(...headings.map((heading) => similarity(letters.slice(0, heading.length), heading)));
}
