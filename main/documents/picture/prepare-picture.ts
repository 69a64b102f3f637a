import { middleX, middleY } from '../../extraction/geometry.ts';
import type { Box } from '../../extraction/page-reading.ts';
import type { GreyImage } from '../grey-image.ts';
import { type Background, evenness, paperBrightness } from './background.ts';
import { baselinesOf } from './baselines.ts';
import { chain, type ShiftField, shiftAt } from './coordinate-map.ts';
import { levellingField, strayingOf } from './dewarp.ts';
import { type Frame, levelledFrame, scaledFrame, turnedFrame, wholeFrame } from './frame.ts';
import { findText, type Inspection, inspectPicture } from './inspect-picture.ts';
import { type Axis, measureAxis, measureUprightness, turnFor } from './orientation.ts';
import type { PagePlan } from './page-plan.ts';
import { resample } from './resample.ts';
import { measureSharpness } from './sharpness.ts';
import { sheetFrame } from './sheet-frame.ts';
import { findLines, type TextLine } from './text-lines.ts';
import { letterHeightOf, smallPrintHeightOf } from './text-patches.ts';
import { scaledRegions, textRegions } from './text-regions.ts';
import { type Reader, readsUpright } from './trial-reading.ts';

export type PrepareOptions = {
  /** Asked for small pictures only, to tell which way up a page is. */
  readonly recognise: Reader;
  /** `proven` asks the recogniser even when the pixels leave no doubt: for a page whose reading came out as nonsense. */
  readonly orientation?: 'likely' | 'proven';
};

/** Lines this level read as well as level ones; turning them would only cost time and blur. */
const LEVEL_DEGREES = 0.3;
/** Paper this evenly and this brightly lit needs no help: scanners stay above it. */
const EVEN_LIGHT = 0.85;
const BRIGHT_PAPER = 180;
/** Lines that stray no further than this, in letter heights, are straight. */
const STRAIGHT = { usual: 0.25, most: 0.6 };
/** Letters at an axis this much clearer than the other leave no doubt. */
const CLEAR_AXIS = 1.3;
/** The tops of letters are this much more ragged than their feet on a page that is surely upright. */
const CLEARLY_UPRIGHT = 1.12;
const LEAST_GROUPS = 20;
/** Of letters that stand apart: where more are grown together, those left were seen to prove a page on its head that is not. */
const LEAST_SHARE = 0.75;
/** Long side, in pixels, of the copy on which lines are followed: single letters still stand apart. */
const SECOND_LOOK = 2200;
const MOST_ENLARGED = 2;

/**
 * Looks at a picture (already turned by its EXIF orientation) and decides how it must be read; changes no pixel. A clean,
 * straight page takes a tenth of the time of a photo. At any moment at most one further picture of 4 megapixels exists.
 */
export function preparePicture(image: GreyImage, options: PrepareOptions): PagePlan {
  const look = inspectPicture(image);
  const even = evenness(look.background);
  const axis = measureAxis(look.text.patches, look.height);
  if (look.text.patches.length === 0) return asItIs(image, look, even, { blank: true, turnProven: true });
  const background = even >= EVEN_LIGHT && paperBrightness(look.background) >= BRIGHT_PAPER ? null : look.background;
  if (background === null && options.orientation !== 'proven' && isClean(look, axis)) {
    return asItIs(image, look, even, { blank: false, turnProven: false });
  }
  return planFully(image, look, { even, background }, axis, options);
}

function asItIs(
  image: GreyImage,
  look: Inspection,
  even: number,
  known: { readonly blank: boolean; readonly turnProven: boolean },
): PagePlan {
  const frame = wholeFrame(image);
  return {
    ...frame,
    facts: {
      ...known,
      turn: 0,
      skewDegrees: 0,
      evenness: even,
      sheet: false,
      dewarped: false,
      blurred: false,
      changed: false,
    },
    regions: [{ left: 0, top: 0, width: image.width, height: image.height }],
    letters: scaledRegions(look.text.patches, look.factor),
    letterHeight: letterHeightOf(look.text) * look.factor,
    smallPrintHeight: smallPrintHeightOf(look.text) * look.factor,
    background: null,
  };
}

