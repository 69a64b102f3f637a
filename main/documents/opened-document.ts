import type { GreyImage } from './grey-image.ts';
import type { DocumentSource, OcrFailure } from './ocr-protocol.ts';
import type { TextLayer } from './text-layer.ts';

/** Size of a page as a viewer shows it, in page units: PDF points, or pixels of a picture with its EXIF turn applied. */
export type PageFrame = { readonly width: number; readonly height: number };

export type DrawnGrey = {
  readonly image: GreyImage;
  /** Pixels of the image for one page unit. */
  readonly scale: number;
  /** Resolution of the image: exact for a PDF, told by the file or guessed from a sheet's usual size for a picture. */
  readonly dpi: number;
};

/** A document open for reading, whatever its kind. Page indices must be below `pageCount`. */
export type OpenedDocument = {
  readonly source: DocumentSource;
  readonly pageCount: number;
  readonly page: (pageIndex: number) => Promise<OpenedPage>;
  /** Frees its memory and closes the file. */
  readonly close: () => void;
};

export type OpenedPage = {
  readonly frame: PageFrame;
  /** What the file itself says the page's text is; null for a picture. */
  readonly textLayer: () => TextLayer | null;
  /** For the recogniser: grey, at most `MAX_PIXELS`, at most `maxDpi`. */
  readonly drawGrey: (maxDpi: number | null) => Promise<DrawnGrey>;
  /** For the eye: in colour, at most `maxWidthPx` wide, as a JPEG file. */
  readonly drawJpeg: (maxWidthPx: number, writeTo: string) => Promise<void>;
  readonly close: () => void;
};

/** A file that can't be opened or drawn. Thrown inside the OCR process and turned into an answer at its border. */
export class DocumentFailure extends Error {
  readonly failure: OcrFailure;
  constructor(code: OcrFailure['code'], detail: string) {
    super(`${code}: ${detail}`);
    this.failure = { code, detail };
  }
}
