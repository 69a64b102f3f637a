import { chooseDpi, MAX_PIXELS } from './choose-dpi.ts';
import { decodeBytes, MAX_DECODE_BYTES } from './decode-memory.ts';
import type { GreyImage } from './grey-image.ts';
import { loadSharp } from './load-sharp.ts';
import type { DocumentSource } from './ocr-protocol.ts';
import { DocumentFailure, type OpenedDocument, type OpenedPage, type PageFrame } from './opened-document.ts';
import { pdfTextLayer } from './pdf-text-layer.ts';
import type { Pdfium, PdfiumFile } from './pdfium.ts';
import { MAX_PICTURE_PIXELS } from './picture-scale.ts';
import { soleJpeg } from './sole-jpeg.ts';
import { jpegScale, writeJpeg } from './write-jpeg.ts';

/** FPDF_ERR_PASSWORD. */
const ERROR_PASSWORD = 4;
/** FPDF_ANNOT | FPDF_RENDER_LIMITEDIMAGECACHE: with stamps and filled fields, and without keeping decoded pictures. */
const RENDER_FLAGS = 0x01 | 0x200;
/** FPDFBitmap formats with their bytes a pixel. FPDF_REVERSE_BYTE_ORDER gives RGBx, but draws nothing on a grey bitmap. */
const GREY = { format: 1, bytes: 1, flags: RENDER_FLAGS };
const RGBX = { format: 3, bytes: 4, flags: RENDER_FLAGS | 0x10 };
const POINTS_PER_INCH = 72;

/** Opens a PDF without loading it whole. Throws `DocumentFailure`. */
export function openPdf(pdfium: Pdfium, source: DocumentSource): OpenedDocument {
  const { calls } = pdfium;
  const file = pdfium.openFile(source.path);
  const { document, error } = load(pdfium, file, source.password);
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
    page: async (pageIndex) => openPage(pdfium, document, pageIndex),
    close: () => {
      calls.FPDF_CloseDocument(document);
      file.close();
    },
  };
}

function load(pdfium: Pdfium, file: PdfiumFile, password: string | null): { document: number; error: number } {
  const { calls } = pdfium;
  try {
    const pointer = password === null ? 0 : toCString(pdfium, password);
    const document = calls.FPDF_LoadCustomDocument(file.access, pointer);
    const error = document === 0 ? calls.FPDF_GetLastError() : 0;
    if (pointer !== 0) calls.free(pointer);
    return { document, error };
  } catch (cause) {
    file.close();
    throw cause;
  }
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
    textLayer: () => pdfTextLayer(pdfium, page, frame),
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
      const drawn = render(pdfium, page, frame, Math.min(jpegScale(frame, maxWidthPx), affordable), RGBX);
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

/** Null for what libvips can't decode, or only with much memory: PDFium is more forgiving, and keeps within its own. */
async function drawJpegGrey(jpeg: Uint8Array, size: { width: number; height: number }): Promise<Drawn | null> {
  const sharp = await loadSharp();
  try {
    const picture = sharp(jpeg, { limitInputPixels: MAX_PICTURE_PIXELS, failOn: 'error' });
    if (decodeBytes(await picture.metadata()) > MAX_DECODE_BYTES) return null;
    const pixels = await picture
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

function toCString(pdfium: Pdfium, text: string): number {
  const bytes = Buffer.from(`${text}\0`, 'utf8');
  const pointer = pdfium.calls.malloc(bytes.length);
  pdfium.memory().set(bytes, pointer);
  return pointer;
}
