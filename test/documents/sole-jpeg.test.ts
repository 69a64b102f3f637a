import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  degrees,
  PDFDocument,
  type PDFPage,
  rgb,
  StandardFonts,
  setTextRenderingMode,
  TextRenderingMode,
} from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { openPdf } from '../../main/documents/open-pdf.ts';
import { loadPdfium } from '../../main/documents/pdfium.ts';
import { soleJpeg } from '../../main/documents/sole-jpeg.ts';
import { textOf } from '../../main/documents/text-layer.ts';
import { drawBill } from '../support/bills/draw-bill.ts';
import { createRasteriser } from '../support/bills/rasteriser.ts';
import { tempFolder } from '../support/temp-folder.ts';

const pdfium = loadPdfium();

/** A letter page filled by one picture of a bill, and what `change` makes of it. */
async function scanned(change: (page: PDFPage, pdf: PDFDocument) => Promise<void> | void = () => {}): Promise<string> {
  const bill = await drawBill({ seed: 3, utility: 'rge', variant: 'residential' });
  const picture = await (await createRasteriser()).render(bill.pdf, 0, 150);
  const { default: sharp } = await import('sharp');
  const raw = { width: picture.width, height: picture.height, channels: 1 } as const;
  const pdf = await PDFDocument.create();
  const jpeg = await pdf.embedJpg(await sharp(picture.pixels, { raw }).jpeg({ quality: 90 }).toBuffer());
  const page = pdf.addPage([612, 792]);
  page.drawImage(jpeg, { x: 0, y: 0, width: 612, height: 792 });
  await change(page, pdf);
  const file = path.join(tempFolder(), 'scan.pdf');
  writeFileSync(file, await pdf.save());
  return file;
}

async function open(file: string) {
  const document = openPdf(await pdfium, { path: file, kind: 'pdf', password: null });
  return { document, page: await document.page(0) };
}

/** The picture taken out of the page, or null; asked of PDFium directly. */
async function taken(file: string): Promise<Uint8Array | null> {
  const { calls, openFile } = await pdfium;
  const source = openFile(file);
  const document = calls.FPDF_LoadCustomDocument(source.access, 0);
  const page = calls.FPDF_LoadPage(document, 0);
  const frame = { width: calls.FPDF_GetPageWidthF(page), height: calls.FPDF_GetPageHeightF(page) };
  const jpeg = soleJpeg(await pdfium, page, frame);
  calls.FPDF_ClosePage(page);
  calls.FPDF_CloseDocument(document);
  source.close();
  return jpeg;
}

test('a page that is one JPEG gives it away as it is', async () => {
  const jpeg = await taken(await scanned());
  expect(jpeg && Buffer.from(jpeg.subarray(0, 3)).toString('hex')).toBe('ffd8ff');
});

test('so does one with the unseen text of a recogniser over it', async () => {
  const file = await scanned(async (page, pdf) => {
    const font = await pdf.embedFont(StandardFonts.Helvetica);
    page.setFont(font);
    page.pushOperators(setTextRenderingMode(TextRenderingMode.Invisible));
    page.drawText('unseen', { x: 50, y: 50, size: 10 });
  });
  const { document, page } = await open(file);
  const layer = page.textLayer();
  expect(layer && textOf(layer)).toContain('unseen');
  document.close();
  expect(await taken(file)).not.toBeNull();
});

test.each<[string, (page: PDFPage, pdf: PDFDocument) => Promise<void> | void]>([
  ['a stamp over it', (page) => page.drawRectangle({ x: 50, y: 50, width: 90, height: 30, color: rgb(0, 0, 0) })],
  [
    'text over it',
    async (page, pdf) => page.drawText('PAID', { x: 50, y: 50, font: await pdf.embedFont(StandardFonts.Helvetica) }),
  ],
  ['a page shown turned', (page) => page.setRotation(degrees(90))],
  ['a margin round it', (page) => page.setSize(700, 900)],
])('with %s the page is drawn', async (_, change) => {
  expect(await taken(await scanned(change))).toBeNull();
});

test('it looks the same as the page drawn, to the pixel or nearly', async () => {
  const { document, page } = await open(await scanned());
  const { image } = await page.drawGrey(null);
  page.close();
  document.close();
  // A black dot far too small to see makes PDFium draw the page.
  const drawn = await open(
    await scanned((sheet) => sheet.drawRectangle({ x: 1, y: 1, width: 0.1, height: 0.1, color: rgb(0, 0, 0) })),
  );
  const { image: other } = await drawn.page.drawGrey(null);
  drawn.page.close();
  drawn.document.close();
  expect([image.width, image.height]).toEqual([other.width, other.height]);
  let difference = 0;
  for (let i = 0; i < image.pixels.length; i++) difference += Math.abs((image.pixels[i] ?? 0) - (other.pixels[i] ?? 0));
  expect(difference / image.pixels.length).toBeLessThan(4);
});
