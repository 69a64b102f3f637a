/** Where the power goes: from the service address's own label, never from a mailing address. */

import { bottomOf } from './geometry.ts';
import { findLabels, type LabelHit } from './labels.ts';
import { createRun, type Layout, type Run } from './layout.ts';
import { readNameLines } from './name-lines.ts';
import type { Word } from './page-reading.ts';
import { formatLines, formatOneLine, isStreet, isUnitLine, looksLikeStreet, readPostalTail, tidy } from './postal.ts';
import { generic } from './profiles/generic.ts';
import type { Profile } from './profiles/profile.ts';
import { goesWithName, readName } from './read-name.ts';
import { type Sighting, sightText } from './sighting.ts';
import { columnEnd, lineAfter, linesBelow } from './text-blocks.ts';

/** An address, and the names with which its block may begin. */
export type Served = { readonly address: Sighting; readonly names: readonly Sighting[] };

export function sightServed(layout: Layout, profile: Profile): Served[] {
  const own = sightAt(layout, profile);
  if (own.length > 0) return own;
  const common = sightAt(layout, generic).map(lessSure);
  if (common.length > 0) return common;
  // Of a company that is not known, it may as well be the letterhead.
  const onOneLine = profile.utility !== null && profile.addresses.some((place) => place.kind === 'line');
  return onOneLine ? sightUnlabelled(layout) : [];
}

function sightAt(layout: Layout, profile: Profile): Served[] {
  return profile.addresses.flatMap((place) =>
    findLabels(layout, place.labels).flatMap((hit) => {
      if (place.kind === 'line') return readLine(layout, hit) ?? [];
      const served = readBlock(layout, hit, place.withName);
      return served ?? (place.townOnEnvelope ? readStreetAlone(layout, hit) : null) ?? [];
    }),
  );
}

/** Labels that this utility is not known to use. */
function lessSure({ address, names }: Served): Served {
  const less = (sighting: Sighting) => ({ ...sighting, anchoring: sighting.anchoring * 0.9 });
  return { address: less(address), names: names.map(less) };
}

function readLine(layout: Layout, hit: LabelHit): Served | null {
  const line = lineAfter(hit, { firstGap: 6 });
  const read = line && (readOneLine(layout, hit, line) ?? readWrapped(layout, hit, line));
  return read ?? readBlock(layout, hit, false);
}

function readOneLine(layout: Layout, hit: LabelHit, line: Run): Served | null {
  const postal = readPostalTail(line.text);
  if (!postal || !isStreet(streetOf(postal.before)) || isPostBox(postal.before)) return null;
  const value = formatOneLine(postal.before, postal.state, postal.zip);
  return {
    address: sightText(layout, upToZip(line.words), { value, anchoring: trust(value, hit), place: 'service address' }),
    names: [],
  };
}

/** What stands before the town's comma. */
const streetOf = (before: string) => tidy(before).replace(/[,.;][^,.;]*$/, '');

/** A long address goes on below its beginning, or below its label. */
function readWrapped(layout: Layout, hit: LabelHit, line: Run): Served | null {
  const bottom = bottomOf(line.box);
  const right = Number.POSITIVE_INFINITY;
  const next =
    linesBelow(layout, { bottom, left: line.box.left, right }, 1)[0] ??
    linesBelow(layout, { bottom, left: hit.box.left, right }, 1)[0];
  if (!next || !looksLikeStreet(line.text) || looksLikeStreet(next.text)) return null;
  // The town on a line of its own, which no comma parts from the street: a block.
  if (!/[,.;]/.test(line.text) && readPostalTail(next.text)) return null;
  return readOneLine(layout, hit, createRun([...line.words, ...next.words]));
}

/** Lines beside the label, which go on below their beginning or below the label, or else lines below it. */
function readBlock(layout: Layout, hit: LabelHit, withName: boolean): Served | null {
  const beside = lineAfter(hit, { firstGap: 12 });
  const whole = beside && readOneLine(layout, hit, beside);
  if (whole) return whole;
  if (beside && (!withName || /^\d/.test(beside.text) || readName(beside.text))) {
    const from = { bottom: bottomOf(beside.box), right: Number.POSITIVE_INFINITY };
    for (const left of [beside.box.left, hit.box.left]) {
      const lines = [beside, ...linesBelow(layout, { ...from, left }, 4)];
      // Right above its town stands a street, and no name.
      const isNamed = withName && readPostalTail(lines[1]?.text ?? '') === null;
      const served = servedIn(layout, hit, lines, isNamed);
      if (served) return served;
    }
  }
  return servedIn(layout, hit, linesUnder(layout, hit, 6), withName);
}

function linesUnder(layout: Layout, hit: LabelHit, count: number): Run[] {
  const from = { bottom: bottomOf(hit.box), left: hit.box.left, right: columnEnd(layout, hit) };
  return linesBelow(layout, from, count);
}

