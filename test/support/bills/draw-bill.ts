/** One bill of one utility: the PDF, the exact words on each page, and what a reader should find. */
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { type BillFacts, type BillVariant, drawFacts, type Truth, truthOf, type UtilityKey } from './bill-facts.ts';
import { createPrng } from './prng.ts';
import { drawAvangrid } from './templates/avangrid.ts';
import { drawCentralHudson } from './templates/central-hudson.ts';
import { drawConEdison } from './templates/con-edison.ts';
import { drawNationalGrid } from './templates/national-grid.ts';
import { drawOrangeRockland } from './templates/orange-rockland.ts';
import { drawPseg } from './templates/pseg.ts';
import type { DrawTemplate, Shown } from './templates/template.ts';
import { type Canvas, createCanvas, type DrawnPage } from './words-canvas.ts';

export type BillOptions = { readonly seed: number; readonly utility: UtilityKey; readonly variant: BillVariant };
export type DrawnBill = {
  readonly options: BillOptions;
  readonly pdf: Uint8Array;
  readonly truth: Truth;
  readonly pages: readonly DrawnPage[];
  /** Page by page, what can be read there. */
  readonly shown: readonly (readonly Shown[])[];
  readonly facts: BillFacts;
};

const templates: Record<UtilityKey, DrawTemplate> = {
  nyseg: drawAvangrid,
  rge: drawAvangrid,
  'national-grid': drawNationalGrid,
  'con-edison': drawConEdison,
  'central-hudson': drawCentralHudson,
  'orange-rockland': drawOrangeRockland,
  pseg: drawPseg,
};

/** The same options draw the same bill, byte for byte. */
export async function drawBill(options: BillOptions): Promise<DrawnBill> {
  const facts = drawFacts(options);
  const prng = createPrng(options.seed * 7919 + 13);
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const [regular, bold] = prng.pick([
    [StandardFonts.Helvetica, StandardFonts.HelveticaBold],
    [StandardFonts.Helvetica, StandardFonts.HelveticaBold],
    [StandardFonts.TimesRoman, StandardFonts.TimesRomanBold],
  ] as const);
  const fonts = { regular: await pdf.embedFont(regular), bold: await pdf.embedFont(bold) };
  const place = { baseSize: prng.between(8.6, 9.3), shiftX: prng.between(-6, 6), shiftY: prng.between(-4, 12) };
  const canvases: Canvas[] = [];
  const shown = templates[options.utility](
    facts,
    () => {
      const canvas = createCanvas(pdf, fonts, place);
      canvases.push(canvas);
      return canvas;
    },
    prng,
  );
  return {
    options,
    pdf: await pdf.save(),
    truth: truthOf(facts),
    pages: canvases.map((canvas) => canvas.drawn()),
    shown,
    facts,
  };
}

/** What a reader who sees only some of the pages should answer; null for what is not on them. */
export function truthOnPages(bill: DrawnBill, pageIndexes: readonly number[]): Truth {
  const seen = new Set(pageIndexes.flatMap((index) => bill.shown[index] ?? []));
  const { truth } = bill;
  const when = (name: Exclude<Shown, 'history'>) => (seen.has(name) ? truth[name] : null);
  // The last month of a printed history is this bill's.
  const monthly = seen.has('history') ? truth.monthlyUsageKwh : when('monthlyUsageKwh');
  return {
    utility: when('utility'),
    customerName: when('customerName'),
    serviceAddress: when('serviceAddress'),
    accountNumber: when('accountNumber'),
    poid: when('poid'),
    monthlyUsageKwh: monthly,
    annualUsageKwh: seen.has('history') ? truth.annualUsageKwh : monthly && String(Number(monthly) * 12),
  };
}
