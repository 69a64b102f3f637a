import { expect, test } from 'vitest';
import { pageText } from '../../main/extraction/page-reading.ts';
import { countingFork, fixture, realPool } from '../support/ocr-host.ts';
import { isSettled, openReadingOffice, progressWhere, type ReadingOffice } from '../support/reading-office.ts';
import { smallScan, textPdf } from '../support/small-documents.ts';

async function takeIn({ takeIn }: ReadingOffice, file: string): Promise<string> {
  const taken = await takeIn.takeInFile(file);
  if (!taken.ok) throw new Error(taken.error.message);
  return taken.value.documentId;
}

async function read(office: ReadingOffice, file: string) {
  return progressWhere(office.reader, await takeIn(office, file), isSettled);
}

test('a text PDF is read from its own text, and its fields appear', async () => {
  const office = await openReadingOffice(realPool());
  const done = await read(office, await textPdf({ pages: 3 }));

  expect(done.state).toEqual({ kind: 'read' });
  expect(done.pages).toEqual(
    Array(3).fill(expect.objectContaining({ kind: 'read', source: 'text-layer', confidence: 1 })),
  );
  expect(done.reading?.fields.accountNumber?.value).toBe('10012345678');
  const [first] = office.reader.pageReadings(done.id, 0, 0);
  expect(first && pageText(first)).toBe(
    'NYSEG Account Number: 1001-2345-678 page 1\nService Address: 12 Elm Street, Ithaca NY 14850',
  );
  expect(first?.words[0]?.onPage.left).toBeCloseTo(72, -1);
  expect(first?.words[0]?.onPage.top).toBeCloseTo(792 - 700 - 9, -1);
});

test('words of a page that a viewer shows turned lie where the viewer shows them', async () => {
  const office = await openReadingOffice(realPool());
  const done = await read(office, await textPdf({ turn: 90 }));
  const [page] = office.reader.pageReadings(done.id, 0, 0);

  // Shown turned by 90 degrees the page is 792 wide, and its lines run down near the right edge.
  expect(page).toMatchObject({ width: 792, height: 612, rotation: 270, source: 'text-layer' });
  const [nyseg] = page?.words ?? [];
  expect(nyseg?.text).toBe('NYSEG');
  expect(nyseg?.onPage.left).toBeCloseTo(700, -1);
  expect(nyseg?.onPage.top).toBeCloseTo(72, -1);
  // In the reading frame it is upright again.
  expect(nyseg?.box.left).toBeCloseTo(72, -1);
  expect(nyseg?.box.top).toBeCloseTo(792 - 700 - 9, -1);
});

test('a scan is recognised, and its words lie where they are printed', async () => {
  const office = await openReadingOffice(realPool());
  const done = await read(office, fixture('acroform.pdf'));

  expect(done.pages[0]).toMatchObject({ kind: 'read', source: 'ocr' });
  const [page] = office.reader.pageReadings(done.id, 0, 0);
  expect(page && pageText(page)).toContain('Covfefe is a perfectly cromulent word');
  expect(page).toMatchObject({ width: 400, height: 72, dpi: 200, rotation: 0 });
});

test('an empty page is told as blank without being recognised', async () => {
  const office = await openReadingOffice(realPool());
  const done = await read(office, fixture('no_contents.pdf'));
  expect(done.pages).toEqual([expect.objectContaining({ kind: 'read', source: 'blank' })]);
});

test('a damaged PDF fails in words, and the next file is read all the same', async () => {
  const office = await openReadingOffice(realPool());
  const damaged = await read(office, fixture('invalid.pdf'));
  expect(damaged.state).toMatchObject({ kind: 'failed', problem: { code: 'damaged-file' } });
  expect((await read(office, await textPdf())).state).toEqual({ kind: 'read' });
});

test('more pages than are read at most fail in words', async () => {
  const office = await openReadingOffice(realPool(), { limits: { maxBytes: 1e8, maxPages: 2 } });
  const done = await read(office, await textPdf({ pages: 3 }));
  expect(done.state).toMatchObject({ kind: 'failed', problem: { code: 'too-many-pages' } });
  expect(done.state.kind === 'failed' && done.state.problem.message).toContain('has 3 pages; at most 2');
});

