import { expect, test } from 'vitest';
import { MOST_CHARACTERS } from '../../main/documents/pdf-text-layer.ts';
import { readingProcess } from '../support/ocr-host.ts';
import { crowdedPdf, letterwisePdf } from '../support/small-documents.ts';

const readCrowded = async (words: number) => {
  const { read } = readingProcess();
  return read({ path: await crowdedPdf(words), kind: 'pdf', password: null });
};

test('of a page with more text than a page can hold, the beginning is read', async () => {
  const { source, words } = await readCrowded(30_000);
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);

  expect(source).toBe('text-layer');
  expect(words.slice(0, 3).map(({ text }) => text)).toEqual(['n0', 'n1', 'n2']);
  expect(letters).toBeGreaterThan(MOST_CHARACTERS * 0.7);
  expect(letters).toBeLessThan(MOST_CHARACTERS);
});

test('a page that is merely dense is read to its end', async () => {
  const { words } = await readCrowded(3_000);
  expect(words).toHaveLength(3_000);
  expect(words.at(-1)?.text).toBe('n2999');
});

test('words stay whole on a page that is listed letter by letter', async () => {
  const lines = Array.from({ length: 70 }, (_, index) => [`Charge ${index} kWh`, `$${index}.51`] as const);
  const { read } = readingProcess();
  const { words } = await read({ path: await letterwisePdf(lines), kind: 'pdf', password: null });
  const found = words.map(({ text }) => text).toSorted();
  expect(found).toEqual(lines.flatMap(([label, amount]) => [...label.split(' '), amount]).toSorted());
});
