import { expect, test } from 'vitest';
import type { DocumentFields } from '../../main/extraction/field.ts';
import type { PageReading } from '../../main/extraction/page-reading.ts';
import { fixture, realPool } from '../support/ocr-host.ts';
import { noFields, pageReading } from '../support/page-readings.ts';
import { isSettled, openReadingOffice, progressWhere } from '../support/reading-office.ts';
import { scriptedProcesses } from '../support/scripted-ocr-process.ts';

/** How many words each page gave. */
const wordCounts = (readings: readonly PageReading[]): DocumentFields => ({
  ...noFields,
  notices: [{ code: 'several-poids', poids: readings.map(({ pageIndex, words }) => `${pageIndex}: ${words.length}`) }],
});
const seen = (fields: DocumentFields | null) =>
  fields?.notices.flatMap((notice) => (notice.code === 'several-poids' ? notice.poids : [])) ?? null;

/** A document of one page whose process has given its upper part away and goes on reading. */
async function officeWithAGlimpse() {
  let isPatient = true;
  const { start, started } = scriptedProcesses((job) => (job.type === 'read-page' && isPatient ? 'hang' : 'answer'), {
    pageCount: 1,
  });
  const pool = realPool({ startProcess: start });
  const office = await openReadingOffice(pool, { extractFields: wordCounts });
  const taken = await office.takeIn.takeInFile(fixture('trivial.pdf'));
  if (!taken.ok) throw new Error(taken.error.message);
  const { documentId } = taken.value;
  await progressWhere(office.reader, documentId, ({ pages }) => pages[0]?.kind === 'reading');
  while (started[0]?.jobs.at(-1)?.type !== 'read-page') await new Promise(setImmediate);
  started[0].show(pageReading(0));
  const glimpsed = await progressWhere(office.reader, documentId, ({ reading }) => reading !== null);
  const goOn = () => {
    isPatient = false;
  };
  return { ...office, documentId, glimpsed, process: started[0], goOn };
}

test('the first words of a page show as fields while it is still read', async () => {
  const { glimpsed, storage, documentId } = await officeWithAGlimpse();
  expect(glimpsed.pages).toEqual([{ kind: 'reading' }]);
  expect(seen(glimpsed.reading)).toEqual(['0: 1']);
  expect(storage.documents.fields(documentId)).toBeNull();
  expect(storage.pages.readings(documentId, 0, 0)).toEqual([]);
});

test('the whole page takes their place', async () => {
  const { reader, documentId, process } = await officeWithAGlimpse();
  process.answerNow();
  const done = await progressWhere(reader, documentId, isSettled);
  expect(seen(done.reading)).toEqual(['0: 0']);
});

test('a cancelled document keeps nothing of them', async () => {
  const { reader, documentId, storage } = await officeWithAGlimpse();
  reader.cancel(documentId);
  const cancelled = await progressWhere(reader, documentId, ({ reading }) => reading === null);
  expect(cancelled.state.kind).toBe('cancelled');
  expect(storage.documents.fields(documentId)).toBeNull();
});

test('a lost process takes them with it, and the page is read again', async () => {
  const { reader, documentId, process, goOn } = await officeWithAGlimpse();
  const shown: unknown[] = [];
  reader.onChange(() => shown.push(seen(reader.progress(documentId)?.reading ?? null)));
  goOn();
  process.die();
  const done = await progressWhere(reader, documentId, isSettled);
  expect(done.state.kind).toBe('read');
  expect(shown[0]).toBeNull();
  expect(seen(done.reading)).toEqual(['0: 0']);
});
