/** What an office scanner makes of a drawn document: a PDF of pictures, slightly turned, grey or black and white, noisy. */
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { createPrng, type Prng } from './prng.ts';
import type { GreyImage, Rasteriser } from './rasteriser.ts';

export type ScanOptions = {
  readonly seed: number;
  readonly dpi?: number;
  /** Black and white instead of grey. */
  readonly bitonal?: boolean;
  /** Degrees; small, as from a feeder. */
  readonly skewDegrees?: number;
  /** The PDF says 72 dpi whatever the picture is, as some phone apps write. */
  readonly claims72Dpi?: boolean;
};

/** Options a seed would choose: 150-300 dpi, mostly grey, at most one degree of skew. */
export function drawScanOptions(seed: number): Required<ScanOptions> {
  const prng = createPrng(seed * 104_729 + 1);
  return {
    seed,
    dpi: prng.pick([150, 200, 200, 240, 300]),
    bitonal: prng.chance(0.2),
    skewDegrees: prng.bell() * 0.7,
    claims72Dpi: prng.chance(0.15),
  };
}

/** Scans every page of the PDF, or only those named. */
export async function drawScan(
  rasteriser: Rasteriser,
  pdf: Uint8Array,
  options: ScanOptions & { readonly pageIndexes?: readonly number[] },
): Promise<Uint8Array> {
  const settings = { ...drawScanOptions(options.seed), ...options };
  const prng = createPrng(options.seed * 15_485_863 + 7);
  const pageIndexes = options.pageIndexes ?? (await PDFDocument.load(pdf)).getPageIndices();
  const scan = await PDFDocument.create({ updateMetadata: false });
  for (const pageIndex of pageIndexes) {
    const clean = await rasteriser.render(pdf, pageIndex, settings.dpi);
    const picture = await scanPicture(clean, settings, prng);
    const image = settings.bitonal ? await scan.embedPng(picture.bytes) : await scan.embedJpg(picture.bytes);
    const scale = settings.claims72Dpi ? 1 : 72 / settings.dpi;
    const page = scan.addPage([picture.width * scale, picture.height * scale]);
    page.drawImage(image, { x: 0, y: 0, width: page.getWidth(), height: page.getHeight() });
  }
  return scan.save();
}

async function scanPicture(
  clean: GreyImage,
  settings: Required<ScanOptions>,
  prng: Prng,
): Promise<{ bytes: Buffer; width: number; height: number }> {
  const raw = { width: clean.width, height: clean.height, channels: 1 } as const;
  // Turned on a white ground, then cut back to the sheet's own size, as a feeder does.
  const turned = await sharp(clean.pixels, { raw })
    .rotate(settings.skewDegrees, { background: { r: 255, g: 255, b: 255 } })
    .blur(prng.between(0.3, 0.7))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const extract = {
    left: Math.floor((turned.info.width - clean.width) / 2),
    top: Math.floor((turned.info.height - clean.height) / 2),
    width: clean.width,
    height: clean.height,
  };
  const cut = await sharp(turned.data, {
    raw: { width: turned.info.width, height: turned.info.height, channels: turned.info.channels },
  })
    .extract(extract)
    .extractChannel(0)
    .raw()
    .toBuffer();
  addNoise(cut, prng, settings.bitonal ? 10 : prng.between(3, 9));
  const cutRaw = { width: clean.width, height: clean.height, channels: 1 } as const;
  const bytes = settings.bitonal
    ? await sharp(cut, { raw: cutRaw }).threshold(prng.int(140, 190)).png({ colours: 2 }).toBuffer()
    : await sharp(cut, { raw: cutRaw })
        .jpeg({ quality: prng.int(60, 88) })
        .toBuffer();
  return { bytes, width: clean.width, height: clean.height };
}

/** Paper grain and sensor noise; paper is never quite white and toner never quite black. */
function addNoise(pixels: Uint8Array, prng: Prng, strength: number): void {
  const paper = prng.between(0.93, 1);
  const toner = prng.between(8, 45);
  let state = prng.int(1, 0x7fffffff);
  for (let index = 0; index < pixels.length; index++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const grain = ((state >>> 12) / 0x7ffff - 0.5) * 2 * strength;
    const value = toner + (pixels[index] ?? 0) * paper * (1 - toner / 255) + grain;
    pixels[index] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
}
