import { describe, expect, it } from 'vitest';
import { findLabels, wordsAfter } from '../../main/extraction/labels.ts';
import { createLayout } from '../../main/extraction/layout.ts';
import { typedPage } from '../support/bills/typed-page.ts';

const textAfter = (text: string, ...phrases: string[]) =>
  findLabels(createLayout(typedPage(text)), phrases).map((hit) =>
    wordsAfter(hit)
      .map((word) => word.text)
      .join(' '),
  );

describe('finding labels', () => {
  it.each([
    ['as printed', 'Account Number: 1001-2345-678'],
    ['with letters misread', 'Acc0unt Numher: 1001-2345-678'],
    ['torn', 'Acc ount Num ber: 1001-2345-678'],
    ['run together', 'AccountNumber: 1001-2345-678'],
    ['run together with its value', 'AccountNumber:1001-2345-678'],
    ['in capitals', 'ACCOUNT NUMBER 1001-2345-678'],
  ])('finds a label %s', (_, text) => {
    expect(textAfter(text, 'Account Number')).toEqual(['1001-2345-678']);
  });

  it('finds none within longer words: "charge" holds no RG&E', () => {
    expect(textAfter('Delivery charge 587 kwh', 'RGE')).toEqual([]);
    expect(textAfter('Surcharges and fees', 'RG&E')).toEqual([]);
    expect(textAfter('NYSEGNET online', 'NYSEG')).toEqual([]);
  });

  it('finds none across a gap between columns', () => {
    expect(textAfter('Account                     Number of days 30', 'Account Number')).toEqual([]);
  });

  it('finds every place, from left to right', () => {
    expect(textAfter('Acct No: 1   Acct No: 2', 'Acct No')).toEqual(['1 Acct No: 2', '2']);
  });
});
