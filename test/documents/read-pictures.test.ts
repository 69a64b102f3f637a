import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import sharp, { type Metadata } from 'sharp';
import { expect, test } from 'vitest';
import { decodeBytes } from '../../main/documents/decode-memory.ts';
import type { DocumentKind } from '../../main/documents/document.ts';
import { copyPlane } from '../../main/documents/libheif.ts';
import { pageText } from '../../main/extraction/page-reading.ts';
import { fixture, readingProcess } from '../support/ocr-host.ts';
import { tempFolder } from '../support/temp-folder.ts';

const heic = fixture('two-lines.heic');

function fileOf(name: string, bytes: Uint8Array): string {
  const file = path.join(tempFolder(), name);
  writeFileSync(file, bytes);
  return file;
}

/** The start of a PNG of that size, with transparency: all of it that is read before its pixels. */
function pngClaiming(width: number, height: number, { interlaced = false } = {}): Uint8Array {
  const header = Buffer.alloc(17);
  header.write('IHDR', 0, 'latin1');
  header.writeUInt32BE(width, 4);
  header.writeUInt32BE(height, 8);
  header[12] = 8;
  header[13] = 6;
  header[16] = interlaced ? 1 : 0;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(13);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(header));
  const empty = Buffer.from('0000000049444154', 'hex');
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), length, header, checksum, empty]);
}

/** A progressive JPEG whose header says that size; its pixels are eight by eight. */
async function progressiveClaiming(width: number, height: number, chromaSubsampling = '4:2:0'): Promise<Uint8Array> {
  const small = sharp({ create: { width: 8, height: 8, channels: 3, background: 'white' } });
  const jpeg = await small.jpeg({ progressive: true, chromaSubsampling }).toBuffer();
  // SOF2: marker, length, bits a sample, height, width.
  const frame = jpeg.indexOf(Buffer.from('ffc2', 'hex'));
  jpeg.writeUInt16BE(height, frame + 5);
  jpeg.writeUInt16BE(width, frame + 7);
  return jpeg;
}

const sourceOf = (file: string, kind: DocumentKind) => ({ path: file, kind, password: null });

/** The two lines of the fixture as a PNG, drawn by the OCR process from the HEIC. */
async function twoLines(process: ReturnType<typeof readingProcess>) {
  const writeTo = path.join(tempFolder(), 'lines.jpg');
  const drawn = await process.ask({
    type: 'draw-page',
    source: sourceOf(heic, 'heic'),
    pageIndex: 0,
    maxWidthPx: 2000,
    writeTo,
  });
  expect(drawn).toMatchObject({ type: 'page-drawn', result: { value: { pageWidth: 1000, pageHeight: 400 } } });
  return sharp(writeTo);
}

test('a HEIC photo is read, and drawn for the eye', async () => {
  const process = readingProcess();
  const page = await process.read(sourceOf(heic, 'heic'));
  expect(pageText(page)).toBe('Account Number: 1001-2345-678\nBilled usage 512 kwh 30 days');
  expect(page).toMatchObject({ width: 1000, height: 400, source: 'ocr' });
  const picture = await twoLines(process);
  const { channels } = await picture.stats();
  // Black on white, and no colour cast.
  expect(channels.map(({ mean }) => Math.round(mean / 10))).toEqual([25, 25, 25]);
});

test('a photo that its EXIF data turns is read upright, its words where a viewer shows them', async () => {
  const process = readingProcess();
  const lines = await twoLines(process);
  // Stored lying on its side; orientation 6 asks for a quarter turn clockwise.
  const lying = await lines.rotate(270).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
  expect(await sharp(lying).metadata()).toMatchObject({ width: 400, height: 1000, orientation: 6 });
  const page = await process.read(sourceOf(fileOf('photo.jpg', lying), 'jpeg'));

  expect(page).toMatchObject({ width: 1000, height: 400, rotation: 0 });
  expect(pageText(page)).toContain('Account Number: 1001-2345-678');
  const first = page.words.find((word) => word.text === 'Account');
  expect(first?.onPage.left).toBeGreaterThan(50);
  expect(first?.onPage.left).toBeLessThan(90);
  expect(first?.onPage.top).toBeGreaterThan(80);
  expect(first?.onPage.top).toBeLessThan(120);
});

test('every page of a TIFF is a page', async () => {
  const process = readingProcess();
  const lines = await (await twoLines(process)).greyscale().toBuffer();
  const blank = sharp({ create: { width: 600, height: 300, channels: 3, background: 'white' } });
  // Two pages of one size, as fax machines write them.
  const pages = await sharp([lines, await blank.resize(1000, 400).png().toBuffer()], { join: { animated: true } })
    .tiff({ compression: 'lzw' })
    .toBuffer();
  const source = sourceOf(fileOf('fax.tiff', pages), 'tiff');

  expect(await process.ask({ type: 'inspect', source })).toMatchObject({ result: { value: { pageCount: 2 } } });
  expect(pageText(await process.read(source, 0))).toContain('Billed usage 512 kwh');
  expect((await process.read(source, 1)).source).toBe('blank');
});

