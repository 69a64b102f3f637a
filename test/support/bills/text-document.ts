/** Documents of dense known text, for tests and measurements of reading speed and character error. */
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { createPrng, type Prng } from './prng.ts';
import type { Rasteriser } from './rasteriser.ts';
import { drawScan } from './scan.ts';
import { createCanvas } from './words-canvas.ts';

export type TextDocument = {
  readonly pdf: Uint8Array;
  /** Per page: lines joined by newlines, words by single blanks. */
  readonly texts: readonly string[];
};

/** A PDF with a text layer: about 50 lines and 600 words a page. */
export async function drawTextPdf(options: { readonly pages: number; readonly seed?: number }): Promise<TextDocument> {
  const prng = createPrng((options.seed ?? 1) * 2_654_435 + 3);
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const fonts = {
    regular: await pdf.embedFont(StandardFonts.TimesRoman),
    bold: await pdf.embedFont(StandardFonts.TimesRomanBold),
  };
  const texts: string[] = [];
  for (let page = 0; page < options.pages; page++) {
    const canvas = createCanvas(pdf, fonts, { baseSize: 9, shiftX: 0, shiftY: 0 });
    const lines: string[] = [];
    for (let y = 60; y < 740; y += 13.5) {
      let line = drawWord(prng);
      for (;;) {
        const longer = `${line} ${drawWord(prng)}`;
        if (canvas.textWidth(longer, { size: 11 }) > 500) break;
        line = longer;
      }
      canvas.text(line, 56, y, { size: 11 });
      lines.push(line);
    }
    texts.push(lines.join('\n'));
  }
  return { pdf: await pdf.save(), texts };
}

/** The same as a clean office scan without a text layer. */
export async function drawScanOfText(
  rasteriser: Rasteriser,
  options: { readonly pages: number; readonly dpi: number; readonly seed: number },
): Promise<TextDocument> {
  const source = await drawTextPdf(options);
  const pdf = await drawScan(rasteriser, source.pdf, {
    seed: options.seed,
    dpi: options.dpi,
    bitonal: false,
    claims72Dpi: false,
  });
  return { pdf, texts: source.texts };
}

function drawWord(prng: Prng): string {
  const kind = prng.next();
  if (kind < 0.05) return `${prng.int(1, 9999)}`;
  if (kind < 0.08) return `$${prng.int(1, 900)}.${prng.digits(2)}`;
  const word = prng.pick(vocabulary);
  if (kind < 0.16) return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  if (kind < 0.22) return `${word},`;
  return kind < 0.27 ? `${word}.` : word;
}

const vocabulary = [
  'energy',
  'meter',
  'reading',
  'the',
  'of',
  'and',
  'a',
  'service',
  'charge',
  'customer',
  'period',
  'within',
  'account',
  'usage',
  'during',
  'electric',
  'supply',
  'delivery',
  'with',
  'for',
  'weather',
  'average',
  'quarterly',
  'adjusted',
  'company',
  'is',
  'to',
  'program',
  'household',
  'payment',
  'please',
  'contact',
  'office',
  'balance',
  'expected',
  'jointly',
  'zone',
  'exceeds',
  'value',
  'which',
  'household',
  'kilowatt',
  'hours',
  'from',
  'monthly',
  'budget',
  'review',
  'your',
  'bill',
  'may',
  'include',
  'either',
] as const;
