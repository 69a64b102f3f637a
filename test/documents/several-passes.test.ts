import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawBill } from '../support/bills/draw-bill.ts';
import { drawPhoto } from '../support/bills/photos/draw-photo.ts';
import { createRasteriser } from '../support/bills/rasteriser.ts';
import { drawScan } from '../support/bills/scan.ts';
import { readingProcess, realPool } from '../support/ocr-host.ts';
import { isSettled, openReadingOffice, progressWhere } from '../support/reading-office.ts';
import { tempFolder } from '../support/temp-folder.ts';

const bill = drawBill({ seed: 11, utility: 'nyseg', variant: 'residential' });
const rasteriser = createRasteriser();

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
    const page = await readingProcess().read(jpeg(await poorPhoto()));
    expect(page.passes?.length).toBeGreaterThan(1);
    expect(page.passes?.every((words) => words.length > 50)).toBe(true);
    expect(page.words.length).toBeGreaterThanOrEqual(page.passes?.[0]?.length ?? 0);
    const inside = page.words.filter(({ onPage }) => onPage.left >= 0 && onPage.left + onPage.width <= page.width + 1);
    expect(inside.length).toBe(page.words.length);
  });

  test('once, when no time is allowed for more', async () => {
    const answer = await readingProcess().ask({
      type: 'read-page',
      source: jpeg(await poorPhoto()),
      pageIndex: 0,
      maxDpi: null,
      timeBudgetMs: 0,
    });
    expect(answer).toMatchObject({ type: 'page-read', result: { ok: true } });
    expect(answer.type === 'page-read' && answer.result.ok && answer.result.value.passes).toBeFalsy();
  });
});

test('what the first pass found is shown while the page is read further', async () => {
  const office = await openReadingOffice(realPool());
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
