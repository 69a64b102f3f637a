/** The year's electricity: the months that are printed, or an estimate. */
import { isTwoMonths } from './billing-days.ts';
import { most } from './certainty.ts';
import { type Ballot, elect } from './confidence.ts';
import { type Sighting, sight } from './sighting.ts';
import type { UsageReading } from './usage.ts';
import type { History } from './usage-history.ts';

export type YearReading = { readonly ballots: readonly Ballot[]; readonly estimated: boolean };

/** What the year comes to: the printed months when there are twelve, a printed total, or else an estimate. */
export function readYear(usage: UsageReading): YearReading {
  const monthly = usage.ballots[0];
  const histories = usage.histories.filter((history) => isOfMonths(history, monthly));
  const whole = histories.filter((history) => history.months.length >= 12);
  const printed = [...sightYears(whole, monthly), ...usage.years.filter((year) => isOfYear(year, monthly))];
  if (printed.length > 0) return { ballots: elect(printed), estimated: false };
  // A year is printed but not all of it could be read: an estimate would hide that.
  const unread = usage.hasTable || histories.some(({ layout }) => layout.reading.source === 'ocr');
  if (unread || !monthly) return { ballots: [], estimated: false };
  return {
    ballots: [estimate(monthly, { ...usage, hidesYear: usage.hidesYear || histories.length > 0 })],
    estimated: true,
  };
}

function estimate(monthly: Ballot, { days, hidesYear }: UsageReading): Ballot {
  const periods = days !== null && isTwoMonths(days) ? 6 : 12;
  return {
    value: String(Number(monthly.value) * periods),
    confidence: Math.min(hidesYear ? most.estimateBesideYear : most.estimate, monthly.confidence * 0.95),
    pageIndex: monthly.pageIndex,
    box: null,
    sightings: [],
  };
}

/** A year's months differ; by more than this they are days, or dollars. */
const OTHER_UNIT = 10;

function isOfMonths({ months }: History, monthly: Ballot | undefined): boolean {
  if (!monthly) return true;
  const mean = months.reduce((sum, month) => sum + month.kwh, 0) / months.length;
  return mean > Number(monthly.value) / OTHER_UNIT;
}

function isOfYear(year: Sighting, monthly: Ballot | undefined): boolean {
  const months = Number(year.value) / Number(monthly?.value ?? year.value);
  return monthly === undefined || (months > 12 / OTHER_UNIT && months < 12 * OTHER_UNIT);
}

/** Passes over a page may read different figures in one of the months: they vote on the sum. */
function sightYears(histories: readonly History[], monthly: Ballot | undefined): Sighting[] {
  return histories.map(({ layout, months: all }) => {
    const months = all.slice(-12);
    const total = months.reduce((sum, month) => sum + month.kwh, 0);
    const agrees = monthly !== undefined && months.at(-1)?.kwh === Number(monthly.value);
    const outlier = months.some((month) => month.kwh * 12 > total * 4);
    return sight(
      layout,
      months.flatMap((month) => month.words),
      {
        value: String(total),
        anchoring: agrees && !outlier ? 0.97 : 0.8,
        place: 'history',
        repairs: months.reduce((sum, month) => sum + month.repairs, 0),
      },
    );
  });
}
