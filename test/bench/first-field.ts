import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../../main/app.ts';
import { createHeadlessHost } from '../../main/cli/headless-host.ts';
import { inTemporaryFolder } from '../../main/cli/temporary-folder.ts';
import type { DocumentProgress } from '../../main/documents/document.ts';
import { drawBill } from '../support/bills/draw-bill.ts';
import { drawPhoto } from '../support/bills/photos/draw-photo.ts';
import { createRasteriser, type Rasteriser } from '../support/bills/rasteriser.ts';
import { drawScan } from '../support/bills/scan.ts';
import { median, printTable, seconds } from './table.ts';

const SCAN_PAGES = 12;
const RUNS = 3;
/** Somebody types the customer's name before the bill is dropped. */
const TYPING_MS = 5_000;

/**
 * From the drop of a file to the first field of it: in a house that has just been opened, in an intake that was begun a
 * while before, and in a house that has read a page before. Nothing is read beyond that field.
 */
export async function benchFirstField(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'greenwatt-bench-'));
  try {
    await measure(await createRasteriser(), folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(rasteriser: Rasteriser, folder: string): Promise<void> {
  const onePage = path.join(folder, 'first-one-page');
  await writeFile(onePage, await drawScanOfBill(rasteriser, 99, 1));
  const rows = [['file', 'right after the start', 'in an intake begun before', 'after another page']];
  for (const [name, draw] of [
    [`scan of a bill, ${SCAN_PAGES} pages`, drawLongScan],
    ['photo, 12 megapixels', drawOnePhoto],
  ] as const) {
    const cold: number[] = [];
    const begun: number[] = [];
    const warm: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const file = path.join(folder, `first-${run}`);
      await writeFile(file, await draw(rasteriser, run + 1));
      cold.push(await inHouse((rooms) => timeToFirstField(rooms, file)));
      begun.push(
        await inHouse(async (rooms) => {
          rooms.pool.warmUp();
          await sleep(TYPING_MS);
          return timeToFirstField(rooms, file);
        }),
      );
      warm.push(
        await inHouse(async (rooms) => {
          await readToTheEnd(rooms, onePage);
          return timeToFirstField(rooms, file);
        }),
      );
    }
    rows.push([name, seconds(median(cold)), seconds(median(begun)), seconds(median(warm))]);
  }
  printTable('From the drop of a file to its first field, median of three', rows);
}

const drawLongScan = (rasteriser: Rasteriser, seed: number) => drawScanOfBill(rasteriser, seed, SCAN_PAGES);

/** The bill's own pages over and over. */
async function drawScanOfBill(rasteriser: Rasteriser, seed: number, pages: number): Promise<Uint8Array> {
  const bill = await drawBill({ seed, utility: 'nyseg', variant: 'residential' });
  const pageIndexes = Array.from({ length: pages }, (_, index) => index % bill.pages.length);
  return drawScan(rasteriser, bill.pdf, { seed, dpi: 200, bitonal: false, claims72Dpi: false, pageIndexes });
}

async function drawOnePhoto(rasteriser: Rasteriser, seed: number): Promise<Uint8Array> {
  const bill = await drawBill({ seed, utility: 'nyseg', variant: 'residential' });
  return (await drawPhoto(rasteriser, bill, { kind: 'tilted', seed })).jpeg;
}

type Rooms = Extract<Awaited<ReturnType<typeof createApp>>, { ok: true }>['value']['rooms'];

/** A house of its own, opened for this and closed after it. */
async function inHouse<T>(use: (rooms: Rooms) => Promise<T>): Promise<T> {
  return inTemporaryFolder(async (dataFolder) => {
    const host = createHeadlessHost({ dataFolder });
    const created = host && (await createApp(host));
    if (!created?.ok) throw new Error('the house could not be opened');
    const app = created.value;
    app.rooms.reader.start();
    try {
      return await use(app.rooms);
    } finally {
      await app.stop();
    }
  });
}

async function timeToFirstField(rooms: Rooms, file: string): Promise<number> {
  const startedAt = performance.now();
  const documentId = await untilSeen(rooms, file, ({ reading, state }) => {
    const fields = Object.values(reading?.fields ?? {});
    if (fields.some((field) => field !== null)) return true;
    if (hasEnded(state)) throw new Error(`no field was found in ${file}`);
    return false;
  });
  const elapsedMs = performance.now() - startedAt;
  rooms.reader.cancel(documentId);
  return elapsedMs;
}

const readToTheEnd = (rooms: Rooms, file: string) => untilSeen(rooms, file, ({ state }) => hasEnded(state));

const hasEnded = ({ kind }: DocumentProgress['state']) => kind !== 'waiting' && kind !== 'reading';

/** Takes the file in and answers its document's id when a snapshot of it shows what is waited for. */
async function untilSeen(
  { takeIn, reader }: Rooms,
  file: string,
  isSeen: (document: DocumentProgress) => boolean,
): Promise<string> {
  const taken = await takeIn.takeInFile(file);
  if (!taken.ok) throw new Error(taken.error.message);
  const { documentId } = taken.value;
  let stop = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      stop = reader.watch([documentId], ([document]) => {
        try {
          if (document && isSeen(document)) resolve();
        } catch (cause) {
          reject(cause);
        }
      });
    });
  } finally {
    stop();
  }
  return documentId;
}
