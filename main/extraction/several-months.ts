/** Several months of one customer in one file, on pages of their own or in rows below each other: which are not the newest. */
import { dateOf, findPeriodEnd } from './billing-days.ts';
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
    proven.some((other) => pageOf(other) !== pageOf(page) && totalOf(other) !== totalOf(page)),
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
 * A bill that corrects several months has a row for each, of one meter: where one begins, by date and reading, the one
 * before it ended. A meter that was exchanged has another reading there.
 */
export function newestRows(rows: readonly MeterRow[]): readonly MeterRow[] {
  return rows.filter((row) => !rows.some((later) => later !== row && isContinuedBy(row, later)));
}

function isContinuedBy(row: MeterRow, later: MeterRow): boolean {
  const [own, other] = [datesOf(row), datesOf(later)];
  const [end, begin] = [Math.max(...own), Math.min(...other)];
  if (own.length !== 2 || other.length !== 2 || end !== begin || Math.min(...own) === begin) return false;
  const readings = new Set(readingsOf(later));
  return readingsOf(row).some((reading) => readings.has(reading));
}

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

/** Figures of a row but the number of its meter, which stands first, and its use. */
function readingsOf(row: MeterRow): string[] {
  const [, ...others] = wordsOf(row).filter((word) => !row.words.includes(word));
  return others.flatMap(({ text }) => (/^\d{3,6}$/.test(text) && Number(text) !== row.kwh ? [text] : []));
}

const pageOf = ({ layout }: Page) => layout.reading.pageIndex;
const totalOf = ({ rows }: Page) => rows.reduce((sum, row) => sum + row.kwh, 0);
