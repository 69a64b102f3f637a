/** How long the bill's period is: some bills come every month, others every two. */
import type { Layout, Row } from './layout.ts';
import { textOf } from './quantities.ts';

/** Meters are read about every month or every two; any other number is a deadline, a year or a slip of reading. */
const FEWEST_DAYS = 20;
const isPeriod = (days: number) => (days >= FEWEST_DAYS && days <= 40) || (days >= 52 && days <= 72);

/** Days of the billing period by what most places on the pages say; null when none does. */
export function findBillingDays(layouts: readonly Layout[]): number | null {
  const said = layouts.flatMap(({ rows }) => rows.flatMap(daysIn)).filter(isPeriod);
  const votes = [...Map.groupBy(said, isTwoMonths)].sort((a, b) => b[1].length - a[1].length);
  return votes[0]?.[1][0] ?? null;
}

/** Whether a period of so many days is one of two months. */
export const isTwoMonths = (days: number) => days > 45;

function daysIn(row: Row): number[] {
  const text = textOf(row.words);
  return [...counted(text), ...spannedDays(text)];
}

/** `29 days`, `29 day billing period`, `NUMBER OF DAYS IN PERIOD 29`; not `within 60 days`. */
function counted(text: string): number[] {
  const behind = [...text.matchAll(/(\w*)\W+(\d{2,3})[\s-]days?\b/gi)]
    .filter(
      ([, before = '']) => !/^(within|after|over|than|least|past|last|next|every|of|is|are|to|or|until)$/i.test(before),
    )
    .map((found) => Number(found[2]));
  const before = [...text.matchAll(/\b(?:no\.?|number) of days(?: in (?:the )?period)?\W{0,3}(\d{2,3})\b/gi)];
  return [...behind, ...before.map((found) => Number(found[1]))];
}

/** From one date to another on the same line. */
export const spannedDays = (text: string): number[] =>
  spansIn(text).map(({ from, to }) => Math.round((to - from) / DAY_MS));

/** The last day, in UTC ms, of the latest billing period that is named on a page; null when none is. */
export function findPeriodEnd({ rows }: Layout): number | null {
  const periods = rows
    .flatMap((row) => spansIn(textOf(row.words)))
    .filter(({ from, to }) => isPeriod(Math.round((to - from) / DAY_MS)));
  return periods.length === 0 ? null : Math.max(...periods.map(({ to }) => to));
}

const DAY_MS = 86_400_000;

type Span = { readonly from: number; readonly to: number };

function spansIn(text: string): Span[] {
  const dates = [...text.matchAll(anyDate)].map((found) => ({ at: timeOf(found), start: found.index, text: found[0] }));
  return dates.slice(1).flatMap((to, index) => {
    const from = dates[index];
    if (!from || from.at === null || to.at === null) return [];
    const between = text.slice(from.start + from.text.length, to.start);
    return /^\s*(-|–|—|to|through|thru)\s*$/i.test(between) ? [{ from: from.at, to: to.at }] : [];
  });
}

/** `10/17/24`, alone, in UTC ms. */
export function dateOf(text: string): number | null {
  const [found] = [...text.matchAll(anyDate)];
  return found && found[0] === text ? timeOf(found) : null;
}

/** A meter that was read after so few days: a first bill, or a final one. */
export function isOfFewDays({ layout, rowIndex }: { readonly layout: Layout; readonly rowIndex: number }): boolean {
  const row = layout.rows[rowIndex];
  return row !== undefined && daysIn(row).some((days) => days < FEWEST_DAYS);
}

const anyDate = /(\d{1,2})\/(\d{1,2})\/((?:20)?\d{2})\b|\b([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}),? (20\d{2})\b/g;
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function timeOf([, month, day, year, name, dayBehind, longYear]: RegExpExecArray | RegExpMatchArray): number | null {
  if (name === undefined) return Date.UTC(2000 + (Number(year) % 100), Number(month) - 1, Number(day));
  const named = monthNames.indexOf(name);
  return named < 0 ? null : Date.UTC(Number(longYear), named, Number(dayBehind));
}
