import type { PageFrame } from './opened-document.ts';
import type { Pdfium } from './pdfium.ts';

/** FPDF_PAGEOBJECT_TEXT and FPDF_PAGEOBJECT_IMAGE (fpdf_edit.h). */
const TEXT = 1;
const PICTURE = 3;
/** FPDF_TEXTRENDERMODE_INVISIBLE: what a recogniser laid over a scan before. */
const INVISIBLE = 3;
/** FPDF_COLORSPACE_*: grey and RGB, plain, calibrated or with a profile. Inks would have to be mixed. */
const GREY_OR_RGB = new Set([1, 2, 4, 5, 7]);
/** A picture this close to the page's edges fills it, in points. */
const EDGE = 2;
/** struct FPDF_IMAGEOBJ_METADATA: width, height, dpi x 2 (float), bits a pixel, colour space, marked content. */
const METADATA_BYTES = 28;

/**
 * The JPEG file that is all there is to see on a page, upright and edge to edge, as scanners make them; null for any other
 * page. Taken out as it is, it costs PDFium no memory for its pixels, 30-40 MB for a page in colour at 300 dpi.
 */
export function soleJpeg(pdfium: Pdfium, page: number, frame: PageFrame): Uint8Array | null {
  const { calls } = pdfium;
  if (calls.FPDFPage_GetRotation(page) !== 0 || calls.FPDFPage_GetAnnotCount(page) > 0) return null;
  const picture = onlyPicture(pdfium, page);
  if (picture === null) return null;
  const out = calls.malloc(METADATA_BYTES);
  try {
    if (!fillsThePage(pdfium, picture, frame, out) || !isPlainJpeg(pdfium, page, picture, out)) return null;
    return rawBytes(pdfium, picture);
  } finally {
    calls.free(out);
  }
}

function onlyPicture({ calls }: Pdfium, page: number): number | null {
  let picture: number | null = null;
  const count = calls.FPDFPage_CountObjects(page);
  for (let index = 0; index < count; index++) {
    const object = calls.FPDFPage_GetObject(page, index);
    const type = calls.FPDFPageObj_GetType(object);
    if (type === PICTURE && picture === null) picture = object;
    else if (type !== TEXT || calls.FPDFTextObj_GetTextRenderMode(object) !== INVISIBLE) return null;
  }
  return picture;
}

/** Its matrix only stretches it, to the page's own size. */
function fillsThePage(pdfium: Pdfium, picture: number, frame: PageFrame, out: number): boolean {
  if (pdfium.calls.FPDFPageObj_GetMatrix(picture, out) === 0) return false;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = new Float32Array(pdfium.memory().buffer, out, 6);
  const straight = Math.abs(b) < 0.01 && Math.abs(c) < 0.01;
  const near = (value: number, wanted: number) => Math.abs(value - wanted) <= EDGE;
  return straight && near(a, frame.width) && near(d, frame.height) && near(e, 0) && near(f, 0);
}

function isPlainJpeg(pdfium: Pdfium, page: number, picture: number, out: number): boolean {
  const { calls } = pdfium;
  if (calls.FPDFPageObj_HasTransparency(picture) !== 0) return false;
  if (calls.FPDFImageObj_GetImageFilterCount(picture) !== 1) return false;
  const length = calls.FPDFImageObj_GetImageFilter(picture, 0, out, METADATA_BYTES);
  const name = Buffer.from(pdfium.memory().subarray(out, out + Math.min(length, METADATA_BYTES) - 1)).toString(
    'latin1',
  );
  if (name !== 'DCTDecode' || calls.FPDFImageObj_GetImageMetadata(picture, page, out) === 0) return false;
  const [bitsPerPixel = 0, colourSpace = 0] = new Uint32Array(pdfium.memory().buffer, out + 16, 2);
  return (bitsPerPixel === 8 || bitsPerPixel === 24) && GREY_OR_RGB.has(colourSpace);
}

function rawBytes(pdfium: Pdfium, picture: number): Uint8Array | null {
  const { calls } = pdfium;
  const size = calls.FPDFImageObj_GetImageDataRaw(picture, 0, 0);
  const buffer = size > 0 ? calls.malloc(size) : 0;
  if (buffer === 0) return null;
  calls.FPDFImageObj_GetImageDataRaw(picture, buffer, size);
  const bytes = pdfium.memory().slice(buffer, buffer + size);
  calls.free(buffer);
  return bytes;
}
