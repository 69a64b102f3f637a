/** Whose bill it is: printed marks vote, and so do the forms of its numbers. */
import type { Ballot } from './confidence.ts';
import { surround } from './geometry.ts';
import { findLabels, wordsBetween } from './labels.ts';
import type { Layout } from './layout.ts';
import type { Word } from './page-reading.ts';
import { generic } from './profiles/generic.ts';
import type { Mark, Profile } from './profiles/profile.ts';
import { profiles } from './profiles/profiles.ts';
import { legibilityOf } from './sighting.ts';

export type UtilityVote = {
  readonly profile: Profile;
  readonly votes: number;
  readonly layout: Layout | null;
  readonly words: readonly Word[];
};
export type UtilityChoice = { readonly profile: Profile; readonly ballots: readonly Ballot[] };

/** A mark printed over and over says little more than one printed a few times. */
const repeatsCounted = 3;
/** Fewer votes than this and the generic rules are used: a name read well by OCR, once, is worth a little less than 1. */
const leastVotes = 0.85;

export function chooseUtility(layouts: readonly Layout[]): UtilityChoice {
  const votes = profiles.map((profile) => countVotes(profile, layouts)).sort((a, b) => b.votes - a.votes);
  const [first, second] = votes;
  if (!first || first.votes < leastVotes) return { profile: generic, ballots: [] };
  const margin = first.votes - (second?.votes ?? 0);
  return {
    profile: margin > 0 ? first.profile : generic,
    ballots: votes
      .filter((vote) => vote.votes >= leastVotes)
      .map((vote, index) => createBallot(vote, index === 0 ? winnersChance(margin) : Math.min(0.3, vote.votes / 20))),
  };
}

/** 3 votes ahead: 0.85; 6: 0.95; 10: 0.98. */
const winnersChance = (margin: number) => 0.5 + 0.49 * (1 - Math.exp(-margin / 2.5));

function countVotes(profile: Profile, layouts: readonly Layout[]): UtilityVote {
  const found = profile.marks.map((mark) => ({ mark, places: layouts.flatMap((layout) => findMark(layout, mark)) }));
  const byMarks = found.reduce((sum, { mark, places }) => {
    const counted = places
      .slice(0, repeatsCounted)
      .reduce((weight, place, index) => weight + place.exactness / (1 + index), 0);
    return sum + mark.weight * counted;
  }, 0);
  const strongest = found.filter(({ places }) => places.length > 0).sort((a, b) => b.mark.weight - a.mark.weight)[0]
    ?.places[0];
  return {
    profile,
    votes: byMarks + countNumberForms(profile, layouts),
    layout: strongest?.layout ?? null,
    words: strongest?.words ?? [],
  };
}

function findMark(layout: Layout, mark: Mark) {
  return findLabels(layout, [mark.phrase])
    .filter((hit) => !mentionsNeighbour.test(hit.row.letters))
    .map((hit) => {
      const words = wordsBetween(hit.row, hit.start, hit.end);
      return { layout, words, exactness: hit.exactness ** 2 * Math.max(0.3, legibilityOf(words)) };
    });
}

/** RG&E's heating fund is mentioned on NYSEG's bills, and the other way round. */
const mentionsNeighbour = /PROJECTSHARE|HEATINGFUND|NYSEGANDRG|RG&EANDNY/;

/** An account number or point of delivery that only this utility could have printed. */
function countNumberForms(profile: Profile, layouts: readonly Layout[]): number {
  const texts = layouts.flatMap((layout) => layout.rows.flatMap((row) => row.words.map((word) => word.text)));
  const forms = profile.accounts
    .filter(({ startsWith, groups }) => startsWith.length > 0 || groups.length > 2)
    .map(({ startsWith, groups }) => {
      const [head = 0, ...tail] = groups;
      const [start = ''] = startsWith;
      return new RegExp(
        `(?:^|:)${start}\\d{${head - start.length}}${tail.map((length) => `[-–—]\\d{${length}}`).join('')}$`,
      );
    });
  let votes = texts.some((text) => forms.some((form) => form.test(text))) ? 3 : 0;
  const { poid } = profile;
  if (poid.kind === 'letter' && texts.some((text) => new RegExp(`(?:^|:)${poid.letter}0[12]\\d{12}$`).test(text)))
    votes += 3;
  return votes;
}

function createBallot({ profile, layout, words }: UtilityVote, confidence: number): Ballot {
  return {
    value: profile.utility ?? '',
    confidence,
    pageIndex: layout?.reading.pageIndex ?? 0,
    box: surround(words.map((word) => word.onPage)),
    sightings: [],
  };
}
