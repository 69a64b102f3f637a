import { describe, expect, onTestFinished, test } from 'vitest';
import { createFieldKeeper, MOST_LETTERS_OF_PAGE, PAGES_EXTRACTED } from '../../main/documents/field-keeper.ts';
import type { DocumentFields } from '../../main/extraction/field.ts';
import type { PageReading } from '../../main/extraction/page-reading.ts';
import { openStorage } from '../../main/storage/storage.ts';
import { noFields, pageReading } from '../support/page-readings.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Field reading that takes `costMs` and tells how many pages it was given. */
function openKeeper({
  costMs = 0,
  extract = () => {},
  fieldsOf = () => noFields,
}: {
  costMs?: number;
  extract?: (n: number) => void;
  fieldsOf?: (readings: readonly PageReading[]) => DocumentFields;
} = {}) {
  const opened = openStorage({ dataFolder: tempFolder() });
  if (!opened.ok) throw new Error(opened.error.message);
  onTestFinished(opened.value.close);
  const { documents, pages } = opened.value;
  documents.add({ id: 'bill', sha256: 'ab'.repeat(32), fileName: 'b.pdf', kind: 'pdf', sizeBytes: 1, takenInAt: 1 });
  pages.create('bill', 30);
  const clock = { nowMs: 1000 };
  const log = createRecordingLog();
  const given: number[] = [];
  const extractFields = (readings: readonly PageReading[]) => {
    clock.nowMs += costMs;
    given.push(readings.length);
    extract(readings.length);
    return fieldsOf(readings);
  };
  const keeper = createFieldKeeper({ documents, pages, now: () => clock.nowMs, log, extractFields });
  const read = (pageIndex: number, reading = pageReading(pageIndex)) => {
    pages.setRead('bill', reading, clock.nowMs);
    keeper.pageRead('bill', pageIndex);
  };
  return { documents, keeper, clock, log, given, read };
}

test('slow pages get their fields one by one', () => {
  const { read, given, clock, documents } = openKeeper({ costMs: 20 });
  for (const pageIndex of [0, 1, 2]) {
    read(pageIndex);
    clock.nowMs += 1000;
  }
  expect(given).toEqual([1, 2, 3]);
  expect(documents.fields('bill')).toEqual(noFields);
});

test('fast pages wait for theirs, and nothing is left when the document is complete', () => {
  const { read, given, keeper } = openKeeper({ costMs: 20 });
  for (const pageIndex of [0, 1, 2, 3]) read(pageIndex);
  expect(given).toEqual([1]);
  keeper.complete('bill');
  keeper.complete('bill');
  expect(given).toEqual([1, 4]);
});

test('a long document is read whole, but its fields come from its first pages', () => {
  const { read, given, keeper } = openKeeper();
  for (let pageIndex = 0; pageIndex < 30; pageIndex++) read(pageIndex);
  keeper.complete('bill');
  expect(Math.max(...given)).toBe(PAGES_EXTRACTED);
  expect(given).toHaveLength(PAGES_EXTRACTED);
});

test('pages that field reading fails on are kept, and it is logged', () => {
  const { read, keeper, log, documents } = openKeeper({
    extract: () => {
      throw new Error('a surprise');
    },
  });
  expect(() => read(0)).not.toThrow();
  keeper.complete('bill');
  expect(documents.fields('bill')).toBeNull();
  expect(log.lines).toEqual([expect.objectContaining({ level: 'error', event: 'documents: fields not read' })]);
});

/** A page with one word of so many letters. */
function fullPage(pageIndex: number, letters: number): PageReading {
  const page = pageReading(pageIndex);
  return { ...page, words: page.words.map((word) => ({ ...word, text: 'x'.repeat(letters) })) };
}

