import type { Box } from '../extraction/page-reading.ts';
import { chooseDpi, MAX_PIXELS } from './choose-dpi.ts';
import type { GreyImage } from './grey-image.ts';
import { loadSharp } from './load-sharp.ts';
import type { DocumentSource } from './ocr-protocol.ts';
import { DocumentFailure, type OpenedDocument, type OpenedPage, type PageFrame } from './opened-document.ts';
import type { Pdfium } from './pdfium.ts';
import { MAX_PICTURE_PIXELS } from './picture-scale.ts';
import { soleJpeg } from './sole-jpeg.ts';
import type { TextChar, TextLayer } from './text-layer.ts';
import { writeJpeg } from './write-jpeg.ts';

/** FPDF_ERR_PASSWORD. */
const ERROR_PASSWORD = 4;
/** FPDF_ANNOT | FPDF_RENDER_LIMITEDIMAGECACHE: with stamps and filled fields, and without keeping decoded pictures. */
const RENDER_FLAGS = 0x01 | 0x200;
/** FPDFBitmap formats with their bytes a pixel. FPDF_REVERSE_BYTE_ORDER gives RGBx, but draws nothing on a grey bitmap. */
const GREY = { format: 1, bytes: 1, flags: RENDER_FLAGS };
const RGBX = { format: 3, bytes: 4, flags: RENDER_FLAGS | 0x10 };
const PICTURE_OBJECT = 3;
const POINTS_PER_INCH = 72;

/** Opens a PDF without loading it whole. Throws `DocumentFailure`. */
export function openPdf(pdfium: Pdfium, source: DocumentSource): OpenedDocument {
  const { calls } = pdfium;
  const file = pdfium.openFile(source.path);
  const password = source.password === null ? 0 : toCString(pdfium, source.password);
  const document = calls.FPDF_LoadCustomDocument(file.access, password);
  const error = document === 0 ? calls.FPDF_GetLastError() : 0;
  if (password !== 0) calls.free(password);
  if (document === 0) {
    file.close();
    if (error === ERROR_PASSWORD) {
      throw new DocumentFailure(source.password === null ? 'password-needed' : 'password-wrong', 'pdfium error 4');
    }
    throw new DocumentFailure('damaged-file', `pdfium error ${error}`);
  }
  const pageCount = calls.FPDF_GetPageCount(document);
  return {
    source,
    pageCount,
    encrypted: calls.FPDF_GetSecurityHandlerRevision(document) !== -1,
    page: async (pageIndex) => openPage(pdfium, document, pageIndex),
    close: () => {
      calls.FPDF_CloseDocument(document);
      file.close();
    },
  };
}

function openPage(pdfium: Pdfium, document: number, pageIndex: number): OpenedPage {
  const { calls } = pdfium;
  const page = calls.FPDF_LoadPage(document, pageIndex);
  if (page === 0) throw new DocumentFailure('page-damaged', `pdfium error ${calls.FPDF_GetLastError()}`);
  const frame: PageFrame = { width: calls.FPDF_GetPageWidthF(page), height: calls.FPDF_GetPageHeightF(page) };
  if (!(frame.width > 0 && frame.height > 0)) {
    calls.FPDF_ClosePage(page);
    throw new DocumentFailure('page-damaged', 'the page has no size');
  }
  return {
    frame,
    textLayer: () => textLayer(pdfium, page, frame),
    drawGrey: async (maxDpi) => {
      const scale = chooseDpi(frame, maxDpi) / POINTS_PER_INCH;
      const jpeg = soleJpeg(pdfium, page, frame);
      const drawn = jpeg && (await drawJpegGrey(jpeg, sizeAt(frame, scale)));
      const { width, height, pixels } = drawn ?? render(pdfium, page, frame, scale, GREY);
      const image: GreyImage = { width, height, pixels };
      return { image, scale, dpi: scale * POINTS_PER_INCH };
    },
    drawJpeg: async (maxWidthPx, writeTo) => {
      const affordable = Math.sqrt(MAX_PIXELS / (frame.width * frame.height));
      const drawn = render(pdfium, page, frame, Math.min(maxWidthPx / frame.width, affordable), RGBX);
      await writeJpeg({ ...drawn, channels: 4 }, writeTo);
    },
    close: () => calls.FPDF_ClosePage(page),
  };
}

function sizeAt(frame: PageFrame, scale: number): { width: number; height: number } {
  return {
    width: Math.max(1, Math.floor(frame.width * scale)),
    height: Math.max(1, Math.floor(frame.height * scale)),
  };
}

