import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { documentKind } from '../../main/documents/document-kind.ts';
import { fixture } from '../support/ocr-host.ts';

const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: 'white' } });

test.each([
  ['pdf', readFileSync(fixture('trivial.pdf'))],
  ['pdf', Buffer.concat([Buffer.from('junk from a mail gateway\r\n'), readFileSync(fixture('trivial.pdf'))])],
  ['png', readFileSync(fixture('typewriter.png'))],
  ['jpeg', await picture.clone().jpeg().toBuffer()],
  ['webp', await picture.clone().webp().toBuffer()],
  ['tiff', await picture.clone().tiff().toBuffer()],
  ['tiff', await picture.clone().tiff({ bigtiff: true }).toBuffer()],
  ['heic', Buffer.from('\0\0\0\x1cftypheic\0\0\0\0mif1heic', 'latin1')],
  ['heic', Buffer.from('\0\0\0\x1cftypmif1\0\0\0\0mif1heic', 'latin1')],
] as const)('tells a %s by its first bytes', (kind, bytes) => {
  expect(documentKind(bytes)).toBe(kind);
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a text', Buffer.from('a bill of sorts')],
  ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1')],
  ['an AVIF, of the same family as HEIC', Buffer.from('\0\0\0\x1cftypavif\0\0\0\0mif1avif', 'latin1')],
  ['a WAV, of the same family as WebP', Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1')],
  ['a box that ends early', Buffer.from('\0\0\0\x1cftyp', 'latin1')],
])('takes %s for none of them', (_, bytes) => {
  expect(documentKind(bytes)).toBeNull();
});
