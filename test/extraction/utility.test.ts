import { describe, expect, it } from 'vitest';
import { extractFields } from '../../main/extraction/extract-fields.ts';
import { typedPage } from '../support/bills/typed-page.ts';

const utilityOf = (text: string) => extractFields([typedPage(text)]).fields.utility;

describe('whose bill it is', () => {
  it('is not RG&E because its heating fund is mentioned, nor because something is charged', () => {
    const text =
      'Visit nyseg.com\nDelivery charge 587 kwh @ 0.05\nautomatically to NYSEG and RG&E\nRG&E Project SHARE Heating Fund\nNYSEG';
    expect(utilityOf(text)?.value).toBe('NYSEG');
  });

  it('shows in the form of its numbers when every name is lost', () => {
    expect(utilityOf('Account Number: 2004-1234-567\nPoD ID: R01000123456789')?.value).toBe('RG&E');
    expect(utilityOf('Account Number: 1004-1234-567\nPoD ID: N01000123456789')?.value).toBe('NYSEG');
  });

  it('is the delivering utility, not the supplier', () => {
    expect(utilityOf('www.nationalgridus.com\n300 Erie Blvd West\nSUPPLIER BRIGHTWATER ENERGY LLC')?.value).toBe(
      'National Grid',
    );
  });

  it.each([
    ['www.nationalgridus.com', 'National Grid'],
    ['Pay online: www.conEd.com/pay', 'Con Edison'],
    ['help@psegliny.com', 'PSEG Long Island'],
  ])('shows in a web or mail address alone: %s', (text, utility) => {
    expect(utilityOf(text)?.value).toBe(utility);
  });

  it('shows in its name alone, read once, so that no number of another form is taken for its account', () => {
    const text = 'NYSEG\n\n\nAccount Number: 1001 2345 67';
    const { utility, accountNumber } = extractFields([typedPage(text, { confidence: 0.95 })]).fields;
    expect(utility?.value).toBe('NYSEG');
    expect(utility?.confidence).toBeLessThan(0.9);
    expect(accountNumber).toBeNull();
  });

  it('says where it was read', () => {
    expect(utilityOf('Orange & Rockland\noru.com')).toMatchObject({
      value: 'Orange & Rockland',
      pageIndex: 0,
      box: { top: 20 },
    });
  });

  it('stays open on paper that names none', () => {
    expect(utilityOf('Dear Sir, the meeting will be held on Monday at the usual place.')).toBeNull();
  });

  it('tells paper that is no bill, and does not when hardly anything could be read', () => {
    const letter =
      'Dear Sir, thank you for your letter of last week. The meeting will be held on Monday at the usual place.';
    expect(extractFields([typedPage(letter)]).notices).toEqual([{ code: 'not-a-bill' }]);
    expect(extractFields([typedPage('a b c')]).notices).toEqual([]);
    expect(extractFields([])).toMatchObject({ notices: [], fields: { utility: null, accountNumber: null } });
  });
});
