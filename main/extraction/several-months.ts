/** Two months' bills of one customer in one file: which pages are not of the newest. */
import { findPeriodEnd } from './billing-days.ts';
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

const pageOf = ({ layout }: Page) => layout.reading.pageIndex;
const totalOf = ({ rows }: Page) => rows.reduce((sum, row) => sum + row.kwh, 0);
