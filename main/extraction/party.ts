/** Who is served and where: customer's name and service address. */
import { bottomOf, overlap, rightOf } from './geometry.ts';
import { findLabels, type LabelHit } from './labels.ts';
import type { Layout, Run } from './layout.ts';
import { findMailingBlocks, type MailingBlock } from './mailing-block.ts';
import { formatLines, formatOneLine, isUnitLine, letterKey, looksLikeStreet, readPostalTail, tidy } from './postal.ts';
import type { AddressPlace, NamePlace, Profile } from './profiles/profile.ts';
import { type Sighting, sight } from './sighting.ts';
import { columnEnd, lineAbove, lineAfter, linesBelow } from './text-blocks.ts';

export type PartySightings = { readonly names: readonly Sighting[]; readonly addresses: readonly Sighting[] };

const accountLabels = ['Account Number', 'Account No'] as const;

export function sightParty(layouts: readonly Layout[], profile: Profile): PartySightings {
  const labelled = layouts.map((layout) => sightLabelled(layout, profile));
  const names = labelled.flatMap((found) => found.names);
  const addresses = labelled.flatMap((found) => found.addresses);
  const blocks = layouts.flatMap(findMailingBlocks);
  return {
    names: [...names, ...blocks.flatMap((block) => sightBlockName(block, names))],
    addresses: [...addresses, ...blocks.flatMap((block) => sightBlockAddress(block, addresses))],
  };
}

function sightLabelled(layout: Layout, profile: Profile): { names: Sighting[]; addresses: Sighting[] } {
  const names = profile.names.flatMap((place) => sightNames(layout, place));
  const addresses: Sighting[] = [];
  for (const place of profile.addresses) {
    for (const hit of findLabels(layout, place.labels)) {
      const block = readAddress(layout, hit, place);
      if (!block) continue;
      addresses.push(block.address);
      if (block.name) names.push(block.name);
    }
  }
  return { names, addresses };
}

function readAddress(
  layout: Layout,
  hit: LabelHit,
  place: AddressPlace,
): { address: Sighting; name: Sighting | null } | null {
  return place.kind === 'line' ? readLine(layout, hit) : readBlock(layout, hit, place.withName);
}

function readLine(layout: Layout, hit: LabelHit): { address: Sighting; name: null } | null {
  const line = lineAfter(hit, { firstGap: 6 });
  const postal = line && readPostalTail(line.text);
  if (!line || !postal) return null;
  const value = formatOneLine(postal.before, postal.state, postal.zip);
  const words = line.words.slice(0, wordsUpToZip(line));
  return {
    address: sight(layout, words, { value, anchoring: trust(value, hit), place: 'service address' }),
    name: null,
  };
}

function readBlock(
  layout: Layout,
  hit: LabelHit,
  withName: boolean,
): { address: Sighting; name: Sighting | null } | null {
  const end = columnEnd(layout, hit);
  const beside = lineAfter(hit, { firstGap: 12 });
  const lines =
    beside && beside.box.left < end + hit.row.height * 14
      ? [
          beside,
          ...linesBelow(
            layout,
            {
              top: beside.box.top,
              bottom: bottomOf(beside.box),
              left: beside.box.left,
              right: Number.POSITIVE_INFINITY,
            },
            4,
          ),
        ]
      : [];
  const below = linesBelow(layout, { top: hit.box.top, bottom: bottomOf(hit.box), left: hit.box.left, right: end }, 6);
  return blockOf(layout, hit, lines, withName) ?? blockOf(layout, hit, below, withName);
}

function blockOf(
  layout: Layout,
  hit: LabelHit,
  lines: readonly Run[],
  withName: boolean,
): { address: Sighting; name: Sighting | null } | null {
  const town = lines.findIndex((line) => readPostalTail(line.text) !== null);
  const townLine = lines[town];
  const postal = townLine && readPostalTail(townLine.text);
  if (!townLine || !postal) return null;
  const streets = streetLines(lines.slice(withName ? 1 : 0, town));
  if (streets.length === 0) {
    if (!looksLikeStreet(postal.before)) return null;
    const value = formatOneLine(postal.before, postal.state, postal.zip);
    return {
      address: sight(layout, townLine.words, { value, anchoring: trust(value, hit), place: 'service block' }),
      name: null,
    };
  }
  const value = formatLines(
    streets.map((line) => line.text),
    postal.before,
    postal.state,
    postal.zip,
  );
  const words = [...streets.flatMap((line) => line.words), ...townLine.words.slice(0, wordsUpToZip(townLine))];
  const first = withName ? lines[0] : undefined;
  const name = first && readName(first.text);
  return {
    address: sight(layout, words, { value, anchoring: trust(value, hit), place: 'service block' }),
    name: name
      ? sight(layout, first.words, { value: name, anchoring: 0.97 * hit.exactness, place: 'service block' })
      : null,
  };
}

