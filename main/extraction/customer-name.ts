/** The customer's name, as printed. */
import { findAccountPlaces } from './account-number.ts';
import { bottomOf, rightOf } from './geometry.ts';
import { findLabels, type LabelHit } from './labels.ts';
import { createRun, type Layout, type Run } from './layout.ts';
import { readNameLines } from './name-lines.ts';
import { withinColumn } from './next-column.ts';
import { generic } from './profiles/generic.ts';
import type { NamePlace, Profile } from './profiles/profile.ts';
import { readName } from './read-name.ts';
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
        if (!above) return [];
        const over = lineOver(layout, above, place.align, accept);
        const anchoring = (aligned ? 0.95 : 0.8) * exactness;
        return readNameLines(over ?? above, over ? above : undefined).map(({ value, words, sure }) =>
          sightText(layout, words, { value, anchoring: anchoring * sure, place: 'above account' }),
        );
      });
    case 'labelled':
      return findLabels(layout, place.labels).flatMap((hit) => {
        const places = [lineAfter(hit, { firstGap: 14 }), lineUnder(layout, hit)];
        const [line] = places
          .flatMap((run) => run ?? [])
          .map((run) => createRun(withinColumn(run.words)))
          .filter((run) => readName(run.text) !== null);
        const value = line && readName(line.text);
        return line && value
          ? [sightText(layout, line.words, { value, anchoring: 0.9 * hit.exactness, place: 'name label' })]
          : [];
      });
    default:
      return place satisfies never;
  }
}

/** Lines of one name are as high as each other, and stand apart hardly, in heights of the line; a taller row may reach over both. */
const [AS_HIGH, PARTED, REACHING] = [0.2, 1.1, 0.3];

function lineOver(layout: Layout, { box }: Run, align: 'left' | 'right', accept: (run: Run) => boolean): Run | null {
  const edges = { top: box.top, left: box.left, right: rightOf(box) };
  const isOver = (run: Run) =>
    bottomOf(run.box) < box.top + REACHING * box.height &&
    Math.abs(run.box.height - box.height) <= AS_HIGH * box.height;
  return lineAbove(layout, edges, { align, reach: PARTED, accept: (run) => isOver(run) && accept(run) });
}

function lineUnder(layout: Layout, hit: LabelHit): Run | null {
  const from = { bottom: bottomOf(hit.box), left: hit.box.left, right: columnEnd(layout, hit) };
  return linesBelow(layout, from, 1)[0] ?? null;
}
