/** What another look at a page could still settle, and where on the page to look. */
import { extractFields } from './extract-fields.ts';
import { type FieldName, fieldNames } from './field.ts';
import { surround } from './geometry.ts';
import { findLabels, wordsBetween } from './labels.ts';
import { createLayout } from './layout.ts';
import type { Box, PageReading } from './page-reading.ts';
import { generic } from './profiles/generic.ts';
import { profiles } from './profiles/profiles.ts';

export type Doubt = {
  readonly field: FieldName;
  /** Where the value should be read again, on the page as shown; null when that is anywhere. */
  readonly region: Box | null;
};

/** One place alone never makes a name certain, so a page by itself asks for less than CERTAIN. */
const settled = 0.8;

/**
 * Fields that this page seems to hold, because their label is there or a value was read, without being settled by
 * the passes so far. Empty for a page that holds none, and for one that was read well: another pass gains nothing.
 */
export function findDoubts(passes: readonly PageReading[]): Doubt[] {
  const { fields } = extractFields(passes);
  const labels = labelBoxes(passes);
  return fieldNames.flatMap((field) => {
    const reading = fields[field];
    const region = labels.get(field) ?? null;
    if (reading?.estimated || (reading && reading.confidence >= settled)) return [];
    if (!reading && !region) return [];
    return [
      { field, region: reading?.box ? (surround(region ? [reading.box, region] : [reading.box]) ?? region) : region },
    ];
  });
}

const everyProfile = [...profiles, generic];
const labelsOf: Partial<Record<FieldName, readonly string[]>> = {
  accountNumber: ['Account Number', 'Account No', 'Acct No'],
  poid: ['PoD ID'],
  serviceAddress: [...new Set(everyProfile.flatMap((profile) => profile.addresses.flatMap((place) => place.labels)))],
  monthlyUsageKwh: ['Billed Usage', 'Total Usage', 'Electric Usage', 'kWh used'],
};

/** A line's length to the right of the label and three lines down: where values stand. */
function labelBoxes(passes: readonly PageReading[]): Map<FieldName, Box> {
  const boxes = new Map<FieldName, Box>();
  for (const layout of passes.map(createLayout)) {
    for (const field of fieldNames) {
      const [hit] = findLabels(layout, labelsOf[field] ?? []);
      const label = hit && surround(wordsBetween(hit.row, hit.start, hit.end).map((word) => word.onPage));
      if (!label || boxes.has(field)) continue;
      boxes.set(field, {
        left: label.left,
        top: label.top - label.height,
        width: label.width + 30 * label.height,
        height: 6 * label.height,
      });
    }
  }
  return boxes;
}
