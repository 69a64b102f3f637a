import { describe, expect, it } from 'vitest';
import { findDoubts } from '../../main/extraction/doubts.ts';
import { typedPage } from '../support/bills/typed-page.ts';

const head = 'NYSEG DETAILED ACCOUNT ACTIVITY\nVisit nyseg.com\n\n';

describe('what another look at a page could settle', () => {
  it('is nothing on a page that was read well, or that holds no field', () => {
    expect(findDoubts([typedPage(`${head}Account Number: 1001-2345-678`, { confidence: 0.97 })])).toEqual([]);
    expect(findDoubts([typedPage('Messages about your bill and nothing else.', { confidence: 0.97 })])).toEqual([]);
    expect(findDoubts([])).toEqual([]);
  });

  it('is a label without a value, with the place to look', () => {
    const [doubt] = findDoubts([typedPage(`${head}Account Number: 10?1-23_5-6`, { confidence: 0.9 })]);
    expect(doubt).toMatchObject({ field: 'accountNumber', reason: 'missing' });
    expect(doubt?.place?.left).toBeCloseTo(20, 0);
  });

  it('is a value that was read badly, where it stands', () => {
    const page = typedPage(`${head}                 Account Number: 1001-2345-678`, { confidence: 0.55 });
    const doubts = findDoubts([page]);
    const word = page.words.find((candidate) => candidate.text.startsWith('1001'));
    expect(doubts).toContainEqual({ field: 'accountNumber', reason: 'unsure', place: word?.box });
  });

  it('is a value on which passes disagree, and no longer one on which they agree', () => {
    const one = typedPage(`${head}PoD ID: N01000123456789`, { confidence: 0.8 });
    const two = typedPage(`${head}PoD ID: N01000123456739`, { confidence: 0.8 });
    expect(findDoubts([one, two])).toContainEqual(expect.objectContaining({ field: 'poid', reason: 'disagreement' }));
    expect(findDoubts([one, one]).map((doubt) => doubt.field)).not.toContain('poid');
  });
});
