import { expect, onTestFinished, test } from 'vitest';
import { createFieldKeeper, PAGES_EXTRACTED } from '../../main/documents/field-keeper.ts';
import type { PageReading } from '../../main/extraction/page-reading.ts';
import { openStorage } from '../../main/storage/storage.ts';
import { noFields, pageReading } from '../support/page-readings.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Field reading that takes `costMs` and tells how many pages it was given. */
function openKeeper({ costMs = 0, extract = () => {} }: { costMs?: number; extract?: (n: number) => void } = {}) {
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
    return noFields;
  };
  const keeper = createFieldKeeper({ documents, pages, now: () => clock.nowMs, log, extractFields });
  const read = (pageIndex: number) => {
    pages.setRead('bill', pageReading(pageIndex), clock.nowMs);
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