/** Upright as far as the letters tell, level, and with straight lines. */
function isClean({ text }: Inspection, axis: Axis): boolean {
  if (axis.lines === 'upright' || axis.clearness < CLEAR_AXIS) return false;
  if (Math.abs(axis.skew.degrees) > LEVEL_DEGREES) return false;
  const lines = findLines(text);
  if (measureUprightness(lines).ratio < 1) return false;
  const straying = strayingOf(baselinesOf(lines), text.height);
  return straying.usual < STRAIGHT.usual && straying.most < STRAIGHT.most;
}

type Light = { readonly even: number; readonly background: Background | null };

function planFully(
  image: GreyImage,
  look: Inspection,
  { even, background }: Light,
  axis: Axis,
  options: PrepareOptions,
): PagePlan {
  const flat = sheetFrame(image, look);
  const base = flat ?? wholeFrame(image);
  const skewDegrees = flat ? 0 : axis.skew.degrees;

  const view = (lines: Axis['lines'], onItsHead: boolean, degrees: number): View => {
    const frame = levelledFrame(turnedFrame(base, turnFor(lines, onItsHead)), degrees);
    const scale = Math.min(MOST_ENLARGED, SECOND_LOOK / Math.max(frame.width, frame.height));
    const small = resample(image, { ...scaledFrame(frame, scale), background: background ?? undefined });
    const text = findText(small);
    return { frame, scale, small, text, lines: findLines(text) };
  };

  const first = view(axis.lines, false, skewDegrees);
  const upright = measureUprightness(first.lines);
  const legible = upright.groups >= LEAST_GROUPS && upright.share >= LEAST_SHARE;
  const clear = legible && axis.clearness >= CLEAR_AXIS && options.orientation !== 'proven';
  let onItsHead = upright.ratio < 1;
  let turnProven = clear && Math.max(upright.ratio, 1 / upright.ratio) >= CLEARLY_UPRIGHT;
  if (!turnProven) {
    const seen = { lines: first.lines, letterHeight: letterHeightOf(first.text) };
    const read = readsUpright(first.small, seen, options.recognise, { likely: onItsHead ? 180 : 0 });
    if (read !== null) {
      onItsHead = read === 180;
      turnProven = true;
    }
  }
  const chosen = onItsHead ? view(axis.lines, true, skewDegrees) : first;
  const { frame, scale, text, lines } = chosen;
  const letterHeight = letterHeightOf(text);
  const field = levellingField(baselinesOf(lines), letterHeight, frame.width * scale, frame.height * scale);
  const level = scaledFrame(frame, scale);
  const dewarped: Frame = field ? { ...level, map: chain([{ kind: 'shift', field }], level.map) } : level;
  return {
    ...scaledFrame(dewarped, 1 / scale),
    facts: {
      blank: false,
      turn: turnFor(axis.lines, onItsHead),
      turnProven,
      skewDegrees: axis.skew.degrees,
      evenness: even,
      sheet: flat !== null,
      dewarped: field !== null,
      blurred: isBlurred(chosen.small, text.patches, letterHeight),
      changed: true,
    },
    regions: scaledRegions(textRegions(lines, letterHeight, level), 1 / scale),
    letters: scaledRegions(field ? levelled(text.patches, field) : text.patches, 1 / scale),
    letterHeight: letterHeight / scale,
    smallPrintHeight: smallPrintHeightOf(text) / scale,
    background,
  };
}

/** Where letters stand once their lines are levelled; fields change so slowly that their shift there is that of here. */
const levelled = (letters: readonly Box[], field: ShiftField): Box[] =>
  letters.map((letter) => ({ ...letter, top: letter.top - shiftAt(field, middleX(letter), middleY(letter)) }));

/** Below this, letters are read better as they are than with more contrast (measured: 31 photos of 10 kinds). */
const IN_FOCUS = 4.8;

function isBlurred(...letters: Parameters<typeof measureSharpness>): boolean {
  const sharpness = measureSharpness(...letters);
  return sharpness !== null && sharpness < IN_FOCUS;
}

/** A small, upright and level copy of the picture, and the text on it. */
type View = {
  readonly frame: Frame;
  readonly scale: number;
  readonly small: GreyImage;
  readonly text: Inspection['text'];
  readonly lines: readonly TextLine[];
};
