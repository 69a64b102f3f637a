/** Several months of one customer in one file, on pages of their own or in rows of one: which are not the newest. */
import { dateOf, findPeriodEnd, isOfFewDays } from './billing-days.ts';
import type { Layout } from './layout.ts';
import type { MeterRow } from './meter-rows.ts';
import { addUp } from './usage-table.ts';

type Page = { readonly layout: Layout; readonly rows: readonly MeterRow[] };

export type SeveralMonths = {
  /** Whether tables of different pages, each right by its own sums, come to different totals. */
  readonly several: boolean;
  /** Pages, from 0, whose table is of an earlier period than another's. */
  readonly earlier: ReadonlySet<number>;
};

/** Bills of one month may end some days apart; which of them is meant their days don't tell. */
const SAME_MONTH_MS = 14 * 86_400_000;

export function findSeveralMonths(pages: readonly Page[]): SeveralMonths {
  const proven = pages.filter(({ rows }) => rows.length > 0 && addUp(rows));
  const several = proven.some((page) =>
    proven.some((other) => pageOf(other) !== pageOf(page) && totalOf(other.rows) !== totalOf(page.rows)),
  );
  if (!several) return { several, earlier: new Set() };
  const ends = proven.flatMap((page) => {
    const end = findPeriodEnd(page.layout);
    return end === null ? [] : [{ page, end }];
  });
  const newest = Math.max(...ends.map(({ end }) => end));
  return {
    several,
    earlier: new Set(ends.filter(({ end }) => end < newest - SAME_MONTH_MS).map(({ page }) => pageOf(page))),
  };
}

/**
 * A bill for several months may have a row for each, of one meter: where one begins the one before it ended. A meter that
 * was exchanged has another reading there. Rows that are taken back make up for others, and stay; so do the parts of a
 * month, before and after a change.
 */
export function newestRows(rows: readonly MeterRow[]): readonly MeterRow[] {
  const ends = rows.map(({ readings }) => readings?.to);
  if (rows.some(({ kwh }) => kwh < 0) || new Set(ends).size < ends.length) return rows;
  return rows.filter((row) => isOfFewDays(row) || !rows.some((later) => isContinuedBy(row, later)));
}

const isContinuedBy = ({ readings: own }: MeterRow, { readings: next }: MeterRow) =>
  own !== null && next !== null && own.to === next.from && own.from < own.to && next.from < next.to;

/** Whether meters were read side by side, over the same days. */
export function haveSeveralMeters(rows: readonly MeterRow[]): boolean {
  const whole = rows.filter(({ period, kwh }) => period === null && kwh > 0);
  return whole.some((row) => whole.some((other) => meterOf(row) !== meterOf(other) && isOfSameDays(row, other)));
}

function isOfSameDays(row: MeterRow, other: MeterRow): boolean {
  const [own, others] = [datesOf(row), datesOf(other)];
  return own.length === 2 && own.join() === others.join();
}

const meterOf = (row: MeterRow) => wordsOf(row)[0]?.text;
const wordsOf = ({ layout, rowIndex }: MeterRow) => layout.rows[rowIndex]?.words ?? [];
const datesOf = (row: MeterRow) => wordsOf(row).flatMap(({ text }) => dateOf(text) ?? []);

const pageOf = ({ layout }: Page) => layout.reading.pageIndex;
export const totalOf = (rows: readonly MeterRow[]) => rows.reduce((sum, row) => sum + row.kwh, 0);
