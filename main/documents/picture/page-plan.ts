import type { Box } from '../../extraction/page-reading.ts';
import type { Rotation } from '../grey-image.ts';
import type { Background } from './background.ts';
import type { Frame } from './frame.ts';

/** What was seen of a picture and done about it; for logs, tests and the choice of passes. */
export type PictureFacts = {
  /** True when no letter was found: nothing to recognise. */
  readonly blank: boolean;
  /** Degrees clockwise the page was turned to be upright. */
  readonly turn: Rotation;
  /** Whether that turn is beyond doubt, from the shapes of the letters or because the recogniser could read it. */
  readonly turnProven: boolean;
  /** How far lines ran down to the right before they were levelled, in degrees. */
  readonly skewDegrees: number;
  /** Brightness of the darkest paper as a share of the brightest: 1 in even light. */
  readonly evenness: number;
  /** The outline of a sheet was found and made a rectangle. */
  readonly sheet: boolean;
  /** Lines were bent and have been levelled. */
  readonly dewarped: boolean;
  /** Out of focus: the edges of letters are so soft that making them steeper spoils them. */
  readonly blurred: boolean;
  /** False for a clean, straight page that goes to the recogniser as it is. */
  readonly changed: boolean;
};

/**
 * How a picture must be read: the frame in which its page is upright, level and flat, and where the text is in it. The
 * frame has about the original's pixel size; pictures for the recogniser are cut out of it at their own scale.
 */
export type PagePlan = Frame & {
  readonly facts: PictureFacts;
  /** The blocks of text to read: the page without its surroundings, or two pages side by side. */
  readonly regions: readonly Box[];
  /** What may be letters, or a few grown together. */
  readonly letters: readonly Box[];
  /** Median height of letters in the frame; 0 when there are none. */
  readonly letterHeight: number;
  /** Of the small letters of small print; 0 when there are none. */
  readonly smallPrintHeight: number;
  /** Null when the light is even enough to leave the pixels alone. Scaled to the original. */
  readonly background: Background | null;
};

/** Taken with a camera: lit unevenly, with the edge of its sheet in view, or bent. Anything else is a scan. */
export function isPhoto({ background, facts }: Pick<PagePlan, 'background' | 'facts'>): boolean {
  return background !== null || facts.sheet || facts.dewarped;
}
