import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { createRasteriser } from '../support/bills/rasteriser.ts';
import { drawScanOfText, drawTextPdf } from '../support/bills/text-document.ts';
import { characterErrorRate } from './character-error.ts';
import { type ExtractRun, runExtract } from './extract-run.ts';
import { benchFirstField } from './first-field.ts';
import { isInstalled, runOcrMyPdf, runTesseract } from './peers.ts';
import { median, megabytes, printTable, seconds } from './table.ts';

const TEXT_PAGES = 20;

/** Reading speed on a generated scan and on a text PDF, memory, and the peers on the same pages in the same run. */
export async function benchSpeed({ pages }: { pages: number }): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'greenwatt-bench-'));
  try {
    console.log(`${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.version}`);
    const rasteriser = await createRasteriser();
    const scan = await drawScanOfText(rasteriser, { pages, dpi: 300, seed: 1 });
    const scanPath = path.join(folder, 'scan.pdf');
    await writeFile(scanPath, scan.pdf);
    const textPath = path.join(folder, 'text.pdf');
    await writeFile(textPath, (await drawTextPdf({ pages: TEXT_PAGES })).pdf);

    const rows: string[][] = [['what', 'wall time', 'pages/min', 'character error', 'peak memory']];
    for (const recognisers of [1, 2]) {
      const run = await runExtract(scanPath, { recognisers });
      rows.push([`GreenWatt, ${recognisers} recogniser(s)`, ...scanFigures(run, scan.texts)]);
    }
    if (isInstalled('tesseract') && isInstalled('pdftoppm')) {
      const run = await runTesseract(scanPath, folder, pages);
      rows.push(['tesseract, two at a time', ...peerFigures(run.elapsedMs, run.texts, scan.texts)]);
    }
    if (isInstalled('ocrmypdf')) {
      const run = await runOcrMyPdf(scanPath, folder);
      rows.push(['ocrmypdf -j2', ...peerFigures(run.elapsedMs, run.texts, scan.texts)]);
    }
    printTable(`Scan, ${pages} pages of dense text at 300 dpi (process start and model loading included)`, rows);

    const text = await runExtract(textPath, { recognisers: 2 });
    const perPage = text.report.pages.map((page) => ('ms' in page ? page.ms : Number.NaN));
    printTable(`Text PDF, ${TEXT_PAGES} pages`, [
      ['median ms a page', 'whole command'],
      [String(median(perPage)), seconds(text.elapsedMs)],
    ]);
    await benchFirstField();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function scanFigures(run: ExtractRun, truth: readonly string[]): string[] {
  const texts = run.report.pages.map((page) => ('text' in page ? page.text : ''));
  const peak = Math.max(0, ...run.memory.map((sample) => sample.residentBytes));
  return [...figures(run.elapsedMs, texts, truth), peak === 0 ? 'not measured' : megabytes(peak)];
}

const peerFigures = (elapsedMs: number, texts: readonly string[], truth: readonly string[]) => [
  ...figures(elapsedMs, texts, truth),
  '-',
];

function figures(elapsedMs: number, texts: readonly string[], truth: readonly string[]): string[] {
  const errors = truth.map((page, index) => characterErrorRate(page, texts[index] ?? ''));
  const error = errors.reduce((sum, each) => sum + each, 0) / errors.length;
  return [seconds(elapsedMs), (truth.length / (elapsedMs / 60_000)).toFixed(1), `${(error * 100).toFixed(2)} %`];
}
