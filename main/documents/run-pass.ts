import type { Box, Word } from '../extraction/page-reading.ts';
import { MAX_PIXELS } from './choose-dpi.ts';
import type { OcrEngine, PageMode, RecognisedWord } from './ocr-engine.ts';
import type { DrawnGrey } from './opened-document.ts';
import { cutPicture } from './picture/cut-picture.ts';
import { isPhoto, type PagePlan } from './picture/page-plan.ts';
import { cutPieces } from './picture/piece-by-piece.ts';
import type { ReadingPass } from './picture/reading-passes.ts';
import { recogniseFromTheTop } from './recognise-from-the-top.ts';
import { type OnUpperPart, roundedBox } from './recognise-plain.ts';

/** Scans need no enlarging beyond this letter height, in pixels: it would only cost time. */
const SCAN_LETTER_HEIGHT = 14;

/**
 * The recogniser brings each line to the same height, and its time goes with the width that is left. Letters a tenth
 * narrower read as well where there are pixels to spare, in a seventh less time: dense pages at 300 dpi 0.000 % of
 * characters wrong as before (a fifth narrower 0.009 %), at 150 dpi 0.014 % instead of none.
 */
const NARROWED = { least: SCAN_LETTER_HEIGHT, to: 0.9 };

/**
 * Where even the small print has letters taller than this, in pixels, a scan is read smaller: less to look at, and to
 * remember. At 11 pixels instead of 14, dense pages take a tenth less time, with 0.000-0.012 % of characters wrong as
 * before in grey scans at 150 to 300 dpi, and 0.11-0.14 % instead of 0.09-0.13 % in black and white ones (110,000
 * characters of each kind). At 10 pixels more are.
 */
const SMALL_PRINT_HEIGHT = 11;
/** A page that would become only this much smaller is left as it is; and it may have a few words in smaller print yet. */
const WORTH_SHRINKING = 0.9;
const MOST_SHRUNK = 0.75;

export type PassOptions = {
  readonly plan: PagePlan;
  readonly pass: ReadingPass;
  /** In the plan's frame. */
  readonly regions: readonly Box[];
  /** Given when somebody waits for the upper part of the first region, which is then read first. */
  readonly onUpperPart?: OnUpperPart | null;
};

/** Reads the regions the way the pass says. Boxes come back in page units. */
export function runPass(engine: OcrEngine, { image, scale }: DrawnGrey, options: PassOptions): Word[] {
  const { plan, pass, regions, onUpperPart } = options;
  const words: Word[] = [];
  let lines = 0;
  for (const region of regions) {
    const cut = (pass.pageMode === 'pieces' ? cutPieces : cutPicture)(image, plan, {
      region,
      letterHeight: letterHeightFor(plan, pass),
      maxPixels: MAX_PIXELS,
      contrast: pass.contrast,
      narrowing: narrowingFor(plan, pass),
    });
    if (!cut) continue;
    const pageMode = pageModeFor(pass, region, plan);
    const toWord = ({ text, confidence, box, lineIndex }: RecognisedWord): Word => ({
      text,
      confidence,
      box: roundedBox(cut.toFrame(box), scale),
      onPage: roundedBox(cut.toOriginal(box), scale),
      lineIndex: lines + lineIndex,
    });
    const how = { dpi: cut.dpi, pageMode, model: pass.model };
    const recognised =
      onUpperPart && words.length === 0
        ? recogniseFromTheTop(engine, cut.image, how, (upper) => onUpperPart(upper.map(toWord)))
        : engine.recognise(cut.image, how);
    words.push(...recognised.map(toWord));
    lines = words.reduce((most, word) => Math.max(most, word.lineIndex + 1), lines);
  }
  return words;
}

const looksClosely = ({ region }: ReadingPass) => region === 'places' || region === 'year';

/** A place of many lines is no block of text. */
const MANY_LINES = 20;

function pageModeFor(pass: ReadingPass, region: Box, plan: PagePlan): PageMode {
  // Pieces cut out stand below each other.
  if (pass.pageMode === 'pieces') return 'block';
  return looksClosely(pass) && region.height > MANY_LINES * plan.letterHeight ? 'sparse' : pass.pageMode;
}

/** The whole page of a scan keeps its own size where that reads well; single places are enlarged always. */
function letterHeightFor(plan: PagePlan, pass: ReadingPass): number {
  if (isPhoto(plan) || looksClosely(pass)) return pass.letterHeight;
  const usual = Math.min(pass.letterHeight, Math.max(SCAN_LETTER_HEIGHT, plan.letterHeight));
  return usual * spareSize((plan.smallPrintHeight * usual) / plan.letterHeight);
}

/** The factor by which a scan with small print this tall may shrink and be read as well; 1 when it may not, or by little. */
export function spareSize(smallPrintHeight: number): number {
  const factor = SMALL_PRINT_HEIGHT / smallPrintHeight;
  return factor < WORTH_SHRINKING ? Math.max(MOST_SHRUNK, factor) : 1;
}

/** Photos and single places keep every pixel. */
function narrowingFor(plan: PagePlan, { region }: ReadingPass): number {
  return isPhoto(plan) || region !== 'text' || plan.letterHeight < NARROWED.least ? 1 : NARROWED.to;
}
