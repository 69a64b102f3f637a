/** What an office scanner makes of a drawn document: a PDF of pictures, slightly turned, grey or black and white, noisy. */
import { PDFDocument, PDFName, type PDFPage } from '@cantoo/pdf-lib';
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
    const scale = settings.claims72Dpi ? 1 : 72 / settings.dpi;
    const page = scan.addPage([picture.width * scale, picture.height * scale]);
    if (settings.bitonal) fillWithBits(page, thresholded(picture, prng.int(140, 190)));
    else await fillWithJpeg(page, await jpegOf(picture, prng.int(60, 88)));
  }
  return scan.save();
}

async function scanPicture(clean: GreyImage, settings: Required<ScanOptions>, prng: Prng): Promise<GreyImage> {
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
  return { width: clean.width, height: clean.height, pixels: cut };
}

async function jpegOf({ width, height, pixels }: GreyImage, quality: number): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .jpeg({ quality })
    .toBuffer();
}

async function fillWithJpeg(page: PDFPage, jpeg: Buffer): Promise<void> {
  const image = await page.doc.embedJpg(jpeg);
  page.drawImage(image, { x: 0, y: 0, width: page.getWidth(), height: page.getHeight() });
}

type BitImage = { readonly width: number; readonly height: number; readonly rows: Uint8Array };

/** One bit a pixel, rows padded to whole bytes; what is as bright as the level is white. */
function thresholded({ width, height, pixels }: GreyImage, level: number): BitImage {
  const stride = Math.ceil(width / 8);
  const rows = new Uint8Array(stride * height);
  for (let index = 0; index < width * height; index++) {
    if ((pixels[index] ?? 0) < level) continue;
    const x = index % width;
    const at = Math.floor(index / width) * stride + (x >> 3);
    rows[at] = (rows[at] ?? 0) | (128 >> (x & 7));
  }
  return { width, height, rows };
}

/** As scanners write black and white: one bit a pixel, where pdf-lib would make three bytes of it. */
function fillWithBits(page: PDFPage, { width, height, rows }: BitImage): void {
  const { context } = page.doc;
  const image = context.flateStream(rows, {
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    ColorSpace: 'DeviceGray',
    BitsPerComponent: 1,
  });
  page.node.setXObject(PDFName.of('Scan'), context.register(image));
  const content = context.flateStream(`${page.getWidth()} 0 0 ${page.getHeight()} 0 0 cm /Scan Do`);
  page.node.set(PDFName.of('Contents'), context.register(content));
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
