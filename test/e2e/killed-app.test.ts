import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { openStorage } from '../../main/storage/storage.ts';
import { createRasteriser } from '../support/bills/rasteriser.ts';
import { drawScan } from '../support/bills/scan.ts';
import { tempFolder } from '../support/temp-folder.ts';

const submitBill = path.join(import.meta.dirname, '../support/submit-bill.ts');
const submissionId = '0f7e4f2e-52b5-4c0c-9b59-3c1f6d2f8a11';
const PAGES = 8;

test('killed with its OCR processes in the middle of a bill, the app reads on and delivers once', async () => {
  const folder = tempFolder();
  const data = path.join(folder, 'data');
  const destination = path.join(folder, 'destination');
  const bill = path.join(folder, 'bill.pdf');
  writeFileSync(bill, await drawShortPages());

  const first = start(data, destination, bill);
  await first.says(/^2 pages/m);
  process.kill(anOcrProcessOf(first.child), 'SIGKILL');
  await first.says(/^3 pages/m);
  first.child.kill('SIGKILL');
  await first.ended;
  const before = pagesRead(data);
  expect(before.size).toBeGreaterThanOrEqual(3);
  expect(before.size).toBeLessThan(PAGES);

  const second = start(data, destination, bill);
  await second.says(/^delivered/m);
  await second.ended;

  const after = pagesRead(data);
  expect([...after.keys()]).toEqual(Array.from({ length: PAGES }, (_, index) => index));
  // What was committed before the kill was not read a second time.
  for (const [pageIndex, reading] of before) expect(after.get(pageIndex)).toEqual(reading);

  const entries = readdirSync(destination, { withFileTypes: true });
  expect(entries.filter((entry) => entry.isDirectory())).toHaveLength(1);
  const rows = parse(readFileSync(path.join(destination, 'submissions.csv'), 'utf8'), { bom: true, columns: true });
  expect(rows).toHaveLength(1);
});

/** A scan whose pages take a moment each: some lines of text. */
async function drawShortPages(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let page = 1; page <= PAGES; page++) {
    const sheet = pdf.addPage([400, 300]);
    for (let line = 0; line < 8; line++) {
      sheet.drawText(`Page ${page}, line ${line}: delivery charge 512 kwh`, {
        x: 30,
        y: 260 - 28 * line,
        size: 13,
        font,
      });
    }
  }
  return drawScan(await createRasteriser(), await pdf.save(), {
    seed: 5,
    dpi: 150,
    bitonal: false,
    claims72Dpi: false,
  });
}

type Run = {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  readonly says: (words: RegExp) => Promise<void>;
};

function start(data: string, destination: string, bill: string): Run {
  const child = spawn(process.execPath, [submitBill, data, destination, bill], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      for (const listener of listeners) listener();
    });
  }
  const says = (words: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (words.test(said)) resolve();
      };
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`The app ended without saying ${words}: ${said.slice(-2000)}`)));
    });
  return { child, ended, says };
}

function anOcrProcessOf(app: ChildProcess): number {
  const listed = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const child = listed
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .find((found) => Number(found?.[2]) === app.pid && found?.[3]?.includes('ocr-process'));
  if (!child) throw new Error('No OCR process is running');
  return Number(child[1]);
}

/** Page index -> what is stored of it, by the time it was read. The app must not be running. */
function pagesRead(dataFolder: string): Map<number, unknown> {
  const opened = openStorage({ dataFolder });
  if (!opened.ok) throw new Error(opened.error.message);
  const storage = opened.value;
  const [documentId = ''] = storage.submissions.get(submissionId)?.documentIds ?? [];
  const readings = storage.pages.readings(documentId, 0, PAGES - 1);
  storage.close();
  return new Map(readings.map((reading) => [reading.pageIndex, reading]));
}
