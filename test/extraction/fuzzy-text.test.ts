import { describe, expect, it } from 'vitest';
import {
  differsByLookalike,
  editCost,
  encode,
  encodeNeedle,
  findNear,
  similarity,
} from '../../main/extraction/fuzzy-text.ts';
import { createPrng } from '../support/bills/prng.ts';

const near = (needle: string, text: string, maxCost: number) => findNear(encodeNeedle(needle), encode(text), maxCost);

describe('comparing with what OCR read', () => {
  it('lets lookalikes cost half of what other letters cost', () => {
    expect(editCost('ACCOUNT', 'ACC0UNT')).toBe(0.5);
    expect(editCost('ACCOUNT', 'ACCXUNT')).toBe(1);
    expect(editCost('ACCOUNT', 'ACCUNT')).toBe(1);
    expect(similarity('ALBANY', 'ALBANY')).toBe(1);
    expect(similarity('', '')).toBe(1);
  });

  it('knows one lookalike from any other difference', () => {
    expect(differsByLookalike('OCT', '0CT')).toBe(true);
    expect(differsByLookalike('OCT', 'OCT')).toBe(false);
    expect(differsByLookalike('JUN', 'JUL')).toBe(false);
    expect(differsByLookalike('OCT', 'OCTO')).toBe(false);
  });

  it('finds a label between other letters, and tells where', () => {
    expect(near('ACCOUNTNUMBER', 'XYACC0UNTNUMBER10012345678', 2)).toEqual([{ start: 2, end: 15, cost: 0.5 }]);
    expect(near('ACCOUNTNUMBER', 'AMOUNTDUEPLEASEPAYBY', 2)).toEqual([]);
    expect(near('PODID', 'PODIDXXXPODID', 0.5)).toHaveLength(2);
  });

  it('tells where a label stands, however long the line', () => {
    expect(near('PODID', `${'7'.repeat(70_000)}PODID`, 0.5)).toEqual([{ start: 70_000, end: 70_005, cost: 0 }]);
  });

  it('keeps the best of places that overlap', () => {
    expect(near('PODID', 'PODIDIDXPOD1D', 1)).toEqual([
      { start: 0, end: 5, cost: 0 },
      { start: 8, end: 13, cost: 0.5 },
    ]);
  });

  it('finds whatever a search without its shortcut finds', () => {
    const prng = createPrng(4);
    const letters = 'AB8OSN0ERT';
    const draw = (length: number) => Array.from({ length }, () => letters[prng.int(0, letters.length - 1)]).join('');
    let hits = 0;
    for (let round = 0; round < 400; round++) {
      const needle = draw(prng.int(4, 9));
      const text =
        draw(prng.int(0, 14)) + (prng.chance(0.5) ? needle.slice(0, -1) + draw(1) : '') + draw(prng.int(0, 14));
      const maxCost = prng.pick([0, 0.5, 1, 2]);
      const cheapest = Math.min(
        ...Array.from({ length: text.length + 1 }, (_, start) =>
          Math.min(
            ...Array.from({ length: text.length - start + 1 }, (_, size) =>
              editCost(needle, text.slice(start, start + size)),
            ),
          ),
        ),
      );
      const found = near(needle, text, maxCost);
      if (found.length > 0) hits += 1;
      expect({ needle, text, maxCost, found: found.length > 0 }).toEqual({
        needle,
        text,
        maxCost,
        found: cheapest <= maxCost,
      });
    }
    expect(hits).toBeGreaterThan(100);
  });
});
