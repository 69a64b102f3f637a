import { DocumentFailure, type PageFrame } from './opened-document.ts';
import type { Pdfium } from './pdfium.ts';
import { NO_EDGE, type TextLayer } from './text-layer.ts';

/** FPDF_PAGEOBJECT_IMAGE. */
const PICTURE_OBJECT = 3;
/** Four doubles: the answer of FPDFText_GetCharBox, and room for every other answer asked for here. */
const ANSWER_BYTES = 32;
const LAST_CODE_POINT = 0x10ffff;
const REPLACEMENT = 0xfffd;
const BLANK = 0x20;
const HYPHEN = 0x2d;
const LINE_END_HYPHEN = 0x02;
/** A dense page of a bill has 6,000; a letter page printed full at four points has some 50,000. */
export const MOST_CHARACTERS = 100_000;

/**
 * A page's own text as PDFium lists it, its first 100,000 characters: whatever a file claims to print on one page, the
 * memory and the time it costs have a bound. A page has thousands of characters, so they come as columns of numbers: an
 * object for each cost more time than PDFium takes to tell them.
 */
export function pdfTextLayer(pdfium: Pdfium, page: number, frame: PageFrame): TextLayer {
  const { calls } = pdfium;
  const textPage = calls.FPDFText_LoadPage(page);
  if (textPage === 0) return { codes: new Uint32Array(), edges: new Float64Array(), unmapped: 0, pictureShare: 0 };
  const count = Math.min(MOST_CHARACTERS, calls.FPDFText_CountChars(textPage));
  const out = calls.malloc((count + 1) * ANSWER_BYTES);
  try {
    if (out === 0) throw new DocumentFailure('page-damaged', `no room for ${count} characters`);
    const codes = new Uint32Array(count);
    const isPlaced = new Uint8Array(count);
    let unmapped = 0;
    for (let index = 0, at = out; index < count; index++, at += ANSWER_BYTES) {
      const code = calls.FPDFText_GetUnicode(textPage, index);
      codes[index] = codePointOf(code);
      // PDFium puts in nothing but blanks and line breaks.
      if (code <= BLANK && calls.FPDFText_IsGenerated(textPage, index) === 1) continue;
      isPlaced[index] = calls.FPDFText_GetCharBox(textPage, index, at, at + 8, at + 16, at + 24);
      if (calls.FPDFText_HasUnicodeMapError(textPage, index) === 1) unmapped += 1;
    }
    const edges = new Float64Array(pdfium.memory().buffer, out, count * 4).slice();
    moveToFrame(edges, isPlaced, frameAxes(pdfium, page, frame, out));
    return { codes, edges, unmapped, pictureShare: pictureShare(pdfium, page, frame, out) };
  } finally {
    calls.free(out);
    calls.FPDFText_ClosePage(textPage);
  }
}

/** PDFium tells the hyphen at the end of a line as a control character. */
function codePointOf(code: number): number {
  if (code === LINE_END_HYPHEN) return HYPHEN;
  return code >= 0 && code <= LAST_CODE_POINT ? code : REPLACEMENT;
}

/** Bounds of the page's pictures against its area; overlaps count twice, which is close enough for a share of a half. */
function pictureShare(pdfium: Pdfium, page: number, frame: PageFrame, out: number): number {
  const { calls } = pdfium;
  let area = 0;
  const count = calls.FPDFPage_CountObjects(page);
  for (let index = 0; index < count; index++) {
    const object = calls.FPDFPage_GetObject(page, index);
    if (calls.FPDFPageObj_GetType(object) !== PICTURE_OBJECT) continue;
    if (calls.FPDFPageObj_GetBounds(object, out, out + 4, out + 8, out + 12) === 0) continue;
    const [left = 0, bottom = 0, right = 0, top = 0] = new Float32Array(pdfium.memory().buffer, out, 4);
    area += Math.abs((right - left) * (top - bottom));
  }
  return Math.min(1, area / (frame.width * frame.height));
}

/** Where the origin of PDF user space (bottom left, before /Rotate and crop) and a point along each axis lie in the frame. */
type FrameAxes = {
  readonly originX: number;
  readonly originY: number;
  readonly xByX: number;
  readonly yByX: number;
  readonly xByY: number;
  readonly yByY: number;
};

function frameAxes({ calls, memory }: Pdfium, page: number, frame: PageFrame, out: number): FrameAxes {
  // PageToDevice answers in whole device units, so it is asked at a thousandth of a point, once for each axis.
  const fine = 1000;
  const probe = (x: number, y: number): readonly [number, number] => {
    calls.FPDF_PageToDevice(page, 0, 0, frame.width * fine, frame.height * fine, 0, x, y, out, out + 4);
    const [deviceX = 0, deviceY = 0] = new Int32Array(memory().buffer, out, 2);
    return [deviceX / fine, deviceY / fine];
  };
  const span = 1000;
  const [originX, originY] = probe(0, 0);
  const [alongX, alongY] = probe(span, 0);
  const [upX, upY] = probe(0, span);
  return {
    originX,
    originY,
    xByX: (alongX - originX) / span,
    yByX: (alongY - originY) / span,
    xByY: (upX - originX) / span,
    yByY: (upY - originY) / span,
  };
}

/** Turns PDFium's answers (left, right, bottom, top in user space) into edges of the frame, in place. */
function moveToFrame(edges: Float64Array, isPlaced: Uint8Array, axes: FrameAxes): void {
  const { originX, originY, xByX, yByX, xByY, yByY } = axes;
  for (let index = 0, at = 0; index < isPlaced.length; index++, at += 4) {
    if (isPlaced[index] === 0) {
      edges.fill(NO_EDGE, at, at + 4);
      continue;
    }
    const left = edges[at] ?? 0;
    const right = edges[at + 1] ?? 0;
    const bottom = edges[at + 2] ?? 0;
    const top = edges[at + 3] ?? 0;
    const x1 = originX + xByX * left + xByY * bottom;
    const y1 = originY + yByX * left + yByY * bottom;
    const x2 = originX + xByX * right + xByY * top;
    const y2 = originY + yByX * right + yByY * top;
    edges[at] = Math.min(x1, x2);
    edges[at + 1] = Math.min(y1, y2);
    edges[at + 2] = Math.max(x1, x2);
    edges[at + 3] = Math.max(y1, y2);
  }
}