/** Null for what libvips can't decode: PDFium is more forgiving. */
async function drawJpegGrey(jpeg: Uint8Array, size: { width: number; height: number }): Promise<Drawn | null> {
  const sharp = await loadSharp();
  try {
    const pixels = await sharp(jpeg, { limitInputPixels: MAX_PICTURE_PIXELS, failOn: 'error' })
      .resize({ ...size, fit: 'fill', kernel: 'cubic' })
      .toColourspace('b-w')
      .raw({ depth: 'uchar' })
      .toBuffer();
    return pixels.length === size.width * size.height ? { ...size, pixels } : null;
  } catch {
    return null;
  }
}

type Drawn = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

function render(
  { calls, memory }: Pdfium,
  page: number,
  frame: PageFrame,
  scale: number,
  { format, bytes, flags }: typeof GREY,
): Drawn {
  const { width, height } = sizeAt(frame, scale);
  const size = width * height * bytes;
  const scan = calls.malloc(size);
  const bitmap = scan === 0 ? 0 : calls.FPDFBitmap_CreateEx(width, height, format, scan, width * bytes);
  if (bitmap === 0) {
    calls.free(scan);
    throw new DocumentFailure('page-damaged', `no bitmap of ${width} x ${height}`);
  }
  try {
    calls.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
    calls.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags);
    return { width, height, pixels: memory().slice(scan, scan + size) };
  } finally {
    calls.FPDFBitmap_Destroy(bitmap);
    calls.free(scan);
  }
}

function textLayer(pdfium: Pdfium, page: number, frame: PageFrame): TextLayer {
  const { calls } = pdfium;
  const textPage = calls.FPDFText_LoadPage(page);
  if (textPage === 0) return { chars: [], pictureShare: 0 };
  // Four doubles for the answers of PDFium's out-parameters.
  const out = calls.malloc(32);
  try {
    const toFrame = pageToFrame(pdfium, page, frame, out);
    const chars: TextChar[] = [];
    const count = calls.FPDFText_CountChars(textPage);
    // One view for all characters; made anew when a call lets the memory grow, which leaves the old one empty.
    let answers = new Float64Array(pdfium.memory().buffer, out, 4);
    for (let index = 0; index < count; index++) {
      const generated = calls.FPDFText_IsGenerated(textPage, index) === 1;
      let box: Box | null = null;
      if (!generated && calls.FPDFText_GetCharBox(textPage, index, out, out + 8, out + 16, out + 24) !== 0) {
        if (answers.length === 0) answers = new Float64Array(pdfium.memory().buffer, out, 4);
        box = toFrame(answers[0] ?? 0, answers[2] ?? 0, answers[1] ?? 0, answers[3] ?? 0);
      }
      const code = calls.FPDFText_GetUnicode(textPage, index);
      chars.push({
        text: code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd',
        box,
        unmapped: !generated && calls.FPDFText_HasUnicodeMapError(textPage, index) === 1,
      });
    }
    return { chars, pictureShare: pictureShare(pdfium, page, frame, out) };
  } finally {
    calls.free(out);
    calls.FPDFText_ClosePage(textPage);
  }
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

type ToFrame = (left: number, bottom: number, right: number, top: number) => Box;

/** From PDF user space (origin bottom left, before /Rotate and crop) to the page as a viewer shows it. */
function pageToFrame(pdfium: Pdfium, page: number, frame: PageFrame, out: number): ToFrame {
  // PageToDevice answers in whole device units, so it is asked at a thousandth of a point, once for each axis.
  const fine = 1000;
  const { calls } = pdfium;
  const probe = (x: number, y: number): readonly [number, number] => {
    calls.FPDF_PageToDevice(page, 0, 0, frame.width * fine, frame.height * fine, 0, x, y, out, out + 4);
    const [deviceX = 0, deviceY = 0] = new Int32Array(pdfium.memory().buffer, out, 2);
    return [deviceX / fine, deviceY / fine];
  };
  const span = 1000;
  const [originX, originY] = probe(0, 0);
  const [alongX, alongY] = probe(span, 0);
  const [upX, upY] = probe(0, span);
  const [xByX, yByX] = [(alongX - originX) / span, (alongY - originY) / span];
  const [xByY, yByY] = [(upX - originX) / span, (upY - originY) / span];
  // Called for every character: numbers only, one object made.
  return (left, bottom, right, top) => {
    const x1 = originX + xByX * left + xByY * bottom;
    const y1 = originY + yByX * left + yByY * bottom;
    const x2 = originX + xByX * right + xByY * top;
    const y2 = originY + yByX * right + yByY * top;
    return { left: Math.min(x1, x2), top: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
  };
}

function toCString(pdfium: Pdfium, text: string): number {
  const bytes = Buffer.from(`${text}\0`, 'utf8');
  const pointer = pdfium.calls.malloc(bytes.length);
  pdfium.memory().set(bytes, pointer);
  return pointer;
}
