import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { DocumentKind } from '../../main/documents/document.ts';
import { readingProcess } from '../support/ocr-host.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** The size of the page as it is drawn for the eye. */
async function drawnSize(name: string, kind: DocumentKind, bytes: Uint8Array) {
  const folder = tempFolder();
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  const writeTo = path.join(folder, 'drawn.jpg');
  const source = { path: file, kind, password: null };
  const drawn = await readingProcess().ask({ type: 'draw-page', source, pageIndex: 0, maxWidthPx: 1_200, writeTo });
  expect(drawn).toMatchObject({ result: { ok: true } });
  const { width, height } = await sharp(writeTo).metadata();
  return { width, height };
}

test('a picture longer than a JPEG may be is drawn smaller', async () => {
  const tall = sharp({ create: { width: 20, height: 70_000, channels: 3, background: 'white' } });
  expect(await drawnSize('tall.png', 'png', await tall.png().toBuffer())).toEqual({ width: 19, height: 65_500 });
});

test('a page that is next to nothing wide is drawn one pixel wide', async () => {
  const pdf = await PDFDocument.create();
  pdf.addPage([0.01, 14_400]);
  const { width, height } = await drawnSize('thin.pdf', 'pdf', await pdf.save());
  expect(width).toBe(1);
  expect(height).toBeLessThanOrEqual(65_500);
});
