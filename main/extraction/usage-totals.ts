/** Figures that a label announces as the total of a month or of a year. */
import { bottomOf, overlap, rightOf } from './geometry.ts';
import { findLabels, type LabelHit } from './labels.ts';
import type { Layout, Row } from './layout.ts';
import type { Box } from './page-reading.ts';
import { generic } from './profiles/generic.ts';
import type { Profile } from './profiles/profile.ts';
import { isSentence, type Quantity } from './quantities.ts';
import { type Sighting, sight } from './sighting.ts';

/** What stands before the use of a whole year. */
const yearLabels = [
  'last 12 months',
  'past 12 months',
  'previous 12 months',
  'last twelve months',
  '12 month total',
  '12 month usage',
  'Annual usage',
  'Annual electricity use',
  'Annual electric use',
  'Annual electric usage',
  'Annual kWh',
  'Yearly usage',
] as const;

/** The use of a whole year, where a label announces it. */
export function sightYearTotals(layout: Layout, quantities: readonly Quantity[]): Sighting[] {
  return sightTotals(layout, quantities, { labels: yearLabels, anchoring: 0.85 });
}

/** Figures that a label announces as the period's total: one that this utility uses, or else one that any may use. */
export function sightPeriodTotals(layout: Layout, quantities: readonly Quantity[], profile: Profile): Sighting[] {
  const monthly = quantities.filter((quantity) => !isOfYear(quantity));
  const own = sightTotals(layout, monthly, { labels: profile.usageLabels, anchoring: 0.85 });
  return own.length > 0 ? own : sightTotals(layout, monthly, { labels: generic.usageLabels, anchoring: 0.75 });
}

const isOfYear = ({ before }: Quantity) =>
  /\b(annual|yearly|12[\s-]month|twelve[\s-]month)|\byear to date\b/i.test(before);

/** Figures behind or below a label. */
function sightTotals(
  layout: Layout,
  quantities: readonly Quantity[],
  { labels, anchoring }: { readonly labels: readonly string[]; readonly anchoring: number },
): Sighting[] {
  const plain = quantities.filter(({ kind }) => kind === 'plain');
  // Labels are looked for letter by letter: not where there is nothing to be labelled.
  if (plain.length === 0) return [];
  return findLabels(layout, labels).flatMap((hit) => {
    const quantity = quantityBeside(hit, plain) ?? quantityBelow(hit, plain);
    return quantity ? [sightQuantity(quantity, anchoring * hit.exactness, 'total')] : [];
  });
}

function quantityBeside({ row, start }: LabelHit, quantities: readonly Quantity[]): Quantity | undefined {
  const labelWord = row.origins[start]?.word ?? 0;
  return quantities.find((other) => other.row === row && other.first >= labelWord);
}

/** In heights of the label: a heading of two lines and the first row of its table. */
const REACH_BELOW = 3;

function quantityBelow({ row, box }: LabelHit, quantities: readonly Quantity[]): Quantity | undefined {
  if (isSentence(textAround(row, box))) return undefined;
  return quantities.find((other) => {
    const [word] = other.words;
    if (!word) return false;
    const gap = word.box.top - bottomOf(box);
    const under = word.box.left < rightOf(box) + row.height && rightOf(word.box) > box.left - row.height;
    return under && gap > -0.3 * row.height && gap < REACH_BELOW * row.height;
  });
}

const textAround = (row: Row, box: Box) => row.runs.find((run) => overlap(run.box, box))?.text ?? '';

function sightQuantity(quantity: Quantity, anchoring: number, place: string): Sighting {
  return sight(quantity.layout, quantity.words, {
    value: String(Math.round(quantity.kwh)),
    anchoring,
    place,
    repairs: quantity.repairs,
  });
}
