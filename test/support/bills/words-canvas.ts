/**
 * A page to draw on, origin top left, in points, that remembers where every word went: the drawing and the exact
 * reading of it come from the same calls.
 */
import { type PDFDocument, type PDFFont, type PDFPage, rgb } from '@cantoo/pdf-lib';
import type { Box } from '../../../main/extraction/page-reading.ts';

export type DrawnWord = { readonly text: string; readonly box: Box; readonly fontSize: number };
export type DrawnPage = { readonly width: number; readonly height: number; readonly words: readonly DrawnWord[] };
export type TextStyle = {
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'right' | 'center';
  /** 0 black .. 1 white. */
  readonly shade?: number;
};
export type Canvas = {
  readonly width: number;
  readonly height: number;
  /** `y` is the baseline. With `right`, `x` is where the text ends. */
  text(text: string, x: number, y: number, style?: TextStyle): void;
  /** Lines below each other; answers the baseline after the last. */
  lines(texts: readonly string[], x: number, y: number, leading: number, style?: TextStyle): number;
  /** Flows a text into a column; answers the baseline after the last line. */
  paragraph(text: string, x: number, y: number, width: number, style?: TextStyle): number;
  fill(box: Box, shade: number): void;
  /** A stippled area, as some bills print behind their header. */
  stipple(box: Box): void;
  rule(x1: number, y: number, x2: number, thickness?: number): void;
  frame(box: Box): void;
  textWidth(text: string, style?: TextStyle): number;
  drawn(): DrawnPage;
};
export type Fonts = { readonly regular: PDFFont; readonly bold: PDFFont };

const letter = { width: 612, height: 792 };

export function createCanvas(
  pdf: PDFDocument,
  fonts: Fonts,
  options: { readonly baseSize: number; readonly shiftX: number; readonly shiftY: number },
): Canvas {
  const { width, height } = letter;
  const page: PDFPage = pdf.addPage([width, height]);
  const words: DrawnWord[] = [];
  const fontOf = (style: TextStyle) => (style.bold ? fonts.bold : fonts.regular);
  const sizeOf = (style: TextStyle) => (style.size ?? 9) * (options.baseSize / 9);
  const textWidth = (text: string, style: TextStyle = {}) => fontOf(style).widthOfTextAtSize(text, sizeOf(style));

  function text(content: string, x: number, y: number, style: TextStyle = {}): void {
    const font = fontOf(style);
    const size = sizeOf(style);
    const fullWidth = font.widthOfTextAtSize(content, size);
    const left =
      options.shiftX + x - (style.align === 'right' ? fullWidth : style.align === 'center' ? fullWidth / 2 : 0);
    const baseline = options.shiftY + y;
    const shade = style.shade ?? 0;
    page.drawText(content, { x: left, y: height - baseline, size, font, color: rgb(shade, shade, shade) });
    for (const found of content.matchAll(/\S+/g)) {
      const word = found[0];
      const before = font.widthOfTextAtSize(content.slice(0, found.index), size);
      const ascent = /[A-Z0-9bdfhklt$/(&|]/.test(word) ? 0.72 : 0.53;
      const descent = /[gjpqy,;()$/|]/.test(word) ? 0.2 : 0.01;
      words.push({
        text: word,
        fontSize: size,
        box: {
          left: left + before,
          top: baseline - ascent * size,
          width: font.widthOfTextAtSize(word, size),
          height: (ascent + descent) * size,
        },
      });
    }
  }

  return {
    width,
    height,
    text,
    textWidth,
    lines(texts, x, y, leading, style) {
      let baseline = y;
      for (const line of texts) {
        text(line, x, baseline, style);
        baseline += leading;
      }
      return baseline;
    },
    paragraph(content, x, y, columnWidth, style = {}) {
      const leading = sizeOf(style) * 1.2;
      let baseline = y;
      let line = '';
      for (const word of content.split(' ')) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (line !== '' && textWidth(longer, style) > columnWidth) {
          text(line, x, baseline, style);
          baseline += leading;
          line = word;
        } else line = longer;
      }
      if (line !== '') text(line, x, baseline, style);
      return baseline + leading;
    },
    fill(box, shade) {
      page.drawRectangle({
        x: options.shiftX + box.left,
        y: height - options.shiftY - box.top - box.height,
        width: box.width,
        height: box.height,
        color: rgb(shade, shade, shade),
      });
    },
    stipple(box) {
      for (let y = box.top + 2; y < box.top + box.height; y += 3) {
        page.drawLine({
          start: { x: options.shiftX + box.left, y: height - options.shiftY - y },
          end: { x: options.shiftX + box.left + box.width, y: height - options.shiftY - y },
          thickness: 0.6,
          dashArray: [0.6, 2.4],
          dashPhase: y % 2 === 0 ? 0 : 1.5,
          color: rgb(0.55, 0.55, 0.55),
        });
      }
    },
    rule(x1, y, x2, thickness = 0.8) {
      page.drawLine({
        start: { x: options.shiftX + x1, y: height - options.shiftY - y },
        end: { x: options.shiftX + x2, y: height - options.shiftY - y },
        thickness,
        color: rgb(0, 0, 0),
      });
    },
    frame(box) {
      page.drawRectangle({
        x: options.shiftX + box.left,
        y: height - options.shiftY - box.top - box.height,
        width: box.width,
        height: box.height,
        borderColor: rgb(0, 0, 0),
        borderWidth: 0.7,
      });
    },
    drawn: () => ({ width, height, words }),
  };
}
