import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { pageText } from '../../main/extraction/page-reading.ts';
import { realPool, sample } from '../support/ocr-host.ts';
import { isSettled, openReadingOffice, progressWhere } from '../support/reading-office.ts';
import { tempFolder } from '../support/temp-folder.ts';

async function textPdf(pages: number): Promise<string> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let index = 0; index < pages; index++) {
    const page = pdf.addPage([612, 792]);
    page.drawText(`NYSEG Account Number: 1001-2345-678 page ${index + 1}`, { x: 72, y: 700, size: 12, font });
    page.drawText('Service Address: 12 Elm Street, Ithaca NY 14850', { x: 72, y: 660, size: 12, font });
  }
  const file = path.join(tempFolder(), 'text.pdf');
  writeFileSync(file, await pdf.save());
  return file;
}

test('a text PDF is read from its own text, page by page, and its fields appear', async () => {
  const office = await openReadingOffice(realPool());
  const taken = await office.takeIn.takeInFile(await textPdf(3));
  if (!taken.ok) throw new Error(taken.error.message);

  const done = await progressWhere(office.reader, taken.value.documentId, isSettled);

  expect(done.state).toEqual({ kind: 'read' });
  expect(done.pages.map((page) => page.kind === 'read' && page.source)).toEqual([
    'text-layer',
    'text-layer',
    'text-layer',
  ]);
  expect(done.reading?.fields.accountNumber?.value).toBe('10012345678');
  const [first] = office.reader.pageReadings(taken.value.documentId, 0, 0);
  expect(first && pageText(first)).toBe(
    'NYSEG Account Number: 1001-2345-678 page 1\nService Address: 12 Elm Street, Ithaca NY 14850',
  );
  expect(first?.words[0]?.onPage.left).toBeCloseTo(72, -1);
  expect(first?.words[0]?.onPage.top).toBeCloseTo(792 - 700 - 9, -1);
});

test('a small scan is recognised, and its words lie where they are printed', async () => {
  const office = await openReadingOffice(realPool());
  const taken = await office.takeIn.takeInFile(sample('acroform.pdf'));
  if (!taken.ok) throw new Error(taken.error.message);

  const done = await progressWhere(office.reader, taken.value.documentId, isSettled);

  expect(done.pages[0]).toMatchObject({ kind: 'read', source: 'ocr' });
  const [page] = office.reader.pageReadings(taken.value.documentId, 0, 0);
  expect(page && pageText(page)).toContain('Covfefe is a perfectly cromulent word');
  expect(page).toMatchObject({ width: 400, height: 72, dpi: 200, rotation: 0 });
});
