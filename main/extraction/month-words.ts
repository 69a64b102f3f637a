/** Months as bills print them: `Nov`, `Nov 24`, `Nov-24`, `NOVEMBER 2024`, or as the date of a reading, `11/18/24`. */
import { differsByLookalike, editCost } from './fuzzy-text.ts';
import { rightOf } from './geometry.ts';
import { squeeze } from './labels.ts';
import type { Row } from './layout.ts';
import type { Word } from './page-reading.ts';

export type MonthWord = {
  /** From 0. */
  readonly month: number;
  /** Two digits; null when it isn't printed. */
  readonly year: number | null;
  readonly words: readonly Word[];
};

const spellings: readonly (readonly string[])[] = [
  ['JAN', 'JANUARY'],
  ['FEB', 'FEBRUARY'],
  ['MAR', 'MARCH'],
  ['APR', 'APRIL'],
  ['MAY'],
  ['JUN', 'JUNE'],
  ['JUL', 'JULY'],
  ['AUG', 'AUGUST'],
  ['SEP', 'SEPT', 'SEPTEMBER'],
  ['OCT', 'OCTOBER'],
  ['NOV', 'NOVEMBER'],
  ['DEC', 'DECEMBER'],
];

export function monthsIn(row: Row): MonthWord[] {
  return row.words.flatMap((word, index) => {
    const dated = monthOfDate(word);
    if (dated) return [dated];
    const found = /^\W*([A-Za-z0|]{3,9})[.,'’/-]?((?:20)?\d{2})?\W*$/.exec(word.text);
    const month = found?.[1] ? monthNamed(found[1].toUpperCase()) : null;
    if (!found || month === null) return [];
    const next = row.words[index + 1];
    const follows =
      next !== undefined && next.box.left - rightOf(word.box) < 1.2 * row.height && /^['’]?(20)?\d{2}$/.test(next.text);
    const year = found[2] ?? (follows ? next.text : null);
    return [
      {
        month,
        year: year === null ? null : Number(year.replace(/\D/g, '')) % 100,
        words: found[2] === undefined && follows ? [word, next] : [word],
      },
    ];
  });
}

/** Of a row of short words, how many are a month's short name within one letter; 0 when most are nothing of the kind. */
export function monthsLikely({ words }: Row): number {
  const short = words.map(({ text }) => squeeze(text)).filter((text) => text.length > 1 && text.length < 5);
  if (short.length * 2 <= words.length) return 0;
  const alike = short.filter((text) => spellings.some(([name = '']) => editCost(name, text) <= 1));
  return alike.length * 2 > words.length ? alike.length : 0;
}

function monthOfDate(word: Word): MonthWord | null {
  const [, month, , year] = /^\W*(\d{1,2})\/(\d{1,2})\/((?:20)?\d{2})\W*$/.exec(word.text) ?? [];
  if (month === undefined || Number(month) < 1 || Number(month) > 12) return null;
  return { month: Number(month) - 1, year: Number(year) % 100, words: [word] };
}

/** Short or whole name; one letter taken for a lookalike is forgiven when only one month comes out. */
function monthNamed(text: string): number | null {
  const exact = spellings.findIndex((forms) => forms.includes(text));
  if (exact >= 0) return exact;
  const near = spellings.flatMap((forms, month) =>
    forms.some((form) => differsByLookalike(form, text)) ? [month] : [],
  );
  return near.length === 1 ? (near[0] ?? null) : null;
}
