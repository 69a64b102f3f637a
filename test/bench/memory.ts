import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRasteriser } from '../support/bills/rasteriser.ts';
import { drawScanOfText } from '../support/bills/text-document.ts';
import { memoryByPage, runExtract } from './extract-run.ts';
import { megabytes, printTable, seconds, slope } from './table.ts';

export type MemoryOptions = {
  readonly pages: number;
  /** Where the drawn scan is kept between runs; a temporary folder otherwise. */
  readonly folder: string | null;
};

/** Peak memory and growth per page of main and its OCR processes on one long scan, with two recognisers. */
export async function benchMemory({ pages, folder: kept }: MemoryOptions): Promise<void> {
  const folder = kept ?? (await mkdtemp(path.join(tmpdir(), 'greenwatt-bench-')));
  try {
    const scanPath = path.join(folder, `dense-scan-${pages}.pdf`);
    if (!existsSync(scanPath)) await writeFile(scanPath, await drawDenseScan(pages));
    const run = await runExtract(scanPath, { recognisers: 2 });
    const skipPages = pages >= 300 ? 50 : 20;
    const growth = slope(memoryByPage(run, skipPages));
    const read = run.report.pages.filter((page) => 'text' in page && page.text.length > 0).length;
    printTable(`Scan of ${pages} pages, 2 recognisers, resident memory of main and OCR processes added up`, [
      ['pages read', 'wall time', 'peak', `growth per page after page ${skipPages}`],
      [
        `${read} of ${pages}`,
        seconds(run.elapsedMs),
        megabytes(Math.max(0, ...run.memory.map((sample) => sample.residentBytes))),
        `${(growth / 1e6).toFixed(3)} MB`,
      ],
    ]);
  } finally {
    if (kept === null) await rm(folder, { recursive: true, force: true });
  }
}

async function drawDenseScan(pages: number): Promise<Uint8Array> {
  return (await drawScanOfText(await createRasteriser(), { pages, dpi: 300, seed: 2 })).pdf;
}
