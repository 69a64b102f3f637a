/** A phone's screenshot of a PDF viewer: status bar, the file's name, one page small or part of it large. */
import sharp from 'sharp';
import type { Prng } from '../prng.ts';
import type { Rasteriser } from '../rasteriser.ts';

export async function takeScreenshot(
  rasteriser: Rasteriser,
  pdf: Uint8Array,
  pageIndex: number,
  prng: Prng,
): Promise<Buffer> {
  const [width, height] = prng.pick<readonly [number, number]>([
    [1080, 2340],
    [1170, 2532],
    [828, 1792],
    [1440, 3120],
  ]);
  const page = await rasteriser.render(pdf, pageIndex, (width * 0.97 * 72) / 612);
  const bar = Math.round(height * 0.055);
  const top = Math.round(height * prng.between(0.12, 0.22));
  const scale = width / 390;
  const chrome = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="${width}" height="${height}" fill="#8a8d93"/><rect width="${width}" height="${bar * 2}" fill="#f6f6f8"/>
    <g font-family="sans-serif" fill="#111"><text x="${24 * scale}" y="${bar * 0.75}" font-size="${15 * scale}">${prng.int(1, 12)}:${String(prng.int(0, 59)).padStart(2, '0')}</text>
    <text x="${width - 90 * scale}" y="${bar * 0.75}" font-size="${12 * scale}">LTE ${prng.int(8, 99)}%</text>
    <text x="${width / 2}" y="${bar * 1.6}" text-anchor="middle" font-size="${14 * scale}">${prng.pick(['Bill.pdf', 'Document 1 of 1', 'utility bill', 'Scan_0412.pdf'])}</text></g></svg>`;
  return sharp(Buffer.from(chrome))
    .composite([
      {
        input: await sharp(page.pixels, { raw: { width: page.width, height: page.height, channels: 1 } })
          .png()
          .toBuffer(),
        left: Math.round((width - page.width) / 2),
        top,
      },
    ])
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: prng.int(70, 90) })
    .toBuffer();
}
