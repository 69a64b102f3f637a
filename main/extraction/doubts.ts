/** What another look at a page could still settle, and where on the page to look. */
import { extractFields } from './extract-fields.ts';
import { type FieldName, type FieldReading, fieldNames } from './field.ts';
import { overlap, surround } from './geometry.ts';
import { findLabels, type LabelHit, wordsBetween } from './labels.ts';
import { createLayout } from './layout.ts';
import type { Box, PageReading } from './page-reading.ts';
import { generic } from './profiles/generic.ts';
import { profiles } from './profiles/profiles.ts';
import { yearFloors } from './usage-history.ts';

export type FieldDoubt = {
  readonly field: FieldName;
  /** Its label is there without a value; passes read different values; or there is one value, not well read. */
  readonly reason: 'missing' | 'disagreement' | 'unsure';
  /** Where the value or its label stands, in the first pass's reading frame. */
  readonly place: Box | null;
  /** Where on a page the field is printed: at its head, among readings and charges, or in a year's table or chart. */
  readonly part: PagePart;
};

export type PagePart = 'head' | 'charges' | 'year';

/**
 * One place alone never makes a name certain, so a page by itself asks for less than CERTAIN. On photos 2 of 29 values
 * between the two were wrong after one pass (182 drawn pages, 2026-11).
 */
const settled = { scan: 0.8, photo: 0.87 };
/** Another value this likely disagrees. */
const rival = 0.1;

/** What stands at the head of a bill's pages is looked for on the first one. */
const partOfField: Readonly<Record<FieldName, PagePart>> = {
  utility: 'head',
  customerName: 'head',
  serviceAddress: 'head',
  accountNumber: 'head',
  poid: 'charges',
  monthlyUsageKwh: 'charges',
  annualUsageKwh: 'year',
};

/**
 * On a scan, too: small figures over bars, which a recogniser takes for a picture, an address below its label, and a
 * point of delivery, letter and digits in one, which it likes to tear.
 */
const oftenThere: readonly FieldName[] = ['annualUsageKwh', 'serviceAddress', 'poid'];

export type PageLook = {
  readonly photo: boolean;
  /** Where letters were seen on the page without a word being read, in the first pass's reading frame. */
  readonly unread?: readonly Box[];
};

/**
 * Fields that this page seems to hold, because their label is there or a value was read, without the passes so far
 * having settled them; the first pass comes first. Empty for a page that holds none, and for one that was read well.
 * On a photo, whose labels may be as hard to read as its values, what is missing at its head is in doubt, too. A year that
 * was not read may be what is left unread: recognisers take tables and charts for pictures.
 */
export function findDoubts(passes: readonly PageReading[], { photo, unread = [] }: PageLook): FieldDoubt[] {
  const { fields } = extractFields(passes, { keepDoubtful: true });
  const labels = placesByLabel(passes, photo ? labelsOf : labelsOnScan);
  const known = profiles.find(({ utility }) => utility === fields.utility?.value);
  return fieldNames.flatMap((field): FieldDoubt[] => {
    if (field === 'poid' && known?.poid.kind === 'none') return [];
    const reading = fields[field];
    const label = labels.get(field) ?? null;
    const inDoubt = (reason: FieldDoubt['reason'], place: Box | null): FieldDoubt[] => [
      { field, reason, place, part: partOfField[field] },
    ];
    if (!reading || reading.estimated) {
      const lost = field === 'annualUsageKwh' ? surround(unread) : null;
      if (lost) return inDoubt('missing', label ? surround([label, lost]) : lost);
      const atHead = passes[0]?.pageIndex === 0 && partOfField[field] === 'head';
      const expected = photo ? label !== null || atHead : label !== null && oftenThere.includes(field);
      return expected ? inDoubt('missing', label) : [];
    }
    if (reading.confidence >= (photo ? settled.photo : settled.scan)) return [];
    const disagree = reading.alternatives.some((other) => other.confidence >= rival);
    const place = placeOf(reading, passes);
    return inDoubt(disagree ? 'disagreement' : 'unsure', (place && roomAround(place)) ?? label);
  });
}

