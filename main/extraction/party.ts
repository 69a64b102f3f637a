/** Who is served and where: every place on the bill that names the customer or the service address. */
import { sightNames } from './customer-name.ts';
import { similarity } from './fuzzy-text.ts';
import { overlap, surround } from './geometry.ts';
import type { Layout, Run } from './layout.ts';
import { findMailingBlocks, type MailingBlock } from './mailing-block.ts';
import { areFirstNames, isRestOfName, readNameLines } from './name-lines.ts';
import { formatLines, glyphKey, isStreet, letterKey, nameKey, readPostalTail } from './postal.ts';
import type { Profile } from './profiles/profile.ts';
import { isTorn } from './read-name.ts';
import { sightServed, streetLines } from './service-address.ts';
import { legibilityOf, type Sighting, sightText } from './sighting.ts';

export type PartySightings = { readonly names: readonly Sighting[]; readonly addresses: readonly Sighting[] };

/** Two readings of one address differ less than this. */
const sameAddress = 0.78;

export function sightParty(layouts: readonly Layout[], profile: Profile): PartySightings {
  const served = layouts.flatMap((layout) => sightServed(layout, profile));
  const blocks = layouts.flatMap(findMailingBlocks);
  const labelled = served.map(({ address }) => withTown(address, blocks));
  const addresses = labelled.length > 0 ? labelled : blocks.flatMap((block) => sightUnlabelled(block, blocks, profile));
  const names = [
    ...layouts.flatMap((layout) => sightNames(layout, profile)),
    ...served.flatMap((place) => place.names),
  ];
  return {
    names: joinedOverLines([...names, ...blocks.flatMap((block) => sightBlockName(block, blocks, names))]),
    addresses: [...addresses, ...blocks.flatMap((block) => sightBlockAddress(block, addresses))],
  };
}

/**
 * A street printed without its town is in the envelope's, spelled a little otherwise perhaps. What OCR read of the town
 * stands there only: the envelope is no second witness then.
 */
function withTown(address: Sighting, blocks: readonly MailingBlock[]): Sighting {
  if (address.place !== 'street') return address;
  for (const { layout, lines } of blocks) {
    const streets = streetLines(lines.slice(1, -1));
    const postal = readPostalTail(lines.at(-1)?.text ?? '');
    const street = letterKey(streets.map((line) => line.text).join(' '));
    if (postal && similarity(street, letterKey(address.value)) >= sameAddress)
      return {
        ...address,
        value: formatLines(streets, postal.before, postal.state, postal.zip),
        place: layout.reading.source === 'ocr' ? 'mailing block' : address.place,
      };
  }
  return address;
}

/**
 * A firm's name on two lines, which different places of the bill print one below the other, is one: what was taken for
 * a name in one of them is a part of it. So is what ends with an `&`, and so are first names alone.
 */
function joinedOverLines(names: readonly Sighting[]): Sighting[] {
  return names.map((part) => {
    const own = glyphKey(part.value);
    const name = names.find(({ value, place }) => {
      const key = glyphKey(value);
      if (key.length <= own.length) return false;
      if (key.startsWith(own) && (isTorn(part.value) || areFirstNames(part.value))) return true;
      const isRepeated = names.some((other) => other.place !== place && glyphKey(other.value) === key);
      const isPart = key.startsWith(own)
        ? isRestOfName(value.slice(part.value.length).trim())
        : isRestOfName(part.value);
      return isRepeated && isPart && (key.startsWith(own) || key.endsWith(own));
    });
    return name ? { ...part, value: name.value } : part;
  });
}

/** The envelope window's block confirms a name seen elsewhere; when there is none, its first line is a guess. */
function sightBlockName(block: MailingBlock, blocks: readonly MailingBlock[], seen: readonly Sighting[]): Sighting[] {
  const [street] = streetLines(block.lines.slice(1, -1));
  const above = block.lines.slice(0, street && block.lines.indexOf(street));
  const [first, second] = above.slice(startOfName(above, seen));
  return readNameLines(first, second).flatMap(({ value, words, sure }, index) => {
    const isSeen = seen.some((sighting) => nameKey(sighting.value) === nameKey(value));
    if (index > 0 && !isSeen) return [];
    const anchoring = (isSeen || isRepeated(block, blocks) ? 0.9 : 0.65) * sure;
    return onlyNew(sightText(block.layout, words, { value, anchoring, place: 'mailing block' }), seen);
  });
}

