/** The month's electricity: every figure that could be it is put forward, and the rest of the bill speaks for or against. */
import { type Ballot, capped, elect } from './confidence.ts';
import { findLabels } from './labels.ts';
import type { Layout } from './layout.ts';
import { findMeterRows, findUnitlessRows, type MeterRow } from './meter-rows.ts';
import type { Profile } from './profiles/profile.ts';
import { findQuantities, type Quantity } from './quantities.ts';
import { type Sighting, sight } from './sighting.ts';
import { findHistory, type History } from './usage-history.ts';

export type UsageReading = {
  readonly ballots: readonly Ballot[];
  readonly histories: readonly History[];
  /** Days of the billing period, when a usage row says so. */
  readonly days: number | null;
  readonly quantities: readonly Quantity[];
};

/** A month's use above this is a misread figure or an account that needs a person anyway. */
const mostKwh = 5_000_000;

export function readUsage(layouts: readonly Layout[], profile: Profile): UsageReading {
  const pages = layouts.map((layout) => {
    const quantities = findQuantities(layout);
    const history = findHistory(layout);
    return { layout, quantities: outsideHistory(quantities, history), history };
  });
  const quantities = pages.flatMap((page) => page.quantities);
  const histories = pages.flatMap((page) => page.history ?? []);
  const tables = pages.flatMap(({ layout, quantities: own }) => readTable(layout, own));
  const charges = quantities.filter((quantity) => quantity.kind === 'charge');
  const sightings = [
    ...tables.map((table) => table.sighting),
    ...charges.map((charge) => sightQuantity(charge, 0.6, chargePlace(charge, charges))),
    ...pages.flatMap(({ layout, quantities: own }) => sightTotals(layout, own, profile)),
    ...histories.flatMap(sightLastMonth),
  ].filter((sighting) => Number(sighting.value) > 0 && Number(sighting.value) < mostKwh);
  const ballots = elect(sightings);
  return { ballots: checked(ballots, tables, charges), histories, days: daysIn(quantities), quantities };
}

type Table = { readonly sighting: Sighting; readonly rows: readonly MeterRow[] };

/** The sum of a page's meter rows. Rows of the same period twice are two meters, or a meter that was changed. */
function readTable(layout: Layout, quantities: readonly Quantity[]): Table[] {
  const found = findMeterRows(layout, quantities);
  const rows = found.length > 0 ? found : findUnitlessRows(layout);
  if (rows.length === 0) return [];
  const words = rows.flatMap((row) => row.words);
  const total = rows.reduce((sum, row) => sum + row.kwh, 0);
  const value = String(Math.round(total));
  const repairs = rows.reduce((sum, row) => sum + row.repairs, 0);
  const sighting = sight(layout, words, {
    value,
    anchoring: trustRows(rows, total, quantities),
    place: 'usage table',
    repairs,
  });
  // Figures that satisfy their own sum were read right, whatever OCR thought of them.
  const sums = rows.every((row) => row.addsUp === true);
  return [{ rows, sighting: sums ? { ...sighting, legibility: Math.max(sighting.legibility, 0.97) } : sighting }];
}

/** How far the rows are all the rows there are, and rightly read. */
function trustRows(rows: readonly MeterRow[], total: number, quantities: readonly Quantity[]): number {
  const periods = new Set(rows.map((row) => row.period));
  const halfMissing = periods.has('on') !== periods.has('off');
  const charged = quantities.filter((quantity) => quantity.kind === 'charge' && quantity.kwh > total);
  const moreCharged = charged.some((charge) => charged.some((other) => other !== charge && other.kwh === charge.kwh));
  if (halfMissing || moreCharged) return 0.45;
  if (rows.some((row) => row.addsUp === false)) return 0.8;
  return rows.every((row) => row.addsUp === true) ? 0.97 : 0.9;
}

/** A figure behind a label that announces the total. */
function sightTotals(layout: Layout, quantities: readonly Quantity[], profile: Profile): Sighting[] {
  return findLabels(layout, profile.usageLabels).flatMap((hit) => {
    const labelWord = hit.row.origins[hit.start]?.word ?? 0;
    const next = quantities.find(
      (quantity) => quantity.row === hit.row && quantity.kind === 'plain' && quantity.first >= labelWord,
    );
    return next ? [sightQuantity(next, 0.85 * hit.exactness, 'total')] : [];
  });
}

function sightQuantity(quantity: Quantity, anchoring: number, place: string): Sighting {
  return sight(quantity.layout, quantity.words, {
    value: String(Math.round(quantity.kwh)),
    anchoring,
    place,
    repairs: quantity.repairs,
  });
}

/** Each charge line that names the same figure is one more place; the third says little new. */
function chargePlace(charge: Quantity, charges: readonly Quantity[]): string {
  const same = charges.filter((other) => other.kwh === charge.kwh && other.layout === charge.layout);
  return `charge ${Math.min(same.indexOf(charge), 2)}`;
}

function sightLastMonth(history: History): Sighting[] {
  // Of a series that was not read to its end, the last month may be any.
  const last = history.months.length >= 12 ? history.months.at(-1) : undefined;
  return last
    ? [
        sight(history.layout, last.words, {
          value: String(last.kwh),
          anchoring: 0.5,
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
function checked(ballots: readonly Ballot[], tables: readonly Table[], charges: readonly Quantity[]): Ballot[] {
  return ballots
    .flatMap((ballot) => {
      const table = tables.find((candidate) => candidate.sighting.value === ballot.value);
      const contradicted = table?.rows.some((row) => row.addsUp === false) ?? false;
      const addsUp = table?.rows.every((row) => row.addsUp === true) ?? false;
      const places = new Set(ballot.sightings.map((sighting) => sighting.place)).size;
      const partsAgree = table !== undefined && arePartsOf(Number(ballot.value), table.rows, charges);
      if (partsAgree)
        return [
          {
            ...ballot,
            confidence: Math.max(ballot.confidence, Math.min(0.97, ballot.confidence + 0.5 * (1 - ballot.confidence))),
          },
        ];
      if (contradicted && places < 3) return capped([ballot], 0.85);
      return addsUp || places > 1 ? [ballot] : capped([ballot], 0.88);
    })
    .sort((a, b) => b.confidence - a.confidence);
}

/** Charge lines that split the total by period or month add up to it. */
function arePartsOf(total: number, rows: readonly MeterRow[], charges: readonly Quantity[]): boolean {
  if (rows.length > 1) return rows.every((row) => charges.some((charge) => charge.kwh === row.kwh));
  return charges.some((charge) =>
    charges.some((other) => other !== charge && other.kwh < total && charge.kwh + other.kwh === total),
  );
}

function daysIn(quantities: readonly Quantity[]): number | null {
  for (const quantity of quantities) {
    const days = /^\W*(\d{1,3})\s?days?\b/i.exec(quantity.behind)?.[1];
    if (days && Number(days) >= 5) return Number(days);
  }
  return null;
}

/** What the year comes to: the printed months when there are twelve, else an estimate from this month. */
export function readYear(usage: UsageReading): { readonly ballots: readonly Ballot[]; readonly estimated: boolean } {
  const monthly = usage.ballots[0];
  const whole = usage.histories.filter((history) => history.months.length >= 12);
  if (whole.length > 0) return { ballots: electYears(whole, monthly), estimated: false };
  // A year is printed but not all of it could be read: an estimate would hide that.
  if (usage.histories.length > 0) return { ballots: [], estimated: false };
  if (!monthly) return { ballots: [], estimated: false };
  const periods = usage.days !== null && usage.days > 45 ? 6 : 12;
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
