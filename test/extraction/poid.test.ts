import { describe, expect, it } from 'vitest';
import { extractFields } from '../../main/extraction/extract-fields.ts';
import { repairPoid } from '../../main/extraction/poid.ts';
import { typedPage } from '../support/bills/typed-page.ts';

const page = (poids: string) => typedPage(`NYSEG DETAILED ACCOUNT ACTIVITY\nAccount Number: 1001-2345-678\n${poids}`);

describe('points of delivery', () => {
  it.each([
    ['N01000123456789', 'N01000123456789'],
    ['NO1000123456789', 'N01000123456789'],
    ['NO01000123456789', 'N01000123456789'],
    ['R0O1000123456789', 'R01000123456789'],
    ['R0l000I23456789', 'R01000123456789'],
    ['M01000123456789', 'N01000123456789'],
    ['N02000123456789', 'N02000123456789'],
  ])('reads %s as %s', (text, value) => {
    expect(repairPoid(text)?.value).toBe(value);
  });

  it.each([
    'N0100012345678',
    'N010001234567890',
    'N03000123456789',
    '010001234567890',
    'X01000123456789',
    'NEWYORKSTATEGAS',
  ])('makes nothing of %s', (text) => {
    expect(repairPoid(text)).toBeNull();
  });

  it('is found torn and run together with its label', () => {
    expect(extractFields([page('PoD ID: N01000 123456789')]).fields.poid?.value).toBe('N01000123456789');
    expect(extractFields([page('PoDID:N01000123456789')]).fields.poid?.value).toBe('N01000123456789');
  });

  it('is kept, without being certain, when OCR gives its word no confidence', () => {
    const unsure = typedPage('NYSEG DETAILED ACCOUNT ACTIVITY\nVisit nyseg.com\nPoD ID: NO 100012 3456789', {
      confidence: 0.2,
    });
    const { poid } = extractFields([unsure]).fields;
    expect(poid?.value).toBe('N01000123456789');
    expect(poid?.confidence).toBeLessThan(0.9);
  });

  it('is never the gas one', () => {
    const { fields, notices } = extractFields([
      page('PoD ID: N02000123456789\n12345678  11/18/24  45  10/18/24  40   5 ccf  31 days'),
    ]);
    expect(fields.poid).toBeNull();
    expect(notices).toContainEqual({ code: 'gas-only' });
  });

  it('is certain of none when two electric ones are printed, and prefers the one that does not light the yard', () => {
    const { fields, notices } = extractFields([
      page(
        'Electricity Service - Outdoor Lighting   PoD ID: N01000555555555\n\n\n\n\n\nElectricity Service - Residential   PoD ID: N01000123456789',
      ),
    ]);
    expect(fields.poid?.value).toBe('N01000123456789');
    expect(fields.poid?.confidence).toBeLessThan(0.9);
    expect(fields.poid?.alternatives.map((other) => other.value)).toEqual(['N01000555555555']);
    expect(notices).toEqual([{ code: 'several-poids', poids: ['N01000555555555', 'N01000123456789'] }]);
  });

  it('is the one below its own heading, where the yard comes first', () => {
    const text = [
      'Electricity Service - Outdoor Lighting        PoD ID: N01000031190026',
      'Delivery charge      82 kwh @ 0.03120    2.56',
      'Total Outdoor Lighting   $32.16',
      'Electricity Service - Nonresidential',
      'Rate: 12006 General Service                   PoD ID: N01000031190018',
    ];
    expect(extractFields([page(text.join('\n'))]).fields.poid?.value).toBe('N01000031190018');
  });

  it('is never that of the shared solar farm whose credit the customer gets', () => {
    const { fields, notices } = extractFields([
      page('PoD ID: N01000123456789\n\n\nValue Stack credit from host N01000555555555    -382.85'),
    ]);
    expect(fields.poid).toMatchObject({ value: 'N01000123456789', alternatives: [] });
    expect(notices).toEqual([]);
  });

  it("is of the electric service where the utility's numbers don't tell", () => {
    const text = [
      'Central Hudson    CentralHudson.com',
      'Account Number: 2104-7781-30-5',
      'Electric Meter Detail      POD ID: 2000314578   Rate: E1',
      'Delivery 458 kWh @ 0.09120',
      'Gas Meter Detail           POD ID: 2000314579',
    ];
    expect(extractFields([typedPage(text.join('\n'))]).fields.poid).toMatchObject({
      value: '2000314578',
      alternatives: [],
    });
  });

  it('is doubted when its letter is another utility than the bill', () => {
    expect(extractFields([page('PoD ID: R01000123456789')]).fields.poid?.confidence).toBeLessThan(0.9);
  });
});
