/** Figures that a label announces as the total of a month or of a year. */

import { readKwh } from './digits.ts';
import { bottomOf, overlap, rightOf } from './geometry.ts';
import { findLabels, type LabelHit, wordsAfter } from './labels.ts';
import type { Layout, Row } from './layout.ts';
import type { Box } from './page-reading.ts';
import { generic } from './profiles/generic.ts';
import type { Profile } from './profiles/profile.ts';
import { isSentence, type Quantity, textOf } from './quantities.ts';
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
  if (!layout.rows.some(({ letters }) => letters.includes('KWH'))) return [];
  return findLabels(layout, labels).flatMap((hit) => {
    const quantity = quantityBeside(hit, plain) ?? quantityBelow(hit, plain);
    const figure = quantity ?? (/kwh/i.test(hit.phrase) ? bareBeside(hit) : null);
    return figure ? [sightFigure(layout, figure, anchoring * hit.exactness)] : [];
  });
}

type Figure = Pick<Quantity, 'kwh' | 'words' | 'repairs'>;

/** `Total kWh used in 32 days  823`: the label says the unit. A bare 2024 beside it is the heading of a year. */
function bareBeside(hit: LabelHit): Figure | null {
  if (/average|avg|daily|per day|demand/i.test(textOf(hit.row.words))) return null;
  const words = wordsAfter(hit);
  const [lead] = /^(\W*(used|usage)\b)?(\W*(in|for) \d{1,3} days?\b)?\W*/i.exec(textOf(words)) ?? [''];
  const at = lead.trim() === '' ? 0 : lead.trim().split(/\s+/).length;
  const [word, next] = words.slice(at);
  const read = word && !/^20[0-3]\d$/.test(word.text) && readKwh(word.text);
  if (!word || !read || !Number.isInteger(read.value) || /^(days?|kw|kva|%|therms?|ccf)\b/i.test(next?.text ?? ''))
    return null;
  return { kwh: read.value, words: [word], repairs: read.repairs };
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

function sightFigure(layout: Layout, { kwh, words, repairs }: Figure, anchoring: number): Sighting {
  return sight(layout, words, { value: String(Math.round(kwh)), anchoring, place: 'total', repairs });
}
