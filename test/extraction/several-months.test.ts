import { describe, expect, it } from 'vitest';
import { extractFields } from '../../main/extraction/extract-fields.ts';
import { typedPage } from '../support/bills/typed-page.ts';

/** The page of a month's use: readings, and twice what is charged for. */
const month = (pageIndex: number, period: string, [previous, current]: readonly [number, number]) => {
  const [from = '', to = ''] = period.split(' - ');
  const kwh = current - previous;
  const text = [
    'NYSEG DETAILED ACCOUNT ACTIVITY',
    'Account Number: 1001-2345-678',
    `Service from: ${period}`,
    `0123456789  ${to} ${current} A   ${from} ${previous} A   ${kwh}   ${kwh} kwh  29 days`,
    `Delivery charge ${kwh} kwh @ 0.0551234   32.36`,
    `Transition charge ${kwh} kwh @ 0.0011234   0.66`,
  ];
  return typedPage(text.join('\n'), { pageIndex });
};
const november = month(0, '10/21/25 - 11/19/25', [22_281, 23_000]);
const december = month(1, '11/19/25 - 12/18/25', [23_000, 23_523]);

describe('bills of two months in one file', () => {
  it('reads the newer month, be it the smaller one, and is not certain', () => {
    for (const pages of [
      [november, december],
      [
        { ...december, pageIndex: 0 },
        { ...november, pageIndex: 1 },
      ],
    ]) {
      const { fields, notices } = extractFields(pages);
      const { monthlyUsageKwh } = fields;
      expect(notices).toEqual([{ code: 'several-months' }]);
      expect(monthlyUsageKwh).toMatchObject({ value: '523', alternatives: [{ value: '719' }] });
      expect(monthlyUsageKwh?.confidence).toBeLessThan(0.9);
    }
  });

  it('is as certain of a month as of the only one when its page comes twice', () => {
    const sureOf = (...pages: (typeof december)[]) => extractFields(pages).fields.monthlyUsageKwh?.confidence;
    expect(extractFields([december, { ...december, pageIndex: 2 }]).notices).toEqual([]);
    expect(sureOf(december, { ...december, pageIndex: 2 })).toBeGreaterThanOrEqual(sureOf(december) ?? 1);
  });
});