/** Some bills name the town on the envelope only. What OCR reads so may as well have lost it. */
function readStreetAlone(layout: Layout, hit: LabelHit): Served | null {
  const places = [lineAfter(hit, { firstGap: 12 }), ...linesUnder(layout, hit, 1)];
  const line = places.find((run) => run !== null && /^\d/.test(run.text) && isStreet(run.text));
  if (!line) return null;
  const value = tidy(line.text);
  const anchoring = (layout.reading.source === 'text-layer' ? 0.7 : 0.5) * hit.exactness;
  return { address: sightText(layout, line.words, { value, anchoring, place: 'street' }), names: [] };
}

function servedIn(layout: Layout, hit: LabelHit, lines: readonly Run[], withName: boolean): Served | null {
  const town = lines.findIndex((line) => readPostalTail(line.text) !== null);
  const townLine = lines[town];
  const postal = townLine && readPostalTail(townLine.text);
  if (!townLine || !postal) return null;
  const streets = streetLines(lines.slice(withName ? 1 : 0, town));
  if (streets.length === 0) {
    // Street and town on one line.
    if (!looksLikeStreet(postal.before) || isPostBox(postal.before)) return null;
    const value = formatOneLine(postal.before, postal.state, postal.zip);
    return {
      address: sightText(layout, upToZip(townLine.words), {
        value,
        anchoring: trust(value, hit),
        place: 'service block',
      }),
      names: [],
    };
  }
  const street = streets.map((line) => line.text).join(' ');
  if (!isStreet(street) || isPostBox(street)) return null;
  const value = formatLines(streets, postal.before, postal.state, postal.zip);
  const words = [...streets.flatMap((line) => line.words), ...upToZip(townLine.words)];
  const head = withName ? lines.slice(0, lines.indexOf(streets[0] ?? townLine)) : [];
  const leavesOut = head.slice(NAME_LINES).some((line) => !goesWithName(line.text));
  const place = leavesOut ? PART_OF_BLOCK : 'service block';
  return {
    address: sightText(layout, words, { value, anchoring: trust(value, hit), place }),
    names: namesAtHead(layout, head, hit),
  };
}

/** A name takes two lines at most. */
const NAME_LINES = 2;
/** The place of an address from a block with a line that is neither its name's nor its street's: the building's, perhaps. */
export const PART_OF_BLOCK = 'part of a service block';

function namesAtHead(layout: Layout, [first, second]: readonly Run[], hit: LabelHit): Sighting[] {
  return readNameLines(first, second).map(({ value, words, sure }) =>
    sightText(layout, words, { value, anchoring: 0.97 * hit.exactness * sure, place: 'service block' }),
  );
}

/** The last line before the town, and with it what says where in the house when that stands on a line of its own. */
export function streetLines(lines: readonly Run[]): Run[] {
  const last = lines.at(-1);
  if (!last) return [];
  const before = lines.at(-2);
  if (before && isUnitLine(before.text) && looksLikeStreet(last.text)) return [before, last];
  if (!before || !looksLikeStreet(before.text)) return [last];
  if (isPostBox(last.text) && !isPostBox(before.text)) return [before];
  return isUnitLine(last.text) || !looksLikeStreet(last.text) ? [before, last] : [last];
}

const isPostBox = (text: string) => /^\W*(P\.?\s?O\.?\s?)?BOX\b/i.test(text);

/** New York, a street with a number and a name, a town: what an address must have to be believed. */
function trust(value: string, hit: LabelHit): number {
  const street = value.split(',')[0] ?? '';
  const named = /\d/.test(street) && /[A-Z]{2}/i.test(street.replace(/^\S+\s*/, ''));
  return (named && / NY \d{5}$/.test(value) && /, [A-Z]/.test(value) ? 0.98 : 0.7) * hit.exactness;
}

/** Where its label could not be read: a line near the top that is a whole address, with the short zip only it has. */
function sightUnlabelled(layout: Layout): Served[] {
  const bottom = Math.min(...layout.rows.map((row) => row.box.top)) + 45 * layout.height;
  const runs = layout.rows.filter((row) => row.box.top < bottom).flatMap((row) => row.runs);
  return runs.flatMap((run) => {
    const number = run.words.findIndex((word) => /^\W*\d/.test(word.text));
    const words = upToZip(run.words.slice(Math.max(0, number)));
    const text = words.map((word) => word.text).join(' ');
    const postal = readPostalTail(text);
    const whole = postal?.state === 'NY' && /\d.*[,.]/.test(postal.before) && looksLikeStreet(postal.before);
    if (!postal || !whole || /\d{5}-\d{4}/.test(text)) return [];
    const value = formatOneLine(postal.before, postal.state, postal.zip);
    return [{ address: sightText(layout, words, { value, anchoring: 0.75, place: 'address line' }), names: [] }];
  });
}

function upToZip(words: readonly Word[]): Word[] {
  for (let count = 1; count <= words.length; count++) {
    const taken = words.slice(0, count);
    if (readPostalTail(taken.map((word) => word.text).join(' '))) return taken;
  }
  return [...words];
}
