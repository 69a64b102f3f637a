import type { PagePart } from '../../extraction/doubts.ts';
import type { Box } from '../../extraction/page-reading.ts';
import { isPhoto, type PagePlan } from './page-plan.ts';

/** One way of reading a page. */
export type ReadingPass = {
  readonly name:
    | 'page'
    | 'places'
    | 'places-again'
    | 'head'
    | 'year'
    | 'year-again'
    | 'scattered'
    | 'block'
    | 'second-opinion'
    | 'plain';
  /** The text's own regions or the heads of them, the whole frame, or the surroundings of doubtful fields. */
  readonly region: 'text' | 'head' | 'whole' | PlacesOfDoubt;
  /** How the recogniser looks for text: a column of lines, one block, or scattered pieces; or each piece was cut out for it. */
  readonly pageMode: 'column' | 'block' | 'sparse' | 'pieces';
  readonly contrast: 'plain' | 'soft';
  readonly model: 'fast' | 'best';
  /** Height in pixels at which letters are to come out. */
  readonly letterHeight: number;
  /** Time it takes, as a multiple of the first pass of the same page. */
  readonly cost: number;
};

/** Lines, or a year's table or chart. */
export type PlacesOfDoubt = 'places' | 'year';

/** Letters this tall read best on photos, and larger ones only cost time (measured: 14, 18, 22 and 27 on six photos). */
export const LETTER_HEIGHT = 18;
/** A second look at another size makes other mistakes, so that a vote can tell them from the truth. */
const LARGER_LETTERS = 24;
/** Single places are read larger: there are few pixels, and one wrong digit counts. */
const PLACE_LETTERS = 28;
/** Not as large, for other mistakes. */
const OTHER_LETTERS = 22;

const overText: ReadingPass = {
  name: 'page',
  region: 'text',
  pageMode: 'column',
  contrast: 'soft',
  model: 'fast',
  letterHeight: LETTER_HEIGHT,
  cost: 1,
};

/** A scan is read as it is; a photo gains from a soft contrast, in words and in time, unless it is out of focus. */
export function firstPass(plan: Pick<PagePlan, 'background' | 'facts'>): ReadingPass {
  return isPhoto(plan) && !plan.facts.blurred ? overText : { ...overText, contrast: 'plain' };
}

const overPlaces: ReadingPass = {
  ...overText,
  name: 'places',
  region: 'places',
  pageMode: 'block',
  model: 'best',
  letterHeight: PLACE_LETTERS,
  cost: 0.2,
};
/** By the other model, each line cut out by itself: the same words by another way. */
const overPlacesAgain: ReadingPass = {
  ...overPlaces,
  name: 'places-again',
  pageMode: 'pieces',
  model: 'fast',
  contrast: 'plain',
};
/** Boxes beside each other, in shades and colours of their own: taken for scattered pieces, what is lost in a column is read. */
const overHead: ReadingPass = { ...overText, name: 'head', region: 'head', pageMode: 'sparse', cost: 0.5 };
/**
 * Months and figures, each cut out by itself: of a year's figures scanned at 150 dpi 0.7 % are lost or misread so, and
 * 12-14 % where the recogniser has to find them between bars or columns (559 figures of 43 drawn years, 2026-11).
 */
const overYear: ReadingPass = { ...overPlacesAgain, name: 'year', region: 'year', cost: 0.4 };
const overYearAgain: ReadingPass = {
  ...overYear,
  name: 'year-again',
  model: 'best',
  letterHeight: OTHER_LETTERS,
  cost: 0.5,
};

/** What is tried after the first pass, in the order of what it brings per second; a year is one field, the page has the others. */
const furtherPasses: readonly ReadingPass[] = [
  overPlaces,
  overPlacesAgain,
  overHead,
  { ...overText, name: 'scattered', region: 'whole', pageMode: 'sparse', contrast: 'plain', cost: 1.2 },
  overYear,
  overYearAgain,
  { ...overText, name: 'block', pageMode: 'block', letterHeight: LARGER_LETTERS, cost: 1.1 },
  { ...overText, name: 'second-opinion', model: 'best', cost: 1.6 },
  { ...overText, name: 'plain', contrast: 'plain', letterHeight: LARGER_LETTERS, cost: 1.2 },
];

/** Why a field of this page is not settled, and where its value or its label stands if that is known. */
export type Doubt = {
  /** Its label is there without a value; passes read different values; there is one value, not well read. */
  readonly reason: 'missing' | 'disagreement' | 'unsure';
  /** In the reading frame. */
  readonly place: Box | null;
  readonly part: PagePart;
};

export type PassesSoFar = {
  readonly photo: boolean;
  /** In the order in which they ran, the first one included. */
  readonly passes: readonly ReadingPass[];
  /** What the first one took, without what it takes to look at the picture and plan. */
  readonly firstPassMs: number;
  readonly doubts: readonly Doubt[];
};

/**
 * The pass to run next, or null when nothing is in doubt, nothing is left to try or the time does not allow it. A scan is
 * looked at again only in the places in doubt: the whole of it was seen well.
 */
export function nextPass({ photo, passes, firstPassMs, doubts }: PassesSoFar, timeLeftMs: number): ReadingPass | null {
  const [first] = passes;
  if (!first || doubts.length === 0) return null;
  const tried = new Set(passes.map(({ name }) => name));
  const onlyYear = doubts.every(({ part }) => part === 'year');
  const inOrder = onlyYear ? [overYear, overYearAgain, ...furtherPasses] : furtherPasses;
  const next = inOrder.find(
    (pass) => !tried.has(pass.name) && isOfUse(pass, photo, doubts) && firstPassMs * pass.cost <= timeLeftMs,
  );
  return next && photo ? suited(next, first) : (next ?? null);
}

function isOfUse({ region }: ReadingPass, photo: boolean, doubts: readonly Doubt[]): boolean {
  switch (region) {
    case 'places':
    case 'year':
      return placesOf(region, doubts).length > 0;
    case 'head':
      return photo && doubts.some(({ part }) => part === 'head');
    case 'text':
    case 'whole':
      return photo;
    default:
      return region satisfies never;
  }
}

/** The upper part of each region of text, where a bill says whose it is. */
export const headsOf = (regions: readonly Box[]): Box[] =>
  regions.map((region) => ({ ...region, height: Math.min(region.height, HEAD * region.width) }));
/** A third of a letter page, from its first line. */
const HEAD = 0.45;

/** Where a pass over the surroundings of doubtful fields looks. */
export function placesOf(region: PlacesOfDoubt, doubts: readonly Doubt[]): Box[] {
  return doubts.flatMap(({ place, part }) => (place && (part === 'year') === (region === 'year') ? [place] : []));
}

/** The large model reads what is out of focus without more contrast, too; the other passes differ in it on purpose. */
function suited(pass: ReadingPass, { contrast }: ReadingPass): ReadingPass {
  return pass.model === 'best' ? { ...pass, contrast } : pass;
}
