import { describe, expect, it } from 'vitest';
import { extractFields } from '../../main/extraction/extract-fields.ts';
import { typedPage } from '../support/bills/typed-page.ts';

const head = 'PSEG Long Island    psegliny.com\n\n\n';
const month = (lines: readonly string[]) =>
  extractFields([typedPage(head + lines.join('\n'), { confidence: 0.97 })]).fields.monthlyUsageKwh;

describe('a table of times of day', () => {
  const rows = [
    'Period            Current   Previous   Mult     kWh',
    'Peak                 3108       3020     10     880',
    'Off-Peak             9921       9677     10    2440',
    'Super Off-Peak       1204       1162     10     420',
  ];
  const charges = [
    'Delivery peak 880 kWh @ .2011                 176.97',
    'Delivery off-peak 2440 kWh @ .0921            224.72',
    'Delivery super off-peak 420 kWh @ .05          21.00',
  ];

  it('is the sum of its rows, surely when each is charged for', () => {
    expect(month([...rows, '', ...charges])).toMatchObject({ value: '3740' });
    expect(month([...rows, '', ...charges])?.confidence).toBeGreaterThanOrEqual(0.9);
  });

  it('is not certain when a part is charged for whose row was lost', () => {
    const reading = month([...rows.slice(0, 3), '', ...charges]);
    expect(reading?.value).not.toBe('3320');
  });
});
