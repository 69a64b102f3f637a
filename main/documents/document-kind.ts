import type { DocumentKind } from './document.ts';

/** Bytes from the start of a file that `documentKind` wants to see; fewer will do for a shorter file. */
export const KIND_BYTES = 1024;

/** What the content is, from its first bytes; null when it is none of the kinds we read. The name has no say. */
export function documentKind(head: Uint8Array): DocumentKind | null {
  // Readers accept a PDF header anywhere in the first 1,024 bytes (ISO 32000-1, annex H, note 13); mail gateways put junk there.
  if (latin1(head.subarray(0, KIND_BYTES)).includes('%PDF-')) return 'pdf';
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (startsWith(head, [0x49, 0x49, 42, 0]) || startsWith(head, [0x4d, 0x4d, 0, 42])) return 'tiff';
  // BigTIFF.
  if (startsWith(head, [0x49, 0x49, 43, 0]) || startsWith(head, [0x4d, 0x4d, 0, 43])) return 'tiff';
  if (latin1(head.subarray(0, 4)) === 'RIFF' && latin1(head.subarray(8, 12)) === 'WEBP') return 'webp';
  if (latin1(head.subarray(4, 8)) === 'ftyp' && isHeif(head)) return 'heic';
  return null;
}

const heifBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'];

/** The `ftyp` box: size, 'ftyp', major brand, version, compatible brands. `mif1` alone may also be AVIF, so look further. */
function isHeif(head: Uint8Array): boolean {
  const size = new DataView(head.buffer, head.byteOffset).getUint32(0);
  const brands = latin1(head.subarray(8, Math.min(size, head.length)));
  return heifBrands.some((brand) => brands.includes(brand));
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, index) => head[index] === byte);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
