import type { Box } from '../../extraction/page-reading.ts';

/** One way of reading a page. */
export type ReadingPass = {
  readonly name: 'page' | 'places' | 'scattered' | 'block' | 'soft' | 'second-opinion';
  /** The text's own regions, the whole frame, or only the surroundings of doubtful fields. */
  readonly region: 'text' | 'whole' | 'places';
  /** How the recogniser looks for text: a column of lines, one block, or scattered pieces. */
  readonly pageMode: 'column' | 'block' | 'sparse';
  readonly contrast: 'plain' | 'soft';
  readonly model: 'fast' | 'best';
  /** Height in pixels at which letters are to come out. */
  readonly letterHeight: number;
  /** Time it takes, as a multiple of the first pass of the same page. */
  readonly cost: number;
};

/** Letters this tall read best on photos (measured, see the README); words come out at about 32 pixels. */
export const LETTER_HEIGHT = 22;
/** Single places are read larger: there are few pixels, and one wrong digit counts. */
const PLACE_LETTER_HEIGHT = 30;

export const firstPass: ReadingPass = {
  name: 'page',
  region: 'text',
  pageMode: 'column',
  contrast: 'plain',
  model: 'fast',
  letterHeight: LETTER_HEIGHT,
  cost: 1,
};

/** What is tried after the first pass, in the order of fields gained per second. */
export const furtherPasses: readonly ReadingPass[] = [
  {
    ...firstPass,
    name: 'places',
    region: 'places',
    pageMode: 'block',
    model: 'best',
    letterHeight: PLACE_LETTER_HEIGHT,
    cost: 0.2,
  },
  { ...firstPass, name: 'scattered', region: 'whole', pageMode: 'sparse', cost: 1.2 },
  { ...firstPass, name: 'block', pageMode: 'block', cost: 0.9 },
  { ...firstPass, name: 'soft', contrast: 'soft', cost: 1 },
  { ...firstPass, name: 'second-opinion', model: 'best', cost: 1.6 },
];

/** Why a required field of this page is not settled, and where its value or its label stands if that is known. */
export type Doubt = {
  readonly reason: 'missing' | 'disagreement' | 'unsure';
  /** In the reading frame. */
  readonly place: Box | null;
};

export type PassesSoFar = {
  /** In the order in which they ran; the first is always `firstPass`. */
  readonly passes: readonly { readonly pass: ReadingPass; readonly elapsedMs: number }[];
  /** Mean confidence of the words of the first pass, weighted by length, 0..1. */
  readonly confidence: number;
  readonly doubts: readonly Doubt[];
};

/** What a reading this sure has not found is not printed there: most pages lack most fields. */
const NOTHING_OVERLOOKED = 0.88;

/** The pass to run next, or null when nothing is in doubt, nothing is left to try or the time does not allow it. */
export function nextPass(soFar: PassesSoFar, budgetMs: number): ReadingPass | null {
  const [first] = soFar.passes;
  if (!first) return firstPass;
  const doubts = soFar.doubts.filter(({ reason }) => reason !== 'missing' || soFar.confidence < NOTHING_OVERLOOKED);
  if (doubts.length === 0) return null;
  const tried = new Set(soFar.passes.map(({ pass }) => pass.name));
  const spentMs = soFar.passes.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
  const havePlaces = doubts.some(({ place }) => place !== null);
  for (const pass of furtherPasses) {
    if (tried.has(pass.name)) continue;
    if (pass.region === 'places' && !havePlaces) continue;
    if (spentMs + first.elapsedMs * pass.cost <= budgetMs) return pass;
  }
  return null;
}
