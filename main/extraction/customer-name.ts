/** The customer's name, as printed. */
import { findAccountPlaces } from './account-number.ts';
import { similarity } from './fuzzy-text.ts';
import { bottomOf, rightOf } from './geometry.ts';
import { findLabels, type LabelHit } from './labels.ts';
import type { Layout, Run } from './layout.ts';
import { letterKey, readPostalTail, tidy } from './postal.ts';
import { generic } from './profiles/generic.ts';
import type { NamePlace, Profile } from './profiles/profile.ts';
import { profiles } from './profiles/profiles.ts';
import { type Sighting, sightText } from './sighting.ts';
import { columnEnd, lineAbove, lineAfter, linesBelow } from './text-blocks.ts';

/** Names at the profile's places, or else behind labels that any bill may use; those at the head of a service block come from service-address.ts. */
export function sightNames(layout: Layout, profile: Profile): Sighting[] {
  const own = profile.names.flatMap((place) => sightAt(layout, profile, place));
  if (own.length > 0) return own;
  const common = generic.names.flatMap((place) => sightAt(layout, generic, place));
  return common.map((sighting) => ({ ...sighting, anchoring: sighting.anchoring * 0.9 }));
}

function sightAt(layout: Layout, profile: Profile, place: NamePlace): Sighting[] {
  switch (place.kind) {
    case 'above-account':
      return findAccountPlaces(layout, profile).flatMap(({ box, exactness }) => {
        const edges = { top: box.top, left: box.left, right: rightOf(box) };
        const accept = (run: { readonly text: string }) => readName(run.text) !== null;
        const aligned = lineAbove(layout, edges, { align: place.align, reach: 3.2, accept });
        const above = aligned ?? lineAbove(layout, edges, { align: 'over', reach: 3.2, accept });
        const value = above && readName(above.text);
        const anchoring = (aligned ? 0.95 : 0.8) * exactness;
        return above && value ? [sightText(layout, above.words, { value, anchoring, place: 'above account' })] : [];
      });
    case 'labelled':
      return findLabels(layout, place.labels).flatMap((hit) => {
        const line = lineAfter(hit, { firstGap: 14 }) ?? lineUnder(layout, hit);
        const value = line && readName(line.text);
        return line && value
          ? [sightText(layout, line.words, { value, anchoring: 0.9 * hit.exactness, place: 'name label' })]
          : [];
      });
    default:
      return place satisfies never;
  }
}

function lineUnder(layout: Layout, hit: LabelHit): Run | null {
  const from = { bottom: bottomOf(hit.box), left: hit.box.left, right: columnEnd(layout, hit) };
  return linesBelow(layout, from, 1)[0] ?? null;
}

const notNames =
  /^(PAGE|STATEMENT|AMOUNT|ACCOUNT|SERVICE|BILLING|PLEASE|NEXT|TOTAL|DATE|CUSTOMER|WWW|HTTP|YOUR|LTE|PAYMENT|THANK)\b|\.COM\b|\$|@|KWH|\d{2}\/\d{2}|, ?NY\b/i;

/** Whom letters go to, a trade name: printed with the customer's name, which stands above. */
const besidesName = /^(C\W?\/\W?O|ATTN|ATTENTION|CARE OF|DBA|D\/B\/A)\b/i;

/** What a phone or a viewer shows over the picture, and the line under the utility's mark. */
const notPrinted = /\b\d{1,2}:\d{2}\b|%|\.(pdf|jpe?g|png|heic)\b|\b(avangrid|iberdrola)\b/i;

/** A label whose value could not be read. */
const labelAlone = /^(CUSTOMER |ACCOUNT )?(NAME|ADDRESS|HOLDER)$/i;

/** A person's or business's name as printed; null when the line can't be one. */
export function readName(text: string): string | null {
  const name = tidy(text);
  const letters = name.replace(/[^A-Za-z]/g, '').length;
  if (letters < 3 || letters < name.replace(/\s/g, '').length * 0.45 || name.length > 60) return null;
  const isOther = [notNames, labelAlone, besidesName, notPrinted].some((other) => other.test(name));
  return isOther || isUtilitysName(name) || readPostalTail(name) !== null ? null : name;
}

function isUtilitysName(name: string): boolean {
  const letters = letterKey(name);
  return profiles.some(({ utility, marks }) =>
    [utility ?? '', ...marks.map(({ phrase }) => phrase)].some((own) => similarity(letterKey(own), letters) > 0.85),
  );
}
