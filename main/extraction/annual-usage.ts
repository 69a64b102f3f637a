/** The year's electricity: the months that are printed, or an estimate. */
import { isTwoMonths } from './billing-days.ts';
import { type Ballot, elect } from './confidence.ts';
import { sight } from './sighting.ts';
import type { UsageReading } from './usage.ts';
import type { History } from './usage-history.ts';

/** What the year comes to: the printed months when there are twelve, else an estimate from this month. */
export function readYear(usage: UsageReading): { readonly ballots: readonly Ballot[]; readonly estimated: boolean } {
  const monthly = usage.ballots[0];
  const whole = usage.histories.filter((history) => history.months.length >= 12);
  if (whole.length > 0) return { ballots: electYears(whole, monthly), estimated: false };
  // A year is printed but not all of it could be read: an estimate would hide that.
  if (usage.histories.length > 0) return { ballots: [], estimated: false };
  if (!monthly) return { ballots: [], estimated: false };
  const periods = usage.days !== null && isTwoMonths(usage.days) ? 6 : 12;
  return {
    ballots: [
      {
        value: String(Number(monthly.value) * periods),
        confidence: Math.min(0.85, monthly.confidence * 0.85),
        pageIndex: monthly.pageIndex,
        box: null,
        sightings: [],
      },
    ],
    estimated: true,
  };
}

/** Passes over a page may read different figures in one of the months: they vote on the sum. */
function electYears(histories: readonly History[], monthly: Ballot | undefined): Ballot[] {
  const sightings = histories.map(({ layout, months: all }) => {
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
  return elect(sightings);
}