test('a picture with transparency is read on white', async () => {
  const process = readingProcess();
  const page = await process.read(sourceOf(fixture('baiona_alpha.png'), 'png'));
  expect(page.width).toBeGreaterThan(0);
});

test('a picture cut short and one that is a bomb are told apart, and the process lives on', async () => {
  const process = readingProcess();
  const lines = await (await twoLines(process)).jpeg().toBuffer();
  const cut = sourceOf(fileOf('cut.jpg', lines.subarray(0, 900)), 'jpeg');
  expect(
    await process.ask({ type: 'read-page', source: cut, pageIndex: 0, maxDpi: null, timeBudgetMs: 12_000 }),
  ).toMatchObject({
    result: { error: { code: expect.stringMatching(/damaged/) } },
  });
  const source = sourceOf(fileOf('bomb.png', pngClaiming(30_000, 30_000)), 'png');
  expect(await process.ask({ type: 'inspect', source })).toMatchObject({
    result: { error: { code: 'too-many-pixels' } },
  });
  expect((await process.read(sourceOf(heic, 'heic'))).source).toBe('ocr');
});

test('a picture that must be held whole to be decoded is refused when that takes too much', async () => {
  const process = readingProcess();
  const inspect = (name: string, kind: DocumentKind, bytes: Uint8Array) =>
    process.ask({ type: 'inspect', source: sourceOf(fileOf(name, bytes), kind) });
  const refused = { result: { ok: false, error: { code: 'too-much-memory' } } };

  expect(await inspect('50.jpg', 'jpeg', await progressiveClaiming(8_165, 6_124, '4:4:4'))).toMatchObject(refused);
  expect(await inspect('108.jpg', 'jpeg', await progressiveClaiming(12_000, 9_000))).toMatchObject(refused);
  expect(await inspect('108.png', 'png', pngClaiming(12_000, 9_000, { interlaced: true }))).toMatchObject(refused);
  // Decoded some rows at a time.
  expect(await inspect('rows.png', 'png', pngClaiming(12_000, 9_000))).toMatchObject({ result: { ok: true } });
});

test('a HEIC file much larger than phones write is refused before it is read', async () => {
  const file = fileOf('huge.heic', readFileSync(heic).subarray(0, 64));
  truncateSync(file, 30_000_001);
  expect(await readingProcess().ask({ type: 'inspect', source: sourceOf(file, 'heic') })).toMatchObject({
    result: { ok: false, error: { code: 'too-much-memory' } },
  });
});

test.each([
  [108e6, { format: 'jpeg', chromaSubsampling: '4:4:4' }, 648e6],
  [24e6, { format: 'jpeg', chromaSubsampling: '4:2:0' }, 72e6],
  [10e6, { format: 'jpeg', chromaSubsampling: '4:2:2' }, 40e6],
  [10e6, { format: 'jpeg', chromaSubsampling: '4:4:4:4', channels: 4 }, 80e6],
  [108e6, { format: 'jpeg', chromaSubsampling: '4:4:4', isProgressive: false }, 0],
  [118e6, { format: 'png', channels: 4, depth: 'ushort' }, 944e6],
  [118e6, { format: 'png', channels: 4, depth: 'ushort', isProgressive: false }, 0],
  [24e6, { format: 'webp', isProgressive: false }, 96e6],
  [100e6, { format: 'tiff', isProgressive: false }, 0],
] as const)('of %d pixels, %o holds %d bytes at once', (pixels, kind, bytes) => {
  const usual = { channels: 3, depth: 'uchar', isProgressive: true } as const;
  expect(decodeBytes({ width: pixels / 1000, height: 1000, ...usual, ...kind } as Metadata)).toBe(bytes);
});

test('a progressive photo of 24 megapixels is read', async () => {
  const process = readingProcess();
  const lines = (await twoLines(process)).resize({ width: 5_000 });
  const edges = { top: 1_000, bottom: 1_000, left: 500, right: 500, background: 'white' };
  const photo = await lines.extend(edges).jpeg({ progressive: true }).toBuffer();
  expect(await sharp(photo).metadata()).toMatchObject({ width: 6_000, height: 4_000, isProgressive: true });
  const page = await process.read(sourceOf(fileOf('photo.jpg', photo), 'jpeg'));
  expect(pageText(page)).toContain('Account Number: 1001-2345-678');
});

test('planes of ten bits come out as eight, without their padding', () => {
  const data = new Uint8Array([0xff, 0x03, 0x00, 0x02, 9, 9, 0x04, 0x00, 0x00, 0x00, 9, 9]);
  expect(copyPlane({ width: 2, height: 2, stride: 6, bits_per_pixel: 10, data }).pixels).toEqual(
    new Uint8Array([255, 128, 1, 0]),
  );
});
