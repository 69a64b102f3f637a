import { expect, onTestFinished, test } from 'vitest';
import { openStorage } from '../../main/storage/storage.ts';
import { pageReading } from '../support/page-readings.ts';
import { tempFolder } from '../support/temp-folder.ts';

function openTables() {
  const opened = openStorage({ dataFolder: tempFolder() });
  if (!opened.ok) throw new Error(opened.error.message);
  onTestFinished(opened.value.close);
  const { documents, pages } = opened.value;
  const add = (id: string, takenInAt: number, pageCount: number) => {
    const sha256 = id.repeat(64).slice(0, 64);
    documents.add({ id, sha256, fileName: `${id}.pdf`, kind: 'pdf', sizeBytes: 1, takenInAt });
    documents.setPageCount(id, pageCount);
    pages.create(id, pageCount);
  };
  const next = (limit: number) => pages.waiting(limit).map(({ documentId, pageIndex }) => `${documentId}${pageIndex}`);
  return { documents, pages, add, next };
}

test('page 1 of every document comes first, then the rest in the order of arrival', () => {
  const { add, next, documents } = openTables();
  add('b', 2, 3);
  add('a', 1, 2);
  add('c', 3, 1);
  expect(next(10)).toEqual(['a0', 'b0', 'c0', 'a1', 'b1', 'b2']);
  documents.setState('a', { kind: 'cancelled' });
  expect(next(2)).toEqual(['b0', 'c0']);
});

test('a reading comes back as it was, to the hundredth of a page unit', () => {
  const { add, pages } = openTables();
  add('a', 1, 3);
  const box = { left: 1.5, top: 2.25, width: 30, height: 9 };
  const turned = pageReading(1, {
    rotation: 90,
    dpi: 187,
    words: [
      { text: 'N01"\n', confidence: 0.123, box, onPage: { ...box, left: 700 }, lineIndex: 0 },
      { text: '12,5 kWh', confidence: 1, box, onPage: box, lineIndex: 3 },
    ],
  });
  pages.setRead('a', turned, 5);
  pages.setRead('a', pageReading(0), 6);
  expect(pages.readings('a', 0, 9)).toEqual([pageReading(0), turned]);
  expect(pages.readings('a', 1, 1)).toEqual([turned]);
  expect([pages.rotation('a', 1), pages.rotation('a', 2)]).toEqual([90, null]);
});

test('a page read a second time is replaced', () => {
  const { add, pages } = openTables();
  add('a', 1, 1);
  pages.setRead('a', pageReading(0), 5);
  pages.setRead('a', pageReading(0, { confidence: 0.5 }), 6);
  expect(pages.readings('a', 0, 0)).toEqual([pageReading(0, { confidence: 0.5 })]);
});

test('a page is waiting, quarantined or read, and quarantined ones can be tried again', () => {
  const { add, pages } = openTables();
  add('a', 1, 3);
  pages.setRead('a', pageReading(0), 5);
  pages.setLost('a', 1, 1, 140);
  expect(pages.waiting(1)).toEqual([{ documentId: 'a', pageIndex: 1, kills: 1, maxDpi: 140 }]);
  pages.quarantine('a', 1, 2, 'It failed twice.');
  expect(pages.states('a')).toEqual([
    { kind: 'read', source: 'ocr', confidence: 0.93, elapsedMs: 1200 },
    { kind: 'quarantined', reason: 'It failed twice.' },
    { kind: 'waiting' },
  ]);
  expect(pages.retryQuarantined('a')).toBe(1);
  expect(pages.waiting(9)).toEqual([
    { documentId: 'a', pageIndex: 1, kills: 0, maxDpi: null },
    { documentId: 'a', pageIndex: 2, kills: 0, maxDpi: null },
  ]);
});

test('making the rows of a document again leaves what was read', () => {
  const { add, pages } = openTables();
  add('a', 1, 2);
  pages.setRead('a', pageReading(0), 5);
  pages.create('a', 2);
  expect(pages.states('a').map(({ kind }) => kind)).toEqual(['read', 'waiting']);
  expect(pages.anyWaiting('a')).toBe(true);
});
