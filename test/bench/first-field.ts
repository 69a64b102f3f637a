import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createApp } from '../../main/app.ts';
import { createHeadlessHost } from '../../main/cli/headless-host.ts';
import { inTemporaryFolder } from '../../main/cli/temporary-folder.ts';
import { drawBill } from '../support/bills/draw-bill.ts';
import { drawPhoto } from '../support/bills/photos/draw-photo.ts';
import type { Rasteriser } from '../support/bills/rasteriser.ts';
import { drawScan } from '../support/bills/scan.ts';
import { median, printTable, seconds } from './table.ts';

const SCAN_PAGES = 12;
const RUNS = 3;

/** From the drop of a file to the first field of it, in a house that has just been opened and in one that is at work. */
export async function benchFirstField(rasteriser: Rasteriser, folder: string): Promise<void> {
  const rows = [['file', 'right after the start', 'later']];
  for (const [name, draw] of [
    [`scan of a bill, ${SCAN_PAGES} pages`, drawLongScan],
    ['photo, 12 megapixels', drawOnePhoto],
  ] as const) {
    const cold: number[] = [];
    const warm: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const files = [path.join(folder, `first-${run}-a`), path.join(folder, `first-${run}-b`)];
      for (const [index, file] of files.entries()) await writeFile(file, await draw(rasteriser, run * 2 + index + 1));
      const [first = Number.NaN, second = Number.NaN] = await timesToFirstField(files);
      cold.push(first);
      warm.push(second);
    }
    rows.push([name, seconds(median(cold)), seconds(median(warm))]);
  }
  printTable('From the drop of a file to its first field, median of three', rows);
}

async function drawLongScan(rasteriser: Rasteriser, seed: number): Promise<Uint8Array> {
  const bill = await drawBill({ seed, utility: 'nyseg', variant: 'residential' });
  const pageIndexes = Array.from({ length: SCAN_PAGES }, (_, index) => index % bill.pages.length);
  return drawScan(rasteriser, bill.pdf, { seed, dpi: 200, bitonal: false, claims72Dpi: false, pageIndexes });
}

async function drawOnePhoto(rasteriser: Rasteriser, seed: number): Promise<Uint8Array> {
  const bill = await drawBill({ seed, utility: 'nyseg', variant: 'residential' });
  return (await drawPhoto(rasteriser, bill, { kind: 'tilted', seed })).jpeg;
}

/** One file after the other in one house; each is read to its end before the next. */
async function timesToFirstField(files: readonly string[]): Promise<number[]> {
  return inTemporaryFolder(async (dataFolder) => {
    const host = createHeadlessHost({ dataFolder });
    const created = host && (await createApp(host));
    if (!created?.ok) throw new Error('the house could not be opened');
    const app = created.value;
    app.rooms.reader.start();
    try {
      const times: number[] = [];
      for (const file of files) times.push(await timeToFirstField(app.rooms, file));
      return times;
    } finally {
      await app.stop();
    }
  });
}

type Rooms = Extract<Awaited<ReturnType<typeof createApp>>, { ok: true }>['value']['rooms'];

async function timeToFirstField({ takeIn, reader }: Rooms, file: string): Promise<number> {
  const startedAt = performance.now();
  const taken = await takeIn.takeInFile(file);
  if (!taken.ok) throw new Error(taken.error.message);
  let firstAt: number | null = null;
  await new Promise<void>((resolve) => {
    const stop = reader.watch([taken.value.documentId], ([document]) => {
      const fields = Object.values(document?.reading?.fields ?? {});
      if (fields.some((field) => field !== null)) firstAt ??= performance.now();
      if (document && document.state.kind !== 'waiting' && document.state.kind !== 'reading') {
        queueMicrotask(() => stop());
        resolve();
      }
    });
  });
  return (firstAt ?? Number.NaN) - startedAt;
}
