import { describe, expect, it } from 'vitest';
import { extractFields } from '../../main/extraction/extract-fields.ts';
import { CERTAIN, fieldNames } from '../../main/extraction/field.ts';
import { billVariants, utilityKeys } from '../support/bills/bill-facts.ts';
import { drawBill, truthOnPages } from '../support/bills/draw-bill.ts';
import { exactReadings } from '../support/bills/drawn-reading.ts';
import { type NoiseLevel, noisyReadings } from '../support/bills/ocr-noise.ts';
import { type Scored, scoreFields } from '../support/bills/score.ts';
import { typedPage } from '../support/bills/typed-page.ts';

async function scoreNoise(level: NoiseLevel, seeds: readonly number[]) {
  const scored: Scored[] = [];
  for (const seed of seeds) {
    for (const utility of utilityKeys) {
      for (const variant of billVariants) {
        const bill = await drawBill({ seed, utility, variant });
        const { fields } = extractFields(noisyReadings(bill, { level, seed }));
        scored.push({ fields, truth: bill.truth, kind: `${utility} ${variant} ${seed}` });
      }
    }
  }
  return scoreFields(scored);
}

const share = ({ right, wrong, missed }: { right: number; wrong: number; missed: number }) => ({
  right: right / (right + wrong + missed),
  wrong: wrong / (right + wrong + missed),
});

describe('reading whole bills', () => {
  it.each(utilityKeys)(
    'reads every field of every variant of %s from its text layer, and claims nothing it should not',
    async (utility) => {
      for (const variant of billVariants) {
        const bill = await drawBill({ seed: 21, utility, variant });
        const { fields } = extractFields(exactReadings(bill));
        const values = Object.fromEntries(fieldNames.map((name) => [name, fields[name]?.value ?? null]));
        expect({ variant, ...values }).toEqual({ variant, ...bill.truth });
      }
    },
  );

  it('reads each page for itself, and says nothing of fields on other pages', async () => {
    const bill = await drawBill({ seed: 5, utility: 'nyseg', variant: 'residential' });
    for (const pageIndex of bill.pages.keys()) {
      const { fields } = extractFields(exactReadings(bill, [pageIndex]));
      const truth = truthOnPages(bill, [pageIndex]);
      expect(fieldNames.map((name) => fields[name]?.value ?? null)).toEqual(fieldNames.map((name) => truth[name]));
    }
  });

  it('gives the same answer whatever order the pages come in', async () => {
    const readings = exactReadings(await drawBill({ seed: 5, utility: 'national-grid', variant: 'commercial' }));
    expect(extractFields([...readings].reverse())).toEqual(extractFields(readings));
  });

  it('boxes each value where it is printed', async () => {
    const bill = await drawBill({ seed: 8, utility: 'nyseg', variant: 'residential' });
    const { fields } = extractFields(exactReadings(bill));
    const { accountNumber } = fields;
    const inside = bill.pages[accountNumber?.pageIndex ?? 0]?.words.filter(({ box }) => {
      const around = accountNumber?.box;
      return (
        around &&
        box.left >= around.left - 1 &&
        box.left + box.width <= around.left + around.width + 1 &&
        Math.abs(box.top - around.top) < 4
      );
    });
    expect(inside?.map((word) => word.text.replace(/\D/g, ''))).toContain(accountNumber?.value);
  });

  it('grows more certain when passes over the same page agree', async () => {
    const bill = await drawBill({ seed: 8, utility: 'rge', variant: 'residential' });
    const once = noisyReadings(bill, { level: 'photo', seed: 1, pageIndexes: [2] });
    const again = noisyReadings(bill, { level: 'photo', seed: 2, pageIndexes: [2] });
    const alone = extractFields(once).fields.poid;
    const both = extractFields([...once, ...again]).fields.poid;
    expect(both?.value).toBe(bill.truth.poid);
    expect(both?.confidence ?? 0).toBeGreaterThan(alone?.confidence ?? 1);
  });

  it('leaves out what is likely wrong, unless it is asked for to look again', () => {
    const page = typedPage('NYSEG DETAILED ACCOUNT ACTIVITY\nVisit nyseg.com\n\nAccount Number: 1001-2345-678', {
      confidence: 0.45,
    });
    expect(extractFields([page]).fields.accountNumber).toBeNull();
    expect(extractFields([page], { keepDoubtful: true }).fields.accountNumber?.value).toBe('10012345678');
  });

  it('reads at least 97 % of fields right and 1 % wrong through the slips of scanning', async () => {
    const score = await scoreNoise('scan', [31]);
    expect(share(score.total).right).toBeGreaterThanOrEqual(0.97);
    expect(share(score.total).wrong).toBeLessThanOrEqual(0.01);
  });

  it('reads at least 90 % right through the slips of photos, and of what looks certain at most 2 % is wrong', async () => {
    const score = await scoreNoise('photo', [32]);
    expect(share(score.total).right).toBeGreaterThanOrEqual(0.9);
    expect(score.certain.wrong / (score.certain.right + score.certain.wrong)).toBeLessThanOrEqual(0.02);
    expect(score.mistakes.filter(({ confidence }) => confidence >= CERTAIN)).toEqual([]);
  });
});
