import { describe, expect, it } from 'vitest';
import type { PictureFacts } from '../../../main/documents/picture/page-plan.ts';
import {
  type Doubt,
  firstPass,
  headsOf,
  nextPass,
  type PassesSoFar,
  placesOf,
  type ReadingPass,
} from '../../../main/documents/picture/reading-passes.ts';

const missing: Doubt = { reason: 'missing', place: null, part: 'head' };
const place = { left: 10, top: 10, width: 50, height: 12 };
const disagreement: Doubt = { reason: 'disagreement', place, part: 'head' };
const lostYear: Doubt = { reason: 'missing', place: { ...place, height: 400 }, part: 'year' };
const facts: PictureFacts = {
  blank: false,
  turn: 0,
  turnProven: true,
  skewDegrees: 0,
  evenness: 0.5,
  sheet: true,
  dewarped: true,
  blurred: false,
  changed: true,
};
const ofPhoto = { facts, background: null };
const ofScan = { facts: { ...facts, sheet: false, dewarped: false }, background: null };
const first = firstPass(ofPhoto);

const having = (...passes: readonly ReadingPass[]): PassesSoFar => ({
  photo: true,
  passes,
  firstPassMs: 1000,
  doubts: [missing],
});

/** Every pass that is tried while the doubts stay, each taking as long as it is expected to. */
function ladder(timeLeftMs: number, { passes, ...others }: PassesSoFar): string[] {
  const pass = nextPass({ passes, ...others }, timeLeftMs);
  if (!pass) return passes.map(({ name }) => name);
  return ladder(timeLeftMs - 1000 * pass.cost, { passes: [...passes, pass], ...others });
}

describe('nextPass', () => {
  it('starts with one pass over the text, softer for a photo than for a scan', () => {
    expect(firstPass(ofPhoto)).toMatchObject({ name: 'page', contrast: 'soft' });
    expect(firstPass(ofScan)).toMatchObject({ name: 'page', contrast: 'plain' });
  });

  it('gives no more contrast to a photo that is out of focus, nor does the large model', () => {
    const blurred = firstPass({ ...ofPhoto, facts: { ...facts, blurred: true } });
    expect(blurred).toMatchObject({ name: 'page', contrast: 'plain' });
    const places = (pass: ReadingPass) => nextPass({ ...having(pass), doubts: [disagreement] }, 12_000);
    expect(places(blurred)).toMatchObject({ region: 'places', contrast: 'plain' });
    expect(places(first)).toMatchObject({ region: 'places', contrast: 'soft' });
  });

  it('stops after one pass when nothing is in doubt', () => {
    expect(nextPass({ ...having(first), doubts: [] }, 12_000)).toBeNull();
  });

  it('does not look over a scan again: what stands in no known place is not there', () => {
    expect(nextPass({ ...having(first), photo: false }, 12_000)).toBeNull();
  });

  it('does look again at a value that readings disagree on, even on a clean scan, and first where it stands', () => {
    const pass = nextPass({ ...having(first), photo: false, doubts: [disagreement] }, 12_000);
    expect(pass?.region).toBe('places');
    const scan = { ...having(first), photo: false, doubts: [disagreement] };
    expect(ladder(100_000, scan)).toEqual(['page', 'places', 'places-again']);
    const again = pass && nextPass({ ...scan, passes: [first, pass] }, 12_000);
    expect(again).toMatchObject({ region: 'places', pageMode: 'pieces', model: 'fast' });
    expect(pass?.model).toBe('best');
  });

  it('tries each way once and then gives up', () => {
    const names = ladder(100_000, having(first));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(['page', 'head', 'scattered', 'block', 'second-opinion', 'plain']);
  });

  it('looks over a page whose head is in doubt before it looks at its year, and at the year first where nothing else is', () => {
    const inDoubt = (...doubts: Doubt[]) => ladder(100_000, { ...having(first), doubts });
    const all = inDoubt(disagreement, lostYear, missing);
    expect(all.slice(0, 6)).toEqual(['page', 'places', 'places-again', 'head', 'scattered', 'year']);
    expect(inDoubt(lostYear).slice(0, 5)).toEqual(['page', 'year', 'year-again', 'scattered', 'block']);
  });

  it('takes for the head the upper third of a letter page, and all of what is lower', () => {
    const page = { left: 5, top: 10, width: 1000, height: 1300 };
    const half = { ...page, height: 300 };
    expect(headsOf([page, half])).toEqual([{ ...page, height: 450 }, half]);
  });

  it("looks at a scan's places, and at its year by two models, piece by piece", () => {
    const ofScan = { ...having(first), photo: false, doubts: [lostYear, disagreement, missing] };
    expect(ladder(100_000, ofScan)).toEqual(['page', 'places', 'places-again', 'year', 'year-again']);
    const look = nextPass({ ...ofScan, doubts: [lostYear] }, 12_000);
    expect(look).toMatchObject({ region: 'year', pageMode: 'pieces', model: 'fast' });
    expect(look && nextPass({ ...ofScan, passes: [first, look], doubts: [lostYear] }, 12_000)?.model).toBe('best');
    expect(placesOf('year', [lostYear, disagreement])).toEqual([lostYear.place]);
    expect(placesOf('places', [lostYear, disagreement])).toEqual([place]);
  });

  it('stays within the budget, taking a cheaper pass where the next one is too dear', () => {
    expect(ladder(1_650, having(first))).toEqual(['page', 'head', 'block']);
    expect(nextPass({ ...having(first), firstPassMs: 25_000 }, 12_000)).toBeNull();
  });
});
