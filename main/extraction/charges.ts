/** Charge lines: each names the use it is charged for, in one figure or in parts by month, by time of day or by block. */
import { spannedDays } from './billing-days.ts';
import { similarity } from './fuzzy-text.ts';
import type { Layout } from './layout.ts';
import { monthsIn } from './month-words.ts';
import type { Quantity } from './quantities.ts';

/** What one kind of charge was charged for: a line, or lines that follow each other and differ in their part only. */
export type Charge = { readonly kwh: number; readonly layout: Layout; readonly lines: readonly Quantity[] };

/** Charges in the order in which they are printed. */
export function findCharges(quantities: readonly Quantity[]): Charge[] {
  const series: Quantity[][] = [];
  for (const line of quantities) {
    if (line.kind !== 'charge') continue;
    const current = series.at(-1);
    const last = current?.at(-1);
    if (current && last && continues(last, line)) current.push(line);
    else series.push([line]);
  }
  return series.flatMap((lines) => {
    const [first] = lines;
    return first ? [{ kwh: lines.reduce((sum, { kwh }) => sum + kwh, 0), layout: first.layout, lines }] : [];
  });
}

/**
 * Whether all that was read of a charge is for a month, a time of day or some days of the period: its other lines were
 * lost, and it says nothing of the whole. `days` are those of the period; null when they are not known.
 */
export function isRemnant({ lines }: Charge, days: number | null): boolean {
  const [line, ...others] = lines;
  if (!line || others.length > 0) return false;
  if (!date.test(line.before)) return namesPart(line) && !/\bdays\b/i.test(line.before);
  const spanned = Math.max(0, ...spannedDays(line.before));
  return spanned < (days ?? shortestPeriod) - DAY_MORE_OR_LESS;
}

const shortestPeriod = 20;
/** The last day may count or not. */
const DAY_MORE_OR_LESS = 1;

export type Sums = {
  /** Figures that others add up to. */
  readonly wholes: ReadonlySet<number>;
  /** Those others: tiers, times of day, meters. */
  readonly parts: ReadonlySet<number>;
};

/** Charges that two or three other charges add up to. */
export function findSums(charges: readonly Charge[]): Sums {
  const figures = [...new Set(charges.map(({ kwh }) => kwh))].sort((a, b) => a - b);
  const found = figures.flatMap((whole) => {
    const parts = findParts(figures, whole);
    return parts ? [{ whole, parts }] : [];
  });
  return { wholes: new Set(found.map(({ whole }) => whole)), parts: new Set(found.flatMap(({ parts }) => parts)) };
}

function findParts(figures: readonly number[], whole: number): readonly number[] | null {
  for (const [index, one] of figures.entries()) {
    for (const two of figures.slice(index + 1)) {
      const three = whole - one - two;
      if (three === 0) return [one, two];
      if (three > two && figures.includes(three)) return [one, two, three];
    }
  }
  return null;
}

/** Labels of one charge, read by OCR well or badly, are this alike once the part's own name is left out. */
const sameCharge = 0.75;
const fewestLetters = 4;

function continues(last: Quantity, line: Quantity): boolean {
  const apart = line.rowIndex - last.rowIndex;
  if (last.layout !== line.layout || apart < 1 || apart > 2) return false;
  if (laterBlock.test(line.before)) return /\bfirst\b/i.test(last.before) || laterBlock.test(last.before);
  if (last.kwh === line.kwh) return false;
  const [label, lastLabel] = [labelOf(line), labelOf(last)];
  return (
    label.length >= fewestLetters && (namesPart(line) || namesPart(last)) && similarity(label, lastLabel) >= sameCharge
  );
}

/** `First 250 kWh`, `Next 600 kWh`, `Over 850  112 kWh`. */
const laterBlock = /\b(next|over|additional|remaining|all other)\W*([\d,]+\W*)?$/i;
const timeOfDay = /\b(super[\s-]?)?(on|mid|off)?[\s-]?peak\b|\bshoulder\b|\b(on|mid|off)\b|\b(night|day)s?\b/gi;
const date = /\d{1,2}\/\d{1,2}(\/\d{2,4})?/;

function namesPart({ row, first, before }: Quantity): boolean {
  return monthsIn({ ...row, words: row.words.slice(0, first) }).length > 0 || date.test(before) || isTimed(before);
}

const isTimed = (text: string) => text.replace(timeOfDay, '') !== text;

/** The letters of the charge's name, without those of the part. */
function labelOf({ row, first }: Quantity): string {
  const words = row.words.slice(0, first);
  const months = monthsIn({ ...row, words }).flatMap((month) => month.words);
  const text = words.filter((word) => !months.includes(word)).map((word) => word.text);
  return text
    .join(' ')
    .replace(timeOfDay, '')
    .toUpperCase()
    .replace(/[^A-Z]/g, '');
}
