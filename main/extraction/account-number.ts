/** Account numbers: beside or below their label, bare in their own dashed form, and within the stub's scan line. */
import { isAnothers } from './another-customer.ts';
import { readDigits } from './digits.ts';
import { bottomOf, overlap, rightOf, surround } from './geometry.ts';
import { findLabels, type LabelHit, wordsAfter } from './labels.ts';
import { isColumnGap, type Layout, type Row } from './layout.ts';
import type { Box, Word } from './page-reading.ts';
import { generic } from './profiles/generic.ts';
import type { AccountFormat, Profile } from './profiles/profile.ts';
import { legibilityOf, type Sighting, sight } from './sighting.ts';

const numberLabels = [
  'Account Number',
  'Your account number',
  'Account No',
  'Acct No',
  'Acct Number',
  'Account ID',
] as const;
/** These announce a number only when one stands right behind them. */
const shortLabels = ['Account', 'Acct'] as const;
/** Near such words an account is the supplier's. */
const supplierWords = /\b(suppliers?|esco|energy (supply|services?|llc|inc)|electric(ity)? supply|new ?energy)\b/i;

export function sightAccountNumbers(layouts: readonly Layout[], profile: Profile): Sighting[] {
  const known = layouts.flatMap((layout) => {
    const labelled = sightLabelled(layout, profile);
    return [...labelled, ...sightBare(layout, profile).filter((sighting) => !isAmong(sighting, labelled))];
  });
  const direct = known.length > 0 ? known : layouts.flatMap(sightOfOtherForm);
  return [...direct, ...layouts.flatMap((layout) => sightInScanLine(layout, direct))];
}

/** Utilities change the form of their numbers. In a text layer no digit is lost; what OCR read so is a slip, more likely. */
function sightOfOtherForm(layout: Layout): Sighting[] {
  return layout.reading.source === 'text-layer' ? sightLabelled(layout, generic) : [];
}

/** A number by its label and by its form is one print, not two witnesses. */
function isAmong({ box }: Sighting, others: readonly Sighting[]): boolean {
  return others.some((other) => box && other.box && overlap(box, other.box));
}

function sightLabelled(layout: Layout, profile: Profile): Sighting[] {
  return findLabels(layout, [...numberLabels, ...shortLabels]).flatMap((hit) => {
    const isShort = shortLabels.some((label) => label === hit.phrase);
    const beside = readAccount(besideLabel(hit), profile);
    const read = beside ?? (isShort ? null : readAccount(belowLabel(layout, hit), profile));
    if (!read || isOfOthers(layout, hit, read) || isOfNoForm(read, layout)) return [];
    const anchoring = (read.dashed ? 0.985 : 0.9) * (0.9 + 0.1 * hit.exactness) * (read.expectedStart ? 1 : 0.75);
    const place = read.dashed ? 'label' : 'undashed label';
    return [sight(layout, read.words, { value: read.digits, anchoring, place, repairs: read.repairs })];
  });
}

/** Neither this utility's dashes nor its first digits: a supplier's, or misread. */
const isOfNoForm = ({ dashed, expectedStart }: Read, { reading }: Layout) =>
  reading.source === 'ocr' && !dashed && !expectedStart;

export type AccountPlace = { readonly box: Box; readonly exactness: number };

/**
 * Where the customer's account number stands, label and all, whether or not the number itself could be read. Where it
 * is printed with dashes, a number without them is the stub's or a supplier's.
 */
export function findAccountPlaces(layout: Layout, profile: Profile): AccountPlace[] {
  const hits = findLabels(layout, numberLabels);
  const reads = hits.map((hit) => readAccount(besideLabel(hit), profile));
  const isDashed = reads.some((read) => read?.dashed);
  const labelled = hits.flatMap((hit, index): AccountPlace[] => {
    const beside = besideLabel(hit);
    const read = reads[index] ?? null;
    const isUnlike = read
      ? !read.expectedStart || (isDashed && !read.dashed)
      : beside.some((word) => /\d{6}/.test(word.text));
    if (isUnlike || isOfOthers(layout, hit, read)) return [];
    const words = read?.words ?? beside;
    return [{ box: surround([hit.box, ...words.map((word) => word.box)]) ?? hit.box, exactness: hit.exactness }];
  });
  const known = hits.flatMap(besideLabel);
  const alone = findDashed(layout, profile).filter((word) => !known.includes(word));
  return [...labelled, ...alone.map((word) => ({ box: word.box, exactness: 0.9 }))];
}

/** Numbers alone, in this utility's own dashed form. */
function findDashed(layout: Layout, profile: Profile): Word[] {
  return layout.rows.flatMap((row) =>
    row.words.flatMap((word) => (readAccount([word], profile)?.dashed && !/[A-Za-z]/.test(word.text) ? [word] : [])),
  );
}

