import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { tempFolder } from './temp-folder.ts';

/** Each form draws the next one twenty times, ten deep: 10^13 of them, of which none could be drawn in any memory. */
const DEPTH = 10;
const AGAIN = '/X Do '.repeat(20);

/** A PDF of some kilobytes whose first page needs gigabytes, and whose second one is a text. */
export async function greedyPdf(): Promise<string> {
  const pdf = await PDFDocument.create();
  const { context } = pdf;
  const about = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 600, 700] };
  let form = context.register(context.stream('0 0 1 1 re f', about));
  for (let depth = 1; depth < DEPTH; depth++) {
    form = context.register(context.stream(AGAIN, { ...about, Resources: { XObject: { X: form } } }));
  }
  const greedy = pdf.addPage([612, 792]);
  greedy.node.set(context.obj('Resources'), context.obj({ XObject: { X: form } }));
  greedy.node.set(context.obj('Contents'), context.register(context.stream(AGAIN)));
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const modest = pdf.addPage([612, 792]);
  modest.drawText('NYSEG Account Number: 1001-2345-678', { x: 72, y: 700, size: 12, font });
  modest.drawText('Service Address: 12 Elm Street, Ithaca NY 14850', { x: 72, y: 660, size: 12, font });
  const file = path.join(tempFolder(), 'greedy.pdf');
  writeFileSync(file, await pdf.save());
  return file;
}
