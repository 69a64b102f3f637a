import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { billVariants, utilityKeys } from './bill-facts.ts';
import { drawBill, truthOnPages } from './draw-bill.ts';
import { createRasteriser, type Rasteriser } from './rasteriser.ts';
import { drawScan } from './scan.ts';
import { drawScanOfText, drawTextPdf } from './text-document.ts';

describe('the bill generator', () => {
  let rasteriser: Rasteriser;
  beforeAll(async () => {
    rasteriser = await createRasteriser();
  });
  afterAll(() => rasteriser.close());

  it('draws the same bytes and words from the same seed, and others from another', async () => {
    const options = { seed: 5, utility: 'nyseg', variant: 'time-of-use' } as const;
    const [bill, again, other] = [
      await drawBill(options),
      await drawBill(options),
      await drawBill({ ...options, seed: 6 }),
    ];
    expect(Buffer.from(again.pdf).equals(Buffer.from(bill.pdf))).toBe(true);
    expect(again.pages).toEqual(bill.pages);
    expect(other.truth.accountNumber).not.toBe(bill.truth.accountNumber);
  });

  it.each(utilityKeys)('prints what its truth says, in every variant of %s', async (utility) => {
    for (const variant of billVariants) {
      const bill = await drawBill({ seed: 11, utility, variant });
      const letters = bill.pages.map((page) =>
        page.words
          .map((word) => word.text)
          .join('')
          .replace(/[\s,-]/g, ''),
      );
      const printed = (value: string, pageIndexes: number[]) =>
        pageIndexes.some((index) => letters[index]?.includes(value.replace(/[\s,-]/g, '')));
      bill.shown.forEach((names, pageIndex) => {
        const truth = truthOnPages(bill, [pageIndex]);
        if (names.includes('accountNumber')) expect(printed(truth.accountNumber ?? '', [pageIndex])).toBe(true);
        if (names.includes('poid')) expect(printed(truth.poid ?? '', [pageIndex])).toBe(true);
        if (names.includes('customerName')) expect(printed(truth.customerName ?? '', [pageIndex])).toBe(true);
        if (names.includes('monthlyUsageKwh') && bill.facts.meters.length === 1)
          expect(printed(truth.monthlyUsageKwh ?? '', [pageIndex])).toBe(true);
      });
    }
  });

  it('says nothing of fields that are on other pages', async () => {
    const bill = await drawBill({ seed: 3, utility: 'rge', variant: 'residential' });
    expect(truthOnPages(bill, [0])).toMatchObject({
      poid: null,
      monthlyUsageKwh: null,
      accountNumber: bill.truth.accountNumber,
    });
    expect(truthOnPages(bill, [2]).poid).toBe(bill.truth.poid);
  });

  it('scans a bill into pictures of the size the dpi asks for, or claims 72 dpi', async () => {
    const bill = await drawBill({ seed: 3, utility: 'national-grid', variant: 'residential' });
    const honest = await PDFDocument.load(
      await drawScan(rasteriser, bill.pdf, { seed: 1, dpi: 150, claims72Dpi: false, pageIndexes: [0] }),
    );
    const lying = await PDFDocument.load(
      await drawScan(rasteriser, bill.pdf, { seed: 1, dpi: 150, claims72Dpi: true, pageIndexes: [0] }),
    );
    expect(honest.getPage(0).getWidth()).toBeCloseTo(612, 0);
    expect(lying.getPage(0).getWidth()).toBeCloseTo(1275, 0);
  });

  it('knows the text of its text documents, and scans them without a text layer', async () => {
    const text = await drawTextPdf({ pages: 2, seed: 4 });
    const scan = await drawScanOfText(rasteriser, { pages: 2, dpi: 100, seed: 4 });
    expect(text.texts).toHaveLength(2);
    expect(scan.texts).toEqual(text.texts);
    const picture = await rasteriser.render(scan.pdf, 1, 72);
    const { channels } = await sharp(picture.pixels, {
      raw: { width: picture.width, height: picture.height, channels: 1 },
    }).stats();
    expect(channels[0]?.stdev).toBeGreaterThan(10);
  });
});
