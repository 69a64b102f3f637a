import { describe, expect, it } from 'vitest';
import type { PictureFacts } from '../../../main/documents/picture/page-plan.ts';
import {
  type Doubt,
  firstPass,
  nextPass,
  type PassesSoFar,
  type ReadingPass,
} from '../../../main/documents/picture/reading-passes.ts';

const missing: Doubt = { reason: 'missing', place: null };
const disagreement: Doubt = { reason: 'disagreement', place: { left: 10, top: 10, width: 50, height: 12 } };
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

function having(...ran: readonly (readonly [ReadingPass, number])[]): PassesSoFar {
  return { photo: true, passes: ran.map(([pass, elapsedMs]) => ({ pass, elapsedMs })), doubts: [missing] };
}

/** Every pass that is tried while the doubts stay, each taking as long as it is expected to. */
function ladder(budgetMs: number, start: PassesSoFar): string[] {
  let soFar = start;
  for (;;) {
    const pass = nextPass(soFar, budgetMs);
    if (!pass) return soFar.passes.map((ran) => ran.pass.name);
    soFar = { ...soFar, passes: [...soFar.passes, { pass, elapsedMs: 1000 * pass.cost }] };
  }
}

describe('nextPass', () => {
  it('starts with one pass over the text, softer for a photo than for a scan', () => {
    expect(firstPass(ofPhoto)).toMatchObject({ name: 'page', contrast: 'soft' });
    expect(firstPass(ofScan)).toMatchObject({ name: 'page', contrast: 'plain' });
  });

  it('gives no more contrast to a photo that is out of focus, nor does the large model', () => {
    const blurred = firstPass({ ...ofPhoto, facts: { ...facts, blurred: true } });
    expect(blurred).toMatchObject({ name: 'page', contrast: 'plain' });
    const places = (pass: ReadingPass) => nextPass({ ...having([pass, 1000]), doubts: [disagreement] }, 12_000);
    expect(places(blurred)).toMatchObject({ region: 'places', contrast: 'plain' });
    expect(places(first)).toMatchObject({ region: 'places', contrast: 'soft' });
  });

  it('stops after one pass when nothing is in doubt', () => {
    expect(nextPass({ ...having([first, 1000]), doubts: [] }, 12_000)).toBeNull();
  });

  it('does not look over a scan again: what stands in no known place is not there', () => {
    expect(nextPass({ ...having([first, 1000]), photo: false }, 12_000)).toBeNull();
  });

  it('does look again at a value that readings disagree on, even on a clean scan, and first where it stands', () => {
    const pass = nextPass({ ...having([first, 1000]), photo: false, doubts: [disagreement] }, 12_000);
    expect(pass?.region).toBe('places');
    const scan = { photo: false, doubts: [disagreement] };
    expect(pass && nextPass({ ...having([first, 1000], [pass, 200]), ...scan }, 12_000)).toBeNull();
  });

  it('tries each way once and then gives up', () => {
    const names = ladder(100_000, having([first, 1000]));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(['page', 'scattered', 'block', 'second-opinion', 'plain']);
  });

  it('stays within the budget, taking a cheaper pass where the next one is too dear', () => {
    expect(ladder(2_150, having([first, 1000]))).toEqual(['page', 'block']);
    expect(nextPass(having([first, 13_000]), 12_000)).toBeNull();
  });
});