/** The words that the value was read from, in the reading frame. */
function placeOf({ box, pageIndex }: FieldReading, passes: readonly PageReading[]): Box | null {
  const words = passes.find((pass) => pass.pageIndex === pageIndex)?.words ?? [];
  return box && surround(words.filter((word) => overlap(word.onPage, box)).map((word) => word.box));
}

/** Enough for a line cut short or set apart; in heights of the words. */
function roomAround({ left, top, width, height }: Box): Box {
  return { left: left - 3 * height, top: top - height, width: width + 6 * height, height: 3 * height };
}

const everyProfile = [...profiles, generic];
type Labels = Partial<Record<FieldName, readonly string[]>>;
const labelsOf: Labels = {
  accountNumber: ['Account Number', 'Account No', 'Acct No'],
  poid: ['PoD ID', 'Electricity Service', 'Meter Number'],
  serviceAddress: [...new Set(everyProfile.flatMap((profile) => profile.addresses.flatMap((place) => place.labels)))],
  monthlyUsageKwh: ['Billed Usage', 'Total Usage', 'Electric Usage', 'kWh used', 'Meter Number'],
  annualUsageKwh: [
    'Your Electricity Use',
    'Your Electric Use',
    'Electric Usage History',
    'Electricity Usage History',
    'Energy Use History',
    'Energy Usage History',
    'Usage History',
    'My Energy Usage',
    'Month',
    'Electric use - 13 months',
    'Electric usage - 13 months',
  ],
};
/** A meter or a service is named on every utility's bills, a point of delivery is not. */
const labelsOnScan: Labels = { ...labelsOf, poid: ['PoD ID'] };

/** In heights of a label: a value below it, at most; and an address after a name of two lines. */
const BESIDE_HEIGHT = 6;
const ADDRESS_HEIGHT = 10;
/** A year's table or chart stands below its heading, as wide as the page at most. In heights of the heading. */
const CHART_HEIGHT = 26;
/** Its figures stand over its months, in heights of those. */
const OVER_MONTHS = 18;

function aboveFloor({ top, height }: Box): Box {
  return { left: 0, top: top - OVER_MONTHS * height, width: 1e6, height: (OVER_MONTHS + 2) * height };
}

/** Small print speaks of the same things. A label has a capital, and a word or two of its line before it at most. */
function isInSentence({ phrase, row, start, end }: LabelHit): boolean {
  const [first] = wordsBetween(row, start, end);
  if (!first) return false;
  const before = row.runs.find(({ words }) => words.includes(first))?.words.indexOf(first) ?? 0;
  return before > 2 || (/^[a-z]/.test(first.text) && /^[A-Z]/.test(phrase));
}

/** Where values stand: a line's length to the right of the label and some lines down. May reach beyond the page. */
function placesByLabel([pass, ...others]: readonly PageReading[], labels: Labels): Map<FieldName, Box> {
  const places = new Map<FieldName, Box>();
  if (!pass) return places;
  const layout = createLayout(pass);
  for (const field of fieldNames) {
    const hit = findLabels(layout, labels[field] ?? []).find((each) => !isInSentence(each));
    if (!hit) continue;
    const { left, top, width, height } = hit.box;
    const reach = field === 'serviceAddress' ? ADDRESS_HEIGHT : BESIDE_HEIGHT;
    const beside = { left, top: top - height, width: width + 30 * height, height: reach * height };
    const below = { left: 0, top: top + height, width: 1e6, height: CHART_HEIGHT * height };
    places.set(field, field === 'annualUsageKwh' ? below : beside);
  }
  const [floor] = yearFloors(layout);
  // Bars mostly have no figures: one close look tells.
  if (floor && others.length === 0 && !places.has('annualUsageKwh'))
    places.set('annualUsageKwh', aboveFloor(floor.box));
  return places;
}