/** The last line before the town, and with it the unit when that stands on a line of its own. */
function streetLines(lines: readonly Run[]): Run[] {
  const last = lines.at(-1);
  if (!last) return [];
  const before = lines.at(-2);
  if (before && isUnitLine(last.text) && looksLikeStreet(before.text)) return [before, last];
  return [last];
}

/** New York, a street with a number, a town: what an address must have to be believed. */
function trust(value: string, hit: LabelHit): number {
  const street = value.split(',')[0] ?? '';
  const sane =
    /\d/.test(street) &&
    /[A-Z]{2}/i.test(street.replace(/^\S+\s*/, '')) &&
    / NY \d{5}$/.test(value) &&
    /, [A-Z]/.test(value);
  return (sane ? 0.98 : 0.7) * hit.exactness;
}

function wordsUpToZip(line: Run): number {
  for (let count = 1; count <= line.words.length; count++) {
    if (
      readPostalTail(
        line.words
          .slice(0, count)
          .map((word) => word.text)
          .join(' '),
      )
    )
      return count;
  }
  return line.words.length;
}

function sightNames(layout: Layout, place: NamePlace): Sighting[] {
  switch (place.kind) {
    case 'above-account':
      return findLabels(layout, accountLabels).flatMap((hit) => {
        const right = Math.max(rightOf(hit.box), rightOf(lineAfter(hit, { firstGap: 12 })?.box ?? hit.box));
        const above = lineAbove(
          layout,
          { top: hit.box.top, left: hit.box.left, right },
          { align: place.align, reach: 3.2, accept: (run) => readName(run.text) !== null },
        );
        const name = above && readName(above.text);
        return above && name
          ? [sight(layout, above.words, { value: name, anchoring: 0.95 * hit.exactness, place: 'above account' })]
          : [];
      });
    case 'labelled':
      return findLabels(layout, place.labels).flatMap((hit) => {
        const line = lineAfter(hit, { firstGap: 14 });
        const name = line && readName(line.text);
        return line && name
          ? [sight(layout, line.words, { value: name, anchoring: 0.9 * hit.exactness, place: 'name label' })]
          : [];
      });
    default:
      return place satisfies never;
  }
}

const notNames =
  /^(PAGE|STATEMENT|AMOUNT|ACCOUNT|SERVICE|BILLING|PLEASE|NEXT|TOTAL|DATE|CUSTOMER|WWW|HTTP|YOUR|LTE|PAYMENT|THANK)\b|\.COM\b|\$|@|KWH|\d{2}\/\d{2}/i;

/** A person's or business's name as printed; null when the line can't be one. */
function readName(text: string): string | null {
  const name = tidy(text);
  const letters = name.replace(/[^A-Za-z]/g, '').length;
  if (letters < 3 || letters < name.replace(/\s/g, '').length * 0.45 || name.length > 60) return null;
  return notNames.test(name) ? null : name;
}

/** The window's block confirms a name seen elsewhere; when there is none, its first line is a guess. */
function sightBlockName(block: MailingBlock, seen: readonly Sighting[]): Sighting[] {
  const [first] = block.lines;
  const name = first && readName(first.text);
  if (!first || !name) return [];
  const confirms = seen.some((sighting) => letterKey(sighting.value) === letterKey(name));
  const sighting = sight(block.layout, first.words, {
    value: name,
    anchoring: confirms ? 0.9 : 0.55,
    place: 'mailing block',
  });
  return isNew(sighting, seen) ? [sighting] : [];
}

/** The mailing address counts only where it repeats the service address. */
function sightBlockAddress(block: MailingBlock, seen: readonly Sighting[]): Sighting[] {
  const town = block.lines.at(-1);
  const postal = town && readPostalTail(town.text);
  const streets = streetLines(block.lines.slice(1, -1));
  if (!town || !postal || streets.length === 0) return [];
  const lines = streets.map((line) => line.text);
  const value = formatLines(lines, postal.before, postal.state, postal.zip);
  if (!seen.some((sighting) => letterKey(sighting.value) === letterKey(value))) return [];
  const words = [...streets.flatMap((line) => line.words), ...town.words];
  const sighting = sight(block.layout, words, { value, anchoring: 0.9, place: 'mailing block' });
  return isNew(sighting, seen) ? [sighting] : [];
}

/** The service block looks like a mailing block too; what was seen there already is no second witness. */
function isNew(sighting: Sighting, seen: readonly Sighting[]): boolean {
  const { box, pageIndex } = sighting;
  return !seen.some((other) => box && other.box && other.pageIndex === pageIndex && overlap(box, other.box));
}
