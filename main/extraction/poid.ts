/** Points of delivery: N (NYSEG) or R (RG&E) and 14 digits of which the first two name the service, 01 electric, 02 gas. */
import { isAnothers } from './another-customer.ts';
import { readDigits } from './digits.ts';
import { findLabels, wordsAfter } from './labels.ts';
import type { Layout } from './layout.ts';
import type { Word } from './page-reading.ts';
import type { Profile } from './profiles/profile.ts';
import { textOf } from './quantities.ts';
import { type Sighting, sight } from './sighting.ts';

const poidLabels = ['PoD ID', 'POD ID Number', 'Point of Delivery ID', 'PoD'] as const;

/**
 * OCR trusts no word that mixes a letter with digits and gives it hardly any confidence; the letter, the service and
 * the length, all as they must be, say more. Never enough to be certain: one wrong digit would not show.
 */
const wellFormed = 0.75;

export type PoidSighting = Sighting & { readonly service: 'electric' | 'gas' };

export function sightPoids(layouts: readonly Layout[], profile: Profile): PoidSighting[] {
  return layouts.flatMap((layout) => {
    const own = findLabels(layout, poidLabels).filter((hit) => !isAnothers(hit.row, hit.box));
    const labelled = own.flatMap((hit) =>
      sightFrom(layout, wordsAfter(hit), profile, 0.99).map((sighting) => ({
        ...sighting,
        service: profile.poid.kind === 'digits' ? serviceAt(layout, hit.rowIndex) : sighting.service,
      })),
    );
    const known = new Set(labelled.map((sighting) => sighting.value));
    const bare = layout.rows.flatMap((row) =>
      row.words.flatMap((word, index) =>
        sightFrom(layout, row.words.slice(index, index + 2), profile, 0.93).filter(() => !isAnothers(row, word.box)),
      ),
    );
    return [...labelled, ...bare.filter((sighting) => !known.has(sighting.value))].map((sighting) =>
      lessForLighting(layout, sighting),
    );
  });
}

/** So many rows above a number its service may be named. */
const ROWS_ABOVE = 12;

/** The service that is named last, on the row or above it; electricity where none is. */
function serviceAt({ rows }: Layout, rowIndex: number): PoidSighting['service'] {
  const named = rows
    .slice(Math.max(0, rowIndex - ROWS_ABOVE), rowIndex + 1)
    .findLast(({ words }) => /\b(gas|electric(ity)?)\b/i.test(textOf(words)));
  return named && /\bgas\b/i.test(textOf(named.words)) && !/\belectric/i.test(textOf(named.words)) ? 'gas' : 'electric';
}

/** A second point of delivery lights the yard; it has no meter and is not the one meant. */
function lessForLighting(layout: Layout, sighting: PoidSighting): PoidSighting {
  const box = sighting.box;
  if (!box) return sighting;
  const near = layout.rows.filter((row) =>
    row.words.some(
      (word) => Math.abs(word.onPage.top - box.top) < 5 * box.height && word.onPage.top < box.top + box.height,
    ),
  );
  const heading = near.findLastIndex((row) => /ELECTRIC(ITY)?SERVICE/.test(row.letters));
  const own = near.slice(Math.max(0, heading));
  return own.some((row) => /LIGHTING/.test(row.letters))
    ? { ...sighting, anchoring: sighting.anchoring * 0.5 }
    : sighting;
}

function sightFrom(layout: Layout, words: readonly Word[], profile: Profile, anchoring: number): PoidSighting[] {
  const { poid } = profile;
  for (let count = 1; count <= Math.min(4, words.length); count++) {
    const taken = words.slice(0, count);
    const text = taken
      .map((word) => word.text)
      .join('')
      .replace(/^[^A-Za-z0-9|]+|[^A-Za-z0-9|]+$/g, '');
    if (poid.kind === 'digits') {
      const read = anchoring > 0.95 ? readDigits(text) : null;
      if (read?.digits.length === poid.length) {
        return [
          {
            ...sight(layout, taken, { value: read.digits, anchoring: 0.95, place: 'label', repairs: read.repairs }),
            service: 'electric',
          },
        ];
      }
      continue;
    }
    const read = repairPoid(text);
    if (!read) continue;
    const expected = poid.kind === 'letter' && poid.letter === read.value[0];
    const sure = anchoring * (read.letterRead ? 1 : 0.8) * (expected ? 1 : 0.6);
    return [
      {
        ...sight(layout, taken, {
          value: read.value,
          anchoring: sure,
          place: 'label',
          repairs: read.repairs,
          wellFormed,
        }),
        service: read.value.startsWith('02', 1) ? 'gas' : 'electric',
      },
    ];
  }
  return [];
}

/** `NO1`, `NO01`, `R0O1` and the like become the letter and exactly 14 digits; null when that can't be done. */
export function repairPoid(
  text: string,
): { readonly value: string; readonly repairs: number; readonly letterRead: boolean } | null {
  const found = /^(N|R|M|H|K|W|P|n|r)?([A-Za-z0-9|!\]]{13,16})$/.exec(text);
  if (!found?.[1] || !found[2]) return null;
  const letter = lettersFor[found[1]];
  const read = readDigits(found[2]);
  if (!letter || !read) return null;
  const digits = dropDoubledZero(read.digits);
  if (!/^0[12]\d{12}$/.test(digits)) return null;
  const doubled = digits.length === read.digits.length ? 0 : 1;
  return { value: letter + digits, repairs: Math.max(0, read.repairs - 1) + doubled, letterRead: found[1] === letter };
}

/** What a printed N or R is taken for. */
const lettersFor: Readonly<Record<string, 'N' | 'R'>> = {
  N: 'N',
  n: 'N',
  M: 'N',
  H: 'N',
  W: 'N',
  R: 'R',
  r: 'R',
  K: 'R',
  P: 'R',
};

/** One zero read as "O0" or "0O": the number is then one digit too long. */
function dropDoubledZero(digits: string): string {
  return digits.length === 15 && /^00[12]/.test(digits) ? digits.slice(1) : digits;
}
