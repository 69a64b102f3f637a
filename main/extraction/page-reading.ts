/** A rectangle, origin top left, in the unit of the frame it belongs to. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

export type Word = {
  readonly text: string;
  /** 0..1; words of a text layer have 1. */
  readonly confidence: number;
  /** In the reading frame: upright, deskewed, dewarped. All geometry of field reading uses this one. */
  readonly box: Box;
  /** On the page as a viewer shows it, in page units (see PageReading): what a highlight is drawn on. */
  readonly onPage: Box;
  /** Number of the text line within the page, in reading order, from 0. */
  readonly lineIndex: number;
};

export type PageSource = 'text-layer' | 'ocr' | 'blank';

/** Everything read from one page. The unit of OCR work and of what is committed to the database. */
export type PageReading = {
  /** From 0. */
  readonly pageIndex: number;
  readonly source: PageSource;
  /**
   * Size of the page as a viewer shows it (EXIF turn and PDF /Rotate applied), in page units:
   * PDF points (1/72 inch) for a PDF, pixels for a picture.
   */
  readonly width: number;
  readonly height: number;
  readonly words: readonly Word[];
  /**
   * Each pass over a page that was read more than once, in the same frames as `words`, which then are the best of them
   * all. Fields are voted on pass by pass.
   */
  readonly passes?: readonly (readonly Word[])[];
  /** Looked at once for want of time, though more looks were called for: what seems to be missing may be there. */
  readonly hurried?: true;
  /** Resolution the page was recognised at; null for a text layer. */
  readonly dpi: number | null;
  /** Degrees clockwise the page had to be turned to be upright: 0, 90, 180 or 270. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Mean word confidence weighted by text length, 0..1; 0 on a page without words. */
  readonly confidence: number;
  /** Time spent in the OCR process on this page. */
  readonly elapsedMs: number;
};

/** The page once for each pass over it. */
export function readingsByPass(reading: PageReading): readonly PageReading[] {
  const { passes = [], ...page } = reading;
  return passes.length === 0 ? [page] : passes.map((words) => ({ ...page, words }));
}

/** The page's text in reading order: words joined by blanks, lines by newlines. */
export function pageText(reading: Pick<PageReading, 'words'>): string {
  const lines: string[][] = [];
  for (const word of reading.words) {
    const line = lines[word.lineIndex] ?? [];
    line.push(word.text);
    lines[word.lineIndex] = line;
  }
  return lines.flatMap((line) => (line ? [line.join(' ')] : [])).join('\n');
}
