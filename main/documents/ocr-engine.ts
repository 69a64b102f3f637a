import type { Box } from '../extraction/page-reading.ts';
import type { GreyImage } from './grey-image.ts';

/** A word as the recogniser saw it. */
export type RecognisedWord = {
  readonly text: string;
  /** 0..1. */
  readonly confidence: number;
  /** Pixels of the picture given. */
  readonly box: Box;
  /** Number of the text line, in reading order, from 0. */
  readonly lineIndex: number;
};

/** How the recogniser looks for text: over the whole page, as one column of varying sizes, one block, or scattered. */
export type PageMode = 'auto' | 'column' | 'block' | 'sparse';

export type RecogniseOptions = {
  /** Of the picture given; tunes the layout search. */
  readonly dpi: number;
  readonly pageMode: PageMode;
  /** `best` is the large language model: half as slow again, and another opinion. */
  readonly model: 'fast' | 'best';
};

/**
 * Reads words off a picture. It blocks for seconds, which is why it lives in a process of its own. The same picture
 * gives the same words, whatever was read before. Throws only when the engine itself is broken and must be replaced.
 */
export type OcrEngine = {
  readonly recognise: (image: GreyImage, options: RecogniseOptions) => readonly RecognisedWord[];
};
