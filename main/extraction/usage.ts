/** The month's electricity: every figure that could be it is put forward, and the rest of the bill speaks for or against. */
import { findBillingDays, isOfFewDays } from './billing-days.ts';
import { CAPS } from './certainty.ts';
import { type Charge, findCharges, findSums, isRemnant, type Sums } from './charges.ts';
import { type Ballot, capped, elect } from './confidence.ts';
import { findLooseFigures } from './history-bars.ts';
import type { Layout } from './layout.ts';
import type { MeterRow } from './meter-rows.ts';
import { sendsBack } from './own-generation.ts';
import type { Profile } from './profiles/profile.ts';
import { findQuantities, type Quantity } from './quantities.ts';
import { findSeveralMonths, haveSeveralMeters, newestRows, totalOf } from './several-months.ts';
import { type Sighting, sight } from './sighting.ts';
import { findHistory, type History, isSameMonth, type Month, mayHideYear, showsYear } from './usage-history.ts';
import { addUp, findTableRows, lacksRow, readTable, type UsageTable } from './usage-table.ts';
import { sightPeriodTotals, sightYearTotals } from './usage-totals.ts';

export type UsageReading = {
  readonly ballots: readonly Ballot[];
  readonly histories: readonly History[];
  /** Totals of a year, where one is printed. */
  readonly years: readonly Sighting[];
  /** Whether a year's bars are drawn whose figures may be there without having been read. */
  readonly hidesYear: boolean;
  /** Whether nobody had the time to look for them. */
  readonly hurriedPastYear: boolean;
  /** Whether one is printed, whatever was read of it. */
  readonly showsYear: boolean;
  /** Figures that may be left of such bars. */
  readonly looseFigures: readonly number[];
  /** Days of the billing period, when the bill says so. */
  readonly days: number | null;
  /** Whether the period is shorter than any month's: a first or a final bill. */
  readonly isPartOfMonth: boolean;
  /** Whether bills of several months are there; the newest is read. */
  readonly severalMonths: boolean;
};

/** A month's use above this is a misread figure or an account that needs a person anyway. */
const mostKwh = 5_000_000;

export function readUsage(layouts: readonly Layout[], profile: Profile): UsageReading {
  const all = layouts.map((layout) => {
    const history = findYear(layout);
    const quantities = outsideHistory(findQuantities(layout), history);
    const rows = findTableRows(layout, quantities);
    const newest = newestRows(rows);
    return { layout, quantities, history, rows: newest, ofSeveral: newest.length < rows.length ? totalOf(rows) : null };
  });
  const totalsOfSeveral = new Set(all.flatMap(({ ofSeveral }) => ofSeveral ?? []));
  const catchesUp = totalsOfSeveral.size > 0;
  const { several, earlier } = findSeveralMonths(all);
  const pages = all.filter(({ layout }) => !earlier.has(layout.reading.pageIndex));
  const histories = withoutShorter(all.flatMap((page) => page.history ?? []));
  const charges = pages.flatMap((page) => findCharges(page.quantities));
  const tables = pages.flatMap(({ layout, rows }) => readTable(layout, rows, charges));
  const days = findBillingDays(layouts);
  const sums = findSums(charges);
  const wholes = charges.filter(
    (charge) => !isRemnant(charge, days) && !sums.parts.has(charge.kwh) && !isPart(charge, charges, tables),
  );
  // Nothing used is believed only where the readings say so, too.
  const idle = tables.filter(({ rows, sighting }) => sighting.value === '0' && addUp(rows));
  const sightings = [
    ...tables.map((table) => table.sighting),
    ...wholes.map((charge) => sightCharge(charge, wholes, sums)),
    ...pages.flatMap(({ layout, quantities }) => sightPeriodTotals(layout, quantities, profile)),
    ...histories.flatMap(sightLastMonth),
    ...all.filter((page) => !pages.includes(page)).flatMap(sightEarlier),
  ]
    .filter(({ value }) => Number(value) > 0 && Number(value) < mostKwh)
    .map((sighting) => (totalsOfSeveral.has(Number(sighting.value)) ? { ...sighting, anchoring: EARLIER } : sighting));
  const years = all.flatMap(({ layout, quantities }) => sightYearTotals(layout, quantities));
  // Each may have a point of delivery of its own, and the sum is none's then.
  const addsMeters = tables.some(({ rows }) => haveSeveralMeters(rows));
  const ballots = checked(elect([...sightings, ...idle.map(({ sighting }) => sighting)]), tables, charges);
  return {
    ballots: several || catchesUp || addsMeters || sendsBack(layouts) ? capped(ballots, CAPS.failedCheck) : ballots,
    histories,
    years,
    hidesYear: layouts.some(mayHideYear),
    hurriedPastYear: layouts.some((layout) => layout.reading.hurried === true && mayHideYear(layout)),
    showsYear: layouts.some(showsYear),
    looseFigures: layouts.flatMap(findLooseFigures),
    days,
    isPartOfMonth: tables.some(({ rows }) => rows.some(isOfFewDays)),
    severalMonths: earlier.size > 0 || catchesUp,
  };
}