test('a locked PDF asks for its password, refuses a wrong one and is read with the right one', async () => {
  const office = await openReadingOffice(realPool());
  const locked = await read(office, await textPdf({ password: 'sunny side' }));
  expect(locked.state).toMatchObject({ kind: 'failed', problem: { code: 'password-needed' } });

  expect(await office.reader.providePassword(locked.id, 'wrong')).toMatchObject({ error: { code: 'password-wrong' } });
  expect(office.reader.progress(locked.id)?.state).toEqual(locked.state);

  expect(await office.reader.providePassword(locked.id, 'sunny side')).toEqual({ ok: true, value: null });
  const done = await progressWhere(office.reader, locked.id, isSettled);
  expect(done.state).toEqual({ kind: 'read' });
  expect(done.reading?.fields.accountNumber?.value).toBe('10012345678');
});

test('progress starts with a snapshot and ends with the last state', async () => {
  const office = await openReadingOffice(realPool());
  const documentId = await takeIn(office, await textPdf({ pages: 2 }));
  const states: string[] = [];
  const stop = office.reader.watch([documentId], ([progress]) => {
    if (progress) states.push(`${progress.state.kind} ${progress.pagesSettled}`);
  });
  expect(states[0]).toMatch(/^waiting 0/);
  await progressWhere(office.reader, documentId, isSettled);
  await expect.poll(() => states.at(-1)).toBe('read 2');
  stop();
});

test('a killed process costs at most the page it held', async () => {
  const pagesAsked: number[] = [];
  const pool = realPool({ startProcess: countingFork(pagesAsked) });
  const office = await openReadingOffice(pool);
  const documentId = await takeIn(office, await smallScan(3));
  await progressWhere(office.reader, documentId, ({ pages }) => pages[0]?.kind === 'read');
  const [, victim] = pool.memory().processes;
  process.kill(victim?.pid ?? 0, 'SIGKILL');

  const done = await progressWhere(office.reader, documentId, isSettled);
  expect(done.state).toEqual({ kind: 'read' });
  expect(done.pages.map((page) => page.kind)).toEqual(['read', 'read', 'read']);
  expect(pagesAsked.length).toBeLessThanOrEqual(4);
});

test('a cancelled document stops at once, keeps its pages and goes on at the next one', async () => {
  const pagesAsked: number[] = [];
  const office = await openReadingOffice(realPool({ startProcess: countingFork(pagesAsked) }));
  const documentId = await takeIn(office, await smallScan(3));
  await progressWhere(office.reader, documentId, ({ pagesSettled }) => pagesSettled === 1);
  const settled: string[] = [];
  office.reader.onSettled((id) => settled.push(id));
  office.reader.cancel(documentId);

  expect(office.reader.progress(documentId)).toMatchObject({ state: { kind: 'cancelled' }, pagesSettled: 1 });
  expect(settled).toEqual([documentId]);
  office.reader.resume(documentId);
  const done = await progressWhere(office.reader, documentId, isSettled);
  expect(done.pages.map((page) => page.kind)).toEqual(['read', 'read', 'read']);
  // Page 1 was not read again.
  expect(pagesAsked.filter((pageIndex) => pageIndex === 0)).toHaveLength(1);
});

test('after a restart reading goes on at the next page', async () => {
  const pagesAsked: number[] = [];
  const pool = realPool();
  const before = await openReadingOffice(pool);
  const documentId = await takeIn(before, await smallScan(3));
  await progressWhere(before.reader, documentId, ({ pagesSettled }) => pagesSettled === 1);
  before.close();
  await pool.stop();

  const after = await openReadingOffice(realPool({ startProcess: countingFork(pagesAsked) }), {}, before.dataFolder);
  const done = await progressWhere(after.reader, documentId, isSettled);
  expect(done.pages.map((page) => page.kind)).toEqual(['read', 'read', 'read']);
  expect(pagesAsked.filter((pageIndex) => pageIndex === 0)).toEqual([]);
});
