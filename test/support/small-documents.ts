import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { degrees, PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { fixture } from './ocr-host.ts';
import { tempFolder } from './temp-folder.ts';

async function save(pdf: PDFDocument, name: string): Promise<string> {
  const file = path.join(tempFolder(), name);
  writeFileSync(file, await pdf.save());
  return file;
}

/** Pages that must be recognised, one short line each: a second or two of work. */
export async function smallScan(pages: number): Promise<string> {
  const line = await PDFDocument.load(readFileSync(fixture('acroform.pdf')));
  const pdf = await PDFDocument.create();
  for (let index = 0; index < pages; index++) {
    const [page] = await pdf.copyPages(line, [0]);
    if (page) pdf.addPage(page);
  }
  return save(pdf, `scan-${pages}.pdf`);
}

type TextPdf = { readonly pages?: number; readonly password?: string; readonly turn?: number };

/** Pages with a text of their own: milliseconds of work. */
export async function textPdf({ pages = 1, password, turn = 0 }: TextPdf = {}): Promise<string> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let index = 0; index < pages; index++) {
    const page = pdf.addPage([612, 792]);
    page.setRotation(degrees(turn));
    page.drawText(`NYSEG Account Number: 1001-2345-678 page ${index + 1}`, { x: 72, y: 700, size: 12, font });
    page.drawText('Service Address: 12 Elm Street, Ithaca NY 14850', { x: 72, y: 660, size: 12, font });
  }
  if (password !== undefined) pdf.encrypt({ userPassword: password, ownerPassword: `${password}, owner` });
  return save(pdf, 'text.pdf');
}

/** One page with as many words as are asked for, in print too small to see. */
export async function crowdedPdf(words: number): Promise<string> {
  const perLine = 100;
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const page = pdf.addPage([612, 792]);
  const lines = Math.ceil(words / perLine);
  for (let line = 0; line < lines; line++) {
    const text = Array.from({ length: perLine }, (_, index) => `n${line * perLine + index}`).join(' ');
    page.drawText(text, { x: 6, y: 780 - (770 * line) / lines, size: Math.min(1, 700 / lines), font });
  }
  return save(pdf, 'crowded.pdf');
}

/**
 * Dense lines of a label and an amount, each letter drawn by itself as browsers print them, and nothing that spans the
 * page: PDFium lists such a page as if it were written downwards, with a line break behind nearly every letter.
 */
export async function letterwisePdf(lines: readonly (readonly [label: string, amount: string])[]): Promise<string> {
  const size = 10;
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const page = pdf.addPage([612, 792]);
  const draw = (text: string, from: number, y: number) => {
    let x = from;
    for (const letter of text) {
      if (letter !== ' ') page.drawText(letter, { x, y, size, font });
      x += font.widthOfTextAtSize(letter, size);
    }
  };
  for (const [index, [label, amount]] of lines.entries()) {
    draw(label, 40, 760 - index * size);
    draw(amount, 240, 760 - index * size);
  }
  return save(pdf, 'letterwise.pdf');
}