test('a page fuller than a bill can be gives no fields and holds nothing up, and it is logged', () => {
  const { read, given, log } = openKeeper();
  read(0);
  read(1, fullPage(1, MOST_LETTERS_OF_PAGE + 1));
  read(2, fullPage(2, MOST_LETTERS_OF_PAGE));
  expect(given).toEqual([1, 1, 2]);
  expect(log.lines).toContainEqual({
    level: 'warn',
    event: 'documents: page too full for fields',
    facts: { documentId: 'bill', pageIndex: 1, letters: MOST_LETTERS_OF_PAGE + 1 },
  });
});

test('of a document of full pages, the first ones are looked at', () => {
  const { read, given } = openKeeper();
  for (let pageIndex = 0; pageIndex < PAGES_EXTRACTED; pageIndex++) read(pageIndex, fullPage(pageIndex, 15_000));
  expect(given.at(-1)).toBe(10);
});

/** Every word is a field, so that a test sees which words counted. */
const wordsAsFields = (readings: readonly PageReading[]): DocumentFields => ({
  ...noFields,
  notices: [{ code: 'several-poids', poids: readings.flatMap(({ words }) => words.map(({ text }) => text)) }],
});
const counted = (fields: DocumentFields | null) =>
  fields?.notices.flatMap((notice) => (notice.code === 'several-poids' ? notice.poids : [])) ?? null;

/** The page with another word, as its upper part was read. */
function glimpseOf(pageIndex: number): PageReading {
  const page = pageReading(pageIndex);
  return { ...page, words: page.words.map((word) => ({ ...word, text: `top-${pageIndex + 1}` })) };
}

describe('what is known of a page that is being read', () => {
  test('shows in the fields, is not stored, and is gone when the page is not read any more', () => {
    const { keeper, documents } = openKeeper({ fieldsOf: wordsAsFields });
    keeper.pageGlimpsed('bill', glimpseOf(0));
    expect(counted(keeper.fields('bill'))).toEqual(['top-1']);
    expect(documents.fields('bill')).toBeNull();
    keeper.forgetGlimpse('bill', 0);
    expect(keeper.fields('bill')).toBeNull();
  });

  test('is replaced by the whole page, however fast pages come', () => {
    const { keeper, documents, read, clock } = openKeeper({ costMs: 20, fieldsOf: wordsAsFields });
    read(0);
    clock.nowMs += 1000;
    keeper.pageGlimpsed('bill', glimpseOf(1));
    expect(counted(keeper.fields('bill'))).toEqual(['page-1', 'top-2']);
    read(1);
    expect(counted(keeper.fields('bill'))).toEqual(['page-1', 'page-2']);
    expect(counted(documents.fields('bill'))).toEqual(['page-1', 'page-2']);
    keeper.forgetGlimpse('bill', 1);
    expect(counted(keeper.fields('bill'))).toEqual(['page-1', 'page-2']);
  });

  test('stays while another page of the document is read, and the later part of it counts', () => {
    const { keeper, documents, read } = openKeeper({ fieldsOf: wordsAsFields });
    keeper.pageGlimpsed('bill', glimpseOf(0));
    read(1);
    expect(counted(keeper.fields('bill'))).toEqual(['page-2', 'top-1']);
    expect(counted(documents.fields('bill'))).toEqual(['page-2']);
    keeper.pageGlimpsed('bill', pageReading(0));
    expect(counted(keeper.fields('bill'))).toEqual(['page-2', 'page-1']);
    keeper.forgetGlimpse('bill', 0);
    expect(counted(keeper.fields('bill'))).toEqual(['page-2']);
  });

  test('of the first page is shown at once, of a later one when field reading has rested', () => {
    const { keeper, given, clock } = openKeeper({ costMs: 20 });
    keeper.pageGlimpsed('bill', glimpseOf(0));
    keeper.pageGlimpsed('bill', glimpseOf(0));
    keeper.pageGlimpsed('bill', glimpseOf(1));
    expect(given).toEqual([1, 1]);
    clock.nowMs += 1000;
    keeper.pageGlimpsed('bill', glimpseOf(1));
    expect(given).toEqual([1, 1, 2]);
  });
});
