import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { openPdf } from '../../main/documents/open-pdf.ts';
import { createPageReader } from '../../main/documents/page-reader.ts';
import { loadPdfium } from '../../main/documents/pdfium.ts';
import { drawBill } from '../support/bills/draw-bill.ts';
import { drawPhoto } from '../support/bills/photos/draw-photo.ts';
import { createRasteriser } from '../support/bills/rasteriser.ts';
import { drawScan } from '../support/bills/scan.ts';
import { readingProcess, realPool } from '../support/ocr-host.ts';
import { isSettled, openReadingOffice, progressWhere } from '../support/reading-office.ts';
import { tempFolder } from '../support/temp-folder.ts';

const bill = drawBill({ seed: 11, utility: 'nyseg', variant: 'residential' });
const rasteriser = createRasteriser();

/** Enough for a second pass on a machine that has other things to do. */
const PLENTY_MS = 60_000;

/** Of so few pixels that single digits are in doubt. */
async function poorPhoto(): Promise<string> {
  const photo = await drawPhoto(await rasteriser, await bill, { kind: 'shadow', seed: 4, megapixels: 1.5 });
  return fileOf('photo.jpg', photo.jpeg);
}

function fileOf(name: string, bytes: Uint8Array): string {
  const file = path.join(tempFolder(), name);
  writeFileSync(file, bytes);
  return file;
}

const jpeg = (file: string) => ({ path: file, kind: 'jpeg' as const, password: null });

describe('how often a page is read', () => {
  test('a clean scan: once', async () => {
    const looks = { seed: 4, dpi: 200, bitonal: false, claims72Dpi: false };
    const scan = await drawScan(await rasteriser, (await bill).pdf, { ...looks, pageIndexes: [0] });
    const page = await readingProcess().read({ path: fileOf('scan.pdf', scan), kind: 'pdf', password: null });
    expect(page.source).toBe('ocr');
    expect(page.passes).toBeUndefined();
  });

  test('a poor photo: again, while there is time, each pass being kept for the vote', async () => {
    const page = await readingProcess().read(jpeg(await poorPhoto()), 0, PLENTY_MS);
    expect(page.passes?.length).toBeGreaterThan(1);
    expect(page.passes?.every((words) => words.length > 50)).toBe(true);
    expect(page.words.length).toBeGreaterThanOrEqual(page.passes?.[0]?.length ?? 0);
    const inside = page.words.filter(({ onPage }) => onPage.left >= 0 && onPage.left + onPage.width <= page.width + 1);
    expect(inside.length).toBe(page.words.length);
  });

  test('once, when the same picture comes again', async () => {
    const looks = { seed: 5, dpi: 150, bitonal: false, claims72Dpi: false };
    const scan = await drawScan(await rasteriser, (await bill).pdf, { ...looks, pageIndexes: [0] });
    const twice = await PDFDocument.load(scan);
    const [page] = await twice.copyPages(twice, [0]);
    if (page) twice.addPage(page);
    const source = { path: fileOf('twice.pdf', await twice.save()), kind: 'pdf' as const, password: null };

    let recognised = 0;
    const line = { text: 'Account Number: 1001-2345-678', confidence: 0.97, lineIndex: 0 };
    const recognise = () => {
      recognised += 1;
      return [{ ...line, box: { left: 10, top: 10, width: 300, height: 12 } }];
    };
    const pdfium = await loadPdfium();
    const reader = createPageReader({
      open: async (wanted) => openPdf(pdfium, wanted),
      engine: async () => ({ recognise }),
      warmUp: async () => {},
      now: Date.now,
    });
    const read = async (pageIndex: number) => {
      const job = { type: 'read-page', source, pageIndex, maxDpi: null, timeBudgetMs: 0 } as const;
      const answer = await reader.answer(job, () => {});
      if (answer.type !== 'page-read' || !answer.result.ok) throw new Error(JSON.stringify(answer));
      return answer.result.value;
    };
    const first = await read(0);
    const before = recognised;
    const second = await read(1);
    expect(before).toBeGreaterThan(0);
    expect(recognised).toBe(before);
    expect(second).toMatchObject({ pageIndex: 1, source: 'ocr', words: first.words });
  });

  test('once, when no time is allowed for more', async () => {
    const page = await readingProcess().read(jpeg(await poorPhoto()), 0, 0);
    expect(page.source).toBe('ocr');
    expect(page.passes).toBeUndefined();
  });
});

test('what the first pass found is shown while the page is read further', async () => {
  const office = await openReadingOffice(realPool(), { pageTimeBudgetMs: () => PLENTY_MS });
  const shown: { reading: boolean; account: string | undefined }[] = [];
  const taken = await office.takeIn.takeInFile(await poorPhoto());
  if (!taken.ok) throw new Error(taken.error.message);
  const { documentId } = taken.value;
  office.reader.onChange(() => {
    const progress = office.reader.progress(documentId);
    shown.push({
      reading: progress?.pages[0]?.kind === 'reading',
      account: progress?.reading?.fields.accountNumber?.value,
    });
  });
  const done = await progressWhere(office.reader, documentId, isSettled);

  expect(shown.some(({ reading, account }) => reading && account !== undefined)).toBe(true);
  expect(done.reading?.fields.accountNumber?.value).toBe((await bill).truth.accountNumber);
  // Kept with the page, so that the fields can be read anew by a later version.
  expect(office.reader.pageReadings(documentId, 0, 0)[0]?.passes?.length).toBeGreaterThan(1);
});
