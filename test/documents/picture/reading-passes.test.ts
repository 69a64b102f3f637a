import { describe, expect, it } from 'vitest';
import {
  type Doubt,
  firstPass,
  nextPass,
  type PassesSoFar,
  type ReadingPass,
} from '../../../main/documents/picture/reading-passes.ts';

const missing: Doubt = { reason: 'missing', place: null };
const place = { left: 10, top: 10, width: 50, height: 12 };

function having(...ran: readonly (readonly [ReadingPass, number])[]): PassesSoFar {
  return { passes: ran.map(([pass, elapsedMs]) => ({ pass, elapsedMs })), confidence: 0.7, doubts: [missing] };
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
  it('starts with one pass over the text', () => {
    expect(nextPass({ ...having(), doubts: [] }, 12_000)).toBe(firstPass);
  });

  it('stops after one pass when nothing is in doubt', () => {
    expect(nextPass({ ...having([firstPass, 1000]), doubts: [] }, 12_000)).toBeNull();
  });

  it('does not look again for what a sure reading has not found', () => {
    expect(nextPass({ ...having([firstPass, 1000]), confidence: 0.95 }, 12_000)).toBeNull();
  });

  it('does look again at a value that two readings disagree on, however sure the page is', () => {
    const soFar = { ...having([firstPass, 1000]), confidence: 0.95 };
    const pass = nextPass({ ...soFar, doubts: [{ reason: 'disagreement', place }] }, 12_000);
    expect(pass?.region).toBe('places');
  });

  it('tries each way once and then gives up', () => {
    const names = ladder(100_000, having());
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('scattered');
    expect(names).toContain('second-opinion');
    expect(names).not.toContain('places');
  });

  it('stays within the budget, taking a cheaper pass where the next one is too dear', () => {
    expect(ladder(2_000, having())).toEqual(['page', 'block']);
    expect(nextPass(having([firstPass, 13_000]), 12_000)).toBeNull();
  });
});