/** What OCR made of a bar code or a mark over the name may stand first; the line right above the street never is. */
function startOfName(above: readonly Run[], seen: readonly Sighting[]): number {
  const known = above.findIndex(({ text }) => seen.some(({ value }) => glyphKey(value).startsWith(glyphKey(text))));
  const read = above.findIndex(({ words }) => legibilityOf(words) >= HARDLY_READ);
  return Math.max(0, known >= 0 ? known : Math.min(read, above.length - 1));
}

/** A line that is less likely to be right than this is likely none. */
const HARDLY_READ = 0.35;

/** The part of a page, from its top, in which the customer stands; the envelope's window is below. */
const HEAD_OF_PAGE = 0.45;

/**
 * A block at the head of a page whose label could not be read: where the power goes, when its town is one that the
 * utility serves and its zip is the short one, and more surely when the envelope says the same.
 */
function sightUnlabelled(block: MailingBlock, blocks: readonly MailingBlock[], profile: Profile): Sighting[] {
  const town = block.lines.at(-1);
  const postal = town && readPostalTail(town.text);
  const streets = streetLines(block.lines.slice(1, -1));
  if (!town || !postal || streets.length === 0 || !profile.addresses.some(({ kind }) => kind === 'block')) return [];
  const isAtHead = town.box.top < HEAD_OF_PAGE * block.layout.reading.height;
  const isServed = postal.state === 'NY' && profile.zips.some((start) => postal.zip.startsWith(start));
  if (!isAtHead || !isServed || /\d{5}\W?-\W?\d{4}/.test(town.text)) return [];
  if (!isStreet(streets.map((line) => line.text).join(' '))) return [];
  const value = formatLines(streets, postal.before, postal.state, postal.zip);
  const words = [...streets.flatMap((line) => line.words), ...town.words];
  const anchoring = isRepeated(block, blocks) ? 0.85 : 0.6;
  return [sightText(block.layout, words, { value, anchoring, place: 'unlabelled block' })];
}

/** Whether another block, not the same print in another pass, has the same lines. */
function isRepeated(block: MailingBlock, blocks: readonly MailingBlock[]): boolean {
  const box = (other: MailingBlock) => surround(other.lines.flatMap((line) => line.words.map((word) => word.onPage)));
  const [own, text] = [box(block), keyOf(block)];
  return blocks.some((other) => {
    const place = box(other);
    const isSamePrint =
      other.layout.reading.pageIndex === block.layout.reading.pageIndex && own && place && overlap(own, place);
    return !isSamePrint && keyOf(other) === text;
  });
}

/** Name, street and town without the zip's last four digits. */
const keyOf = ({ lines }: MailingBlock) =>
  letterKey(
    [lines[0], ...lines.slice(-2)]
      .map((line) => line?.text ?? '')
      .join(' ')
      .replace(/(\d{5})\W?-.*$/, '$1'),
  );

/** The mailing address counts only where it repeats the service address, well read or badly. */
function sightBlockAddress(block: MailingBlock, seen: readonly Sighting[]): Sighting[] {
  const town = block.lines.at(-1);
  const postal = town && readPostalTail(town.text);
  const streets = streetLines(block.lines.slice(1, -1));
  if (!town || !postal || streets.length === 0) return [];
  const value = formatLines(streets, postal.before, postal.state, postal.zip);
  const likeness = Math.max(0, ...seen.map((sighting) => likenessOf(sighting.value, value)));
  if (likeness < sameAddress) return [];
  const words = [...streets.flatMap((line) => line.words), ...town.words];
  return onlyNew(
    sightText(block.layout, words, { value, anchoring: likeness === 1 ? 0.9 : 0.72, place: 'mailing block' }),
    seen,
  );
}

/** A house number and zip code in common are enough where the words between were lost. */
function likenessOf(a: string, b: string): number {
  const ends = (value: string) => `${/^\d+/.exec(value)?.[0]} ${value.slice(-5)}`;
  const alike = similarity(letterKey(a), letterKey(b));
  return alike < 1 && /^\d/.test(a) && ends(a) === ends(b) ? Math.max(alike, sameAddress) : alike;
}

/** The service block looks like a mailing block too; what was seen there already is no second witness. */
function onlyNew(sighting: Sighting, seen: readonly Sighting[]): Sighting[] {
  const { box, pageIndex } = sighting;
  return seen.some((other) => box && other.box && other.pageIndex === pageIndex && overlap(box, other.box))
    ? []
    : [sighting];
}
