/** Draws `assets/sample-bill.pdf`, the invented bill that `doctor` reads: `npm exec -- node test/support/bills/make-sample-bill.ts`. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { drawBill } from './draw-bill.ts';
import { createRasteriser } from './rasteriser.ts';
import { drawScan } from './scan.ts';

const bill = await drawBill({ seed: 2026, utility: 'nyseg', variant: 'residential' });
const scan = await drawScan(await createRasteriser(), bill.pdf, {
  seed: 2026,
  dpi: 200,
  bitonal: true,
  skewDegrees: 0.3,
  claims72Dpi: false,
  pageIndexes: [0, 2],
});
const target = path.join(import.meta.dirname, '../../../assets/sample-bill.pdf');
await writeFile(target, scan);
console.log(`${target}: ${scan.length} bytes`, bill.truth);
