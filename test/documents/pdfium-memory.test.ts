import { expect, test } from 'vitest';
import { openPdf } from '../../main/documents/open-pdf.ts';
import { loadPdfium } from '../../main/documents/pdfium.ts';
import { pageText } from '../../main/extraction/page-reading.ts';
import { greedyPdf } from '../support/greedy-pdf.ts';
import { readingProcess, realPool } from '../support/ocr-host.ts';
import { isSettled, openReadingOffice, progressWhere } from '../support/reading-office.ts';
import { textPdf } from '../support/small-documents.ts';

const sourceOf = (path: string) => ({ path, kind: 'pdf', password: null }) as const;

test('PDFium asked for more than it may have refuses that and all after it, and can still be closed', async () => {
  let forgotten = 0;
  let growths = 0;
  const maxBytes = 30_000_000;
  const onExhausted = () => {
    forgotten += 1;
  };
  const onGrowth = () => {
    growths += 1;
  };
  const pdfium = await loadPdfium({ maxBytes, onExhausted, onGrowth });
  const document = openPdf(pdfium, sourceOf(await greedyPdf()));
  const refusal = { failure: { code: 'too-much-memory' } };
  await expect(document.page(0)).rejects.toMatchObject(refusal);
  await expect(document.page(1)).rejects.toMatchObject(refusal);
  document.close();

  const another = await textPdf();
  expect(() => openPdf(pdfium, sourceOf(another))).toThrow(/^too-much-memory/);
  expect(forgotten).toBe(1);
  expect(growths).toBeGreaterThan(0);
  // It grows a fifth ahead of what it is asked for.
  expect(pdfium.memory().length).toBeLessThanOrEqual(maxBytes * 1.2);
});

test('loading PDFium leaves no global behind that would keep its memory', async () => {
  const before = Object.getOwnPropertyNames(globalThis);
  await loadPdfium();
  expect(Object.getOwnPropertyNames(globalThis)).toEqual(before);
});

test('a page that would take all memory is an answer, and the same process reads the next page', async () => {
  const process = readingProcess();
  const source = sourceOf(await greedyPdf());
  const job = { type: 'read-page', source, maxDpi: null, timeBudgetMs: 12_000 } as const;
  expect(await process.ask({ ...job, pageIndex: 0 })).toMatchObject({
    result: { ok: false, error: { code: 'too-much-memory' } },
  });
  expect(pageText(await process.read(source, 1))).toContain('1001-2345-678');
});

test('it is left out with a reason, and the rest of its document is read', async () => {
  const office = await openReadingOffice(realPool());
  const taken = await office.takeIn.takeInFile(await greedyPdf());
  if (!taken.ok) throw new Error(taken.error.message);
  const done = await progressWhere(office.reader, taken.value.documentId, isSettled);
  expect(done).toMatchObject({
    state: { kind: 'read' },
    pages: [{ kind: 'quarantined', reason: expect.stringMatching(/more memory.*other pages/) }, { kind: 'read' }],
  });
});
