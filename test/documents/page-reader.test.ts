import { expect, test } from 'vitest';
import type { OpenedDocument } from '../../main/documents/opened-document.ts';
import { createPageReader } from '../../main/documents/page-reader.ts';
import { createTesseractEngine } from '../../main/documents/tesseract-engine.ts';
import type { TextLayer } from '../../main/documents/text-layer.ts';
import { modelPath } from '../support/ocr-host.ts';

const frame = { width: 612, height: 792 };
const source = { path: 'bill.pdf', kind: 'pdf', password: null } as const;

/** A thousand pages of the same text, with pictures over so much of each. */
function textLayer(pictureShare: number): TextLayer {
  const text = 'Please pay the amount due by the date on this bill to the address above. '.repeat(4);
  const codes = Uint32Array.from(text, (char) => char.codePointAt(0) ?? 0);
  const edges = new Float64Array(codes.length * 4);
  for (let index = 0; index < codes.length; index++) edges.set([index, 10, index + 1, 20], index * 4);
  return { codes, edges, unmapped: 0, pictureShare };
}

/** Reads pages one after the other; answers which of them made the document be opened, and how many are still open. */
async function pagesThatOpen(pages: number, layer: TextLayer | null) {
  const openedAt: number[] = [];
  let openNow = 0;
  let pageIndex = 0;
  const open = async (): Promise<OpenedDocument> => {
    openedAt.push(pageIndex);
    openNow += 1;
    return {
      source,
      pageCount: 1000,
      page: async () => ({
        frame,
        textLayer: () => layer,
        drawGrey: async () => {
          const image = { width: 61, height: 79, pixels: new Uint8Array(61 * 79).fill(255) };
          return { image, scale: 0.1, dpi: 7.2 };
        },
        drawJpeg: async () => {},
        close: () => {},
      }),
      close: () => {
        openNow -= 1;
      },
    };
  };
  const engine = () => Promise.reject(new Error('nothing here is to be recognised'));
  const reader = createPageReader({ open, engine, warmUp: async () => {}, now: () => 0 });
  for (; pageIndex < pages; pageIndex++) {
    const job = { type: 'read-page', source, pageIndex, maxDpi: null, timeBudgetMs: 0 } as const;
    const answer = await reader.answer(job, () => {});
    expect(answer).toMatchObject({ type: 'page-read', result: { ok: true, value: { pageIndex } } });
  }
  return { openedAt, openNow };
}

test('a document stays open over many pages of text', async () => {
  expect(await pagesThatOpen(150, textLayer(0))).toEqual({ openedAt: [0, 64, 128], openNow: 1 });
});

test('a document is opened anew after four pages that were drawn, whose pictures PDFium keeps', async () => {
  expect(await pagesThatOpen(10, null)).toEqual({ openedAt: [0, 4, 8], openNow: 1 });
});

test('so it is after as many pages of text over a picture, and later where the pictures are smaller', async () => {
  expect(await pagesThatOpen(10, textLayer(1))).toEqual({ openedAt: [0, 4, 8], openNow: 1 });
  expect(await pagesThatOpen(20, textLayer(0.25))).toEqual({ openedAt: [0, 16], openNow: 1 });
});

test('a process is warm when its recogniser has read something', async () => {
  const model = { modelPath, onProgress: () => {} };
  const recogniser = await createTesseractEngine(model);
  const words: number[] = [];
  const reader = createPageReader({
    open: () => Promise.reject(new Error('there is no document yet')),
    engine: async () => ({
      recognise: (image, options) => {
        const found = recogniser.recognise(image, options);
        words.push(found.length);
        return found;
      },
    }),
    warmUp: async () => {},
    now: () => 0,
  });
  expect(await reader.answer({ type: 'warm-up' }, () => {})).toEqual({ type: 'warmed-up' });
  expect(words).toHaveLength(1);
  expect(words[0]).toBeGreaterThan(10);
});
