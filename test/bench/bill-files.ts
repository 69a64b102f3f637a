import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BillVariant, billVariants, type Truth, type UtilityKey } from '../support/bills/bill-facts.ts';
import { drawBill } from '../support/bills/draw-bill.ts';
import { drawPhoto, type PhotoKind, photoKinds } from '../support/bills/photos/draw-photo.ts';
import { createRasteriser } from '../support/bills/rasteriser.ts';
import { drawScan } from '../support/bills/scan.ts';

export type BillFile = {
  readonly path: string;
  /** `digital`, `scan`, or a kind of photo. */
  readonly kind: string;
  /** What a careful reader of this file would answer. */
  readonly truth: Truth;
};

export type BillFilesOptions = {
  readonly bills: number;
  readonly seed: number;
  readonly kinds: readonly string[];
  readonly folder: string | null;
};

/** The three utilities an office sees most come up most. */
const utilities: readonly UtilityKey[] = [
  'nyseg',
  'national-grid',
  'rge',
  'con-edison',
  'nyseg',
  'national-grid',
  'central-hudson',
  'rge',
  'orange-rockland',
  'pseg',
];

const everyKind = ['digital', 'scan', ...photoKinds];

/** Draws the files, or finds them drawn by an earlier run with the same folder, and hands them over. */
export async function drawBillFiles(
  options: BillFilesOptions,
  use: (files: readonly BillFile[]) => Promise<void>,
): Promise<void> {
  const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), 'greenwatt-bills-')));
  await mkdir(folder, { recursive: true });
  try {
    const files: BillFile[] = [];
    for (const kind of everyKind) {
      if (options.kinds.length > 0 && !options.kinds.includes(kind)) continue;
      for (let index = 0; index < options.bills; index++) files.push(await billFile(folder, kind, options.seed, index));
    }
    await use(files);
  } finally {
    if (options.folder === null) await rm(folder, { recursive: true, force: true });
  }
}

async function billFile(folder: string, kind: string, seed: number, index: number): Promise<BillFile> {
  const name = `${kind}-${seed}-${index}`;
  const drawn = path.join(folder, kind === 'digital' || kind === 'scan' ? `${name}.pdf` : `${name}.jpg`);
  const truthFile = path.join(folder, `${name}.truth.json`);
  if (!existsSync(truthFile)) {
    const { bytes, truth } = await drawFile(kind, seed * 1000 + index * 17 + everyKind.indexOf(kind), index);
    await writeFile(drawn, bytes);
    await writeFile(truthFile, JSON.stringify(truth));
  }
  return { path: drawn, kind, truth: JSON.parse(await readFile(truthFile, 'utf8')) };
}

async function drawFile(kind: string, seed: number, index: number): Promise<{ bytes: Uint8Array; truth: Truth }> {
  const utility = utilities[(index + everyKind.indexOf(kind)) % utilities.length] ?? 'nyseg';
  // Every other bill is residential, as in an office; the rest take turns.
  const variant: BillVariant =
    index % 2 === 0 ? 'residential' : (billVariants[1 + ((index >> 1) % (billVariants.length - 1))] ?? 'commercial');
  const bill = await drawBill({ seed, utility, variant });
  if (kind === 'digital') return { bytes: bill.pdf, truth: bill.truth };
  const rasteriser = await createRasteriser();
  if (kind === 'scan') return { bytes: await drawScan(rasteriser, bill.pdf, { seed }), truth: bill.truth };
  const photo = await drawPhoto(rasteriser, bill, { kind: kind as PhotoKind, seed });
  return { bytes: photo.jpeg, truth: photo.truth };
}