/** Rows of readings, each of another month, are no year: what proves their sums is this bill's. */
function findYear(layout: Layout): History | null {
  const history = findHistory(layout);
  if (!history) return null;
  const proven = findTableRows(layout, findQuantities(layout)).filter(({ addsUp }) => addsUp === true);
  const isRead = ({ words }: Month) => proven.some((row) => words.some((word) => row.words.includes(word)));
  return history.months.every(isRead) ? null : history;
}

/** Of several looks at a year, those that end at a month after which as many go on have lost the rest. */
function withoutShorter(histories: readonly History[]): readonly History[] {
  return histories.filter(({ layout, months }) => {
    const last = months.at(-1);
    if (!last) return false;
    const looks = histories.filter((other) => other.layout.reading.pageIndex === layout.reading.pageIndex);
    const goingOn = looks.filter((other) => other.months.slice(0, -1).some((month) => isSameMonth(month, last)));
    const ending = looks.filter((other) => other.months.slice(-1).some((month) => isSameMonth(month, last)));
    return goingOn.length < ending.length;
  });
}

/** A charge for one meter of several, or for a part whose other part makes up a table's sum with it, is for no whole. */
function isPart({ kwh }: Charge, charges: readonly Charge[], tables: readonly UsageTable[]): boolean {
  return tables.some(({ rows, sighting }) => {
    const rest = Number(sighting.value) - kwh;
    if (rest <= 0) return false;
    return (rows.length > 1 && rows.some((row) => row.kwh === kwh)) || charges.some((other) => other.kwh === rest);
  });
}

/** Each charge that names the same figure is one more place; the third says little new. */
function sightCharge(charge: Charge, charges: readonly Charge[], { wholes }: Sums): Sighting {
  const same = charges.filter((other) => other.kwh === charge.kwh && other.layout === charge.layout);
  return sight(
    charge.layout,
    charge.lines.flatMap((line) => line.words),
    {
      value: String(Math.round(charge.kwh)),
      anchoring: wholes.has(charge.kwh) ? 0.8 : 0.6,
      place: `charge ${Math.min(same.indexOf(charge), 2)}`,
      repairs: charge.lines.reduce((sum, line) => sum + line.repairs, 0),
    },
  );
}

/** A month before this one, or several together, may be meant after all, hardly likely. */
const EARLIER = 0.3;

const sightEarlier = ({ layout, rows }: { readonly layout: Layout; readonly rows: readonly MeterRow[] }): Sighting[] =>
  readTable(layout, rows, []).map(({ sighting }) => ({ ...sighting, anchoring: EARLIER }));

function sightLastMonth(history: History): Sighting[] {
  // Of a series that was not read to its end, the last month may be any.
  const last = history.months.length >= 12 ? history.months.at(-1) : undefined;
  return last
    ? [
        sight(history.layout, last.words, {
          value: String(last.kwh),
          anchoring: 0.8,
          place: 'history',
          repairs: last.repairs,
        }),
      ]
    : [];
}

function outsideHistory(quantities: readonly Quantity[], history: History | null): Quantity[] {
  if (!history) return [...quantities];
  const inside = new Set(history.months.flatMap((month) => month.words));
  return quantities.filter((quantity) => !quantity.words.some((word) => inside.has(word)));
}

/** No figure is certain that a sum contradicts, or that stands in one place only. */
function checked(ballots: readonly Ballot[], tables: readonly UsageTable[], charges: readonly Charge[]): Ballot[] {
  return ballots
    .flatMap((ballot) => {
      const table = tables.find((candidate) => candidate.sighting.value === ballot.value);
      const contradicted = table?.rows.some((row) => row.addsUp === false) ?? false;
      const addsUp = table?.rows.every((row) => row.addsUp === true) ?? false;
      const places = new Set(ballot.sightings.map((sighting) => sighting.place)).size;
      if (table?.complete && partsAgree(Number(ballot.value), table.rows, charges))
        return [{ ...ballot, confidence: surer(ballot.confidence) }];
      if (contradicted && places < 3) return capped([ballot], CAPS.contradicted);
      return addsUp || places > 1 ? [ballot] : capped([ballot], CAPS.oneWitness);
    })
    .sort((a, b) => b.confidence - a.confidence);
}

const surer = (confidence: number) => Math.max(confidence, Math.min(0.97, confidence + 0.5 * (1 - confidence)));

/** Charges by period or month add up to the total. */
function partsAgree(total: number, rows: readonly MeterRow[], charges: readonly Charge[]): boolean {
  const lines = charges.flatMap((charge) => charge.lines);
  if (lacksRow(rows, charges)) return false;
  if (rows.length > 1) return rows.every((row) => lines.some((line) => line.kwh === row.kwh));
  return lines.some((line) => lines.some((other) => other !== line && line.kwh + other.kwh === total));
}
