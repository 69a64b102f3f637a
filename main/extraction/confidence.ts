/** From sightings to confidence: places that agree support each other, values that compete take from each other. */
import type { FieldCandidate } from './field.ts';
import type { Sighting } from './sighting.ts';

export type Ballot = FieldCandidate & { readonly sightings: readonly Sighting[] };

/**
 * Candidates, best first. `key` names what is the same value (spelling that doesn't matter left out).
 * A value's chance is that at least one of its sightings is well read, times that at least one is at the right place.
 */
export function elect(sightings: readonly Sighting[], key: (value: string) => string = (value) => value): Ballot[] {
  const groups = Map.groupBy(sightings, (sighting) => key(sighting.value));
  const raw = [...groups.values()].map((group) => ({ group, chance: chanceOf(group) }));
  const odds = raw.map(({ chance }) => Math.min(chance, 0.9995) / (1 - Math.min(chance, 0.9995)));
  const all = odds.reduce((sum, value) => sum + value, 0);
  return raw
    .map(({ group }, index) => createBallot(group, (odds[index] ?? 0) / (1 + all)))
    .sort((a, b) => b.confidence - a.confidence);
}

/** The same ballots with no confidence above `cap`: for values that failed a check, or that no check has seen. */
export function capped(ballots: readonly Ballot[], cap: number): Ballot[] {
  return ballots.map((ballot) => ({ ...ballot, confidence: Math.min(ballot.confidence, cap) }));
}

/** The same ballots, each less certain by this factor: for values that may be wrong in a way that how well they were read doesn't show. */
export function lessSure(ballots: readonly Ballot[], factor: number): Ballot[] {
  return ballots.map((ballot) => ({ ...ballot, confidence: ballot.confidence * factor }));
}

/** Different pages and different places are independent; a second pass over the same place only partly so. */
export const isCorroborated = (sightings: readonly Sighting[]): boolean => byPlace(sightings).size > 1;

const byPlace = (sightings: readonly Sighting[]) =>
  Map.groupBy(sightings, ({ pageIndex, place }) => `${pageIndex}:${place}`);

function chanceOf(group: readonly Sighting[]): number {
  const anchored = atLeastOne(
    [...Map.groupBy(group, (sighting) => sighting.place).values()].map((same) =>
      Math.max(...same.map((sighting) => sighting.anchoring)),
    ),
  );
  const legible = atLeastOne(
    [...byPlace(group).values()].map((passes) => {
      const [best = 0, ...others] = looks(passes)
        .map((sighting) => sighting.legibility)
        .sort((a, b) => b - a);
      return atLeastOne([best, ...others.map((legibility) => legibility * 0.5)]);
    }),
  );
  return anchored * legible;
}

/** A pass over single places keeps the other words of the pass before: those are one look, not two. */
function looks(passes: readonly Sighting[]): Sighting[] {
  const seen = new Map(passes.map((sighting) => [sighting.box && Object.values(sighting.box).join(), sighting]));
  return [...seen.values()];
}

const atLeastOne = (chances: readonly number[]) => 1 - chances.reduce((none, chance) => none * (1 - chance), 1);

function createBallot(group: readonly Sighting[], confidence: number): Ballot {
  const [best] = [...spelledAsMost(group)].sort((a, b) => weightOf(b) - weightOf(a));
  return {
    value: best?.value ?? '',
    pageIndex: best?.pageIndex ?? 0,
    box: best?.box ?? null,
    confidence,
    sightings: group,
  };
}

/**
 * Of spellings that count as one value, the sightings of the one with the most behind it; but OCR loses blanks more often
 * than it puts them in.
 */
function spelledAsMost(group: readonly Sighting[]): readonly Sighting[] {
  const total = (same: readonly Sighting[]) =>
    [...byPlace(same).values()].reduce((sum, passes) => sum + Math.max(...passes.map(weightOf)), 0);
  const spellings = [...Map.groupBy(group, (sighting) => sighting.value).values()];
  const most = spellings.reduce((leader, same) => (total(same) > total(leader) ? same : leader), []);
  const wider = spellings.filter((same) => wordsIn(same) > wordsIn(most) && lettersOf(same) === lettersOf(most));
  return wider.find((same) => total(same) * 2 >= total(most) || partsDirection(same, most)) ?? most;
}

const valueIn = ([first]: readonly Sighting[]) => first?.value ?? '';
const wordsIn = (same: readonly Sighting[]) => valueIn(same).split(' ').length;
const lettersOf = (same: readonly Sighting[]) => valueIn(same).replaceAll(' ', '');

/** `509 NAURORA ST`: a direction, which no street's name swallows. */
const direction = /(?<=^\d\S*( \d\/\d)? [NSEW]) (?=[A-Z]{3})/;
const partsDirection = (wide: readonly Sighting[], narrow: readonly Sighting[]) =>
  valueIn(wide).replace(direction, '') === valueIn(narrow);

const weightOf = ({ legibility, anchoring }: Sighting) => legibility * anchoring;
