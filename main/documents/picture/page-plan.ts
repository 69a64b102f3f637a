import type { Box } from '../../extraction/page-reading.ts';
import type { Background } from './background.ts';
import type { CoordinateMap } from './coordinate-map.ts';
import type { QuarterTurn } from './turn.ts';

/** What was seen of a picture on the way; for logs, tests and the choice of passes. */
export type PictureFacts = {
  /** Degrees clockwise the page was turned to be upright. */
  readonly turn: QuarterTurn;
  /** How far lines ran down to the right before they were levelled, in degrees. */
  readonly skewDegrees: number;
  /** Brightness of the darkest paper as a share of the brightest: 1 in even light. */
  readonly evenness: number;
  /** Median height of letters in pixels of the original; 0 when there are none. */
  readonly letterHeight: number;
  /** False for a clean, straight page that goes to the recogniser as it is. */
  readonly changed: boolean;
};

/**
 * How a picture must be read: the frame in which its page is upright, level and flat, and where the text is in it. The
 * frame has about the original's pixel size; pictures for the recogniser are cut out of it at their own scale.
 */
export type PagePlan = {
  readonly facts: PictureFacts;
  /** Size of the frame. */
  readonly width: number;
  readonly height: number;
  /** Frame -> original. */
  readonly map: CoordinateMap;
  /** The blocks of text to read: the page without its surroundings, or two pages side by side. */
  readonly regions: readonly Box[];
  /** Median height of letters in the frame. */
  readonly letterHeight: number;
  /** Null when the light is even enough to leave the pixels alone. Scaled to the original. */
  readonly background: Background | null;
};