/** Only forms that say whose number it is: dashed as this utility does, or with its first digits. */
function sightBare(layout: Layout, profile: Profile): Sighting[] {
  return layout.rows.flatMap((row, rowIndex) =>
    row.words.flatMap((word, index) => {
      const read = readAccount(row.words.slice(index, index + 1), profile);
      if (!read?.expectedStart || read.repairs > 0) return [];
      if (isOfOthers(layout, { row, rowIndex, box: word.box }, read)) return [];
      const telling = profile.accounts.some(
        ({ startsWith, groups }) => startsWith.length > 0 || (read.dashed && groups.length > 1),
      );
      if (!telling || !/^\W*\d[\d\-–—]+\W*$/.test(word.text)) return [];
      return [
        sight(layout, read.words, {
          value: read.digits,
          anchoring: read.dashed ? 0.93 : 0.88,
          place: read.dashed ? 'dashed' : 'stub',
        }),
      ];
    }),
  );
}

/** A long machine-readable line confirms a number it contains; alone it says nothing. */
function sightInScanLine(layout: Layout, direct: readonly Sighting[]): Sighting[] {
  const values = [...new Set(direct.map((sighting) => sighting.value))];
  return layout.rows.flatMap((row) =>
    row.runs.flatMap((run) => {
      const read = readDigits(run.text.replaceAll(' ', ''));
      if (!read || read.digits.length < 20) return [];
      return values
        .filter((value) => read.digits.includes(value))
        .map((value) => ({
          ...sight(layout, run.words, { value, anchoring: 0.9, place: 'scan line' }),
          legibility: Math.max(0.9, legibilityOf(run.words)),
        }));
    }),
  );
}

type Read = {
  readonly digits: string;
  readonly repairs: number;
  readonly words: readonly Word[];
  readonly dashed: boolean;
  readonly expectedStart: boolean;
  /** Its first digits are this utility's own. */
  readonly telling: boolean;
};

/** The number that the first words spell, when it has a form of this utility's. */
function readAccount(words: readonly Word[], profile: Profile): Read | null {
  for (let count = Math.min(5, words.length); count >= 1; count--) {
    const taken = words.slice(0, count);
    const text = taken.map((word) => word.text).join(' ');
    const read = readDigits(text.replace(/^[^\w|]+/, ''));
    if (!read) continue;
    const format = profile.accounts.find((candidate) => lengthOf(candidate) === read.digits.length);
    if (!format) continue;
    return {
      ...read,
      words: taken,
      dashed: format.groups.length > 1 && isDashedLike(text, format),
      expectedStart: format.startsWith.length === 0 || format.startsWith.some((start) => read.digits.startsWith(start)),
      telling: format.startsWith.some((start) => read.digits.startsWith(start)),
    };
  }
  return null;
}

const lengthOf = (format: AccountFormat) => format.groups.reduce((sum, length) => sum + length, 0);

function isDashedLike(text: string, format: AccountFormat): boolean {
  const groups = text.split(/[^A-Za-z0-9|]+/).filter((part) => part !== '');
  return groups.length === format.groups.length && groups.every((part, index) => part.length === format.groups[index]);
}

/** What follows on the label's row, up to a wide gap. */
function besideLabel(hit: LabelHit): Word[] {
  const taken: Word[] = [];
  let reach = rightOf(hit.box) + 12 * hit.row.height;
  for (const word of wordsAfter(hit)) {
    const last = taken.at(-1);
    if (last && isColumnGap(last, word, hit.row)) break;
    if (word.box.left > reach) break;
    taken.push(word);
    reach = rightOf(word.box) + 3 * hit.row.height;
  }
  return taken;
}

/** The first words below the label, within its width. */
function belowLabel(layout: Layout, hit: LabelHit): Word[] {
  const limit = bottomOf(hit.box) + 2.6 * hit.row.height;
  for (const row of layout.rows.slice(hit.rowIndex + 1)) {
    if (row.box.top > limit + 2 * row.height) break;
    const below = row.runs.find(
      (run) =>
        overlapsBelow(run.box.left, rightOf(run.box), hit, row) && run.box.top < limit && run.box.top > hit.box.top,
    );
    if (below) return [...below.words];
  }
  return [];
}

function overlapsBelow(left: number, right: number, hit: LabelHit, row: Row): boolean {
  return left < rightOf(hit.box) && right > hit.box.left && left > hit.box.left - 6 * row.height;
}

type Place = { readonly row: Row; readonly rowIndex: number; readonly box: Box };
/** How far around an account a supplier's name speaks for it: rows above, and in heights of the row. */
const [ROWS_ABOVE, HEIGHTS_ABOVE, HEIGHTS_BESIDE] = [2, 4, 12];

/** A supplier's, or another customer's. One that starts as only this utility's do is no supplier's, whatever its customer is called. */
function isOfOthers(layout: Layout, { row, rowIndex, box }: Place, read: Read | null): boolean {
  if (isAnothers(row, box)) return true;
  if (read?.telling) return false;
  return layout.rows.slice(Math.max(0, rowIndex - ROWS_ABOVE), rowIndex + 1).some((other) => {
    if (box.top - other.box.top >= HEIGHTS_ABOVE * other.height) return false;
    const reach = HEIGHTS_BESIDE * row.height;
    const near = other.words.filter(
      (word) => word.box.left < rightOf(box) + reach && rightOf(word.box) > box.left - reach,
    );
    return supplierWords.test(near.map((word) => word.text).join(' '));
  });
}
