import type { FieldDoubt, findDoubts } from '../extraction/doubts.ts';
import { holdsMiddle, joined, overlap } from '../extraction/geometry.ts';
import type { Box, PageReading, Word } from '../extraction/page-reading.ts';
import { scaleImage } from './grey-image.ts';
import type { OcrEngine } from './ocr-engine.ts';
import type { DrawnGrey } from './opened-document.ts';
import { isBilevel, smoothEdges } from './picture/bilevel.ts';
import { mergeReadings } from './picture/merge-readings.ts';
import { isPhoto, type PagePlan } from './picture/page-plan.ts';
import { blurGrid, showsPixelGrid } from './picture/pixel-grid.ts';
import { preparePicture } from './picture/prepare-picture.ts';
import { firstPass, headsOf, nextPass, placesOf, type ReadingPass } from './picture/reading-passes.ts';
import { scaledRegions } from './picture/text-regions.ts';
import { unreadPlaces } from './picture/unread-places.ts';
import {
  isRightWayUp,
  type OnUpperPart,
  type Recognition,
  recognisePlain,
  sureCharacters,
  turnOfStanding,
} from './recognise-plain.ts';
import { runPass, spareSize } from './run-pass.ts';

export type RecognisePageOptions = {
  readonly engine: OcrEngine;
  readonly findDoubts: typeof findDoubts;
  /** Wraps words as a reading of this page, for field reading to look for doubts in. */
  readonly asReading: (words: readonly Word[]) => PageReading;
  /** No further pass is begun when it would likely end later than this after the first began. */
  readonly timeBudgetMs: number;
  readonly now: () => number;
  /** Called with the words of a scan's upper part before the rest of it is read; null when nobody waits for them. */
  readonly onUpperPart: OnUpperPart | null;
  /** Called when more passes follow, with the words of the first one. */
  readonly onFirstPass: (recognition: Recognition) => void;
};

export type PageRecognition = Recognition & {
  /** Each pass by itself, the first one first; not given when one was enough. */
  readonly passes?: readonly (readonly Word[])[];
  /** One was not enough, and there was no time for any other. */
  readonly hurried?: true;
};

/**
 * Reads a picture as often as it takes: once when that settles its fields, and in further ways while a field is missing,
 * in doubt or read differently, as far as time allows. Boxes come back in page units. The picture of a screen
 * is blurred, and one of black and white smoothed.
 */
export function recognisePage(drawn: DrawnGrey, options: RecognisePageOptions): PageRecognition {
  const { now } = options;
  const endsAt = now() + options.timeBudgetMs;
  if (showsPixelGrid(drawn.image)) blurGrid(drawn.image);
  else if (isBilevel(drawn.image)) smoothEdges(drawn.image);
  const { plan, first, firstPassMs } = takeFirstPass(drawn, options);
  if (!plan) return first;
  const photo = isPhoto(plan);
  const passes = [firstPass(plan)];
  const readings: (readonly Word[])[] = [first.words];
  const unread = unreadIn(plan, first.words, drawn.scale);
  for (;;) {
    const doubts = doubtsAfter(readings, { photo, unread }, options);
    const soFar = { photo, passes, firstPassMs, doubts };
    const pass = nextPass(soFar, endsAt - now());
    if (!pass && passes.length > 1) break;
    if (!pass) return nextPass(soFar, Number.POSITIVE_INFINITY) ? { ...first, hurried: true } : first;
    if (passes.length === 1) options.onFirstPass(first);
    readings.push(again(drawn, options.engine, { plan, pass, doubts, first: first.words }));
    passes.push(pass);
  }
  return { words: mergeReadings(readings), rotation: first.rotation, passes: readings };
}

/** Words that field reading can't cope with are still words that were read: nothing more is asked of such a page. */
function doubtsAfter(
  readings: readonly (readonly Word[])[],
  page: Parameters<typeof findDoubts>[1],
  { asReading, findDoubts }: RecognisePageOptions,
): readonly FieldDoubt[] {
  try {
    return findDoubts(readings.map(asReading), page);
  } catch {
    // Main reads the same words, meets the same fault and logs it.
    return [];
  }
}

/** In page units. */
function unreadIn(plan: PagePlan, words: readonly Word[], scale: number): Box[] {
  const read = words.map(({ box }) => box);
  return scaledRegions(unreadPlaces(plan, scaledRegions(read, scale)), 1 / scale);
}

type FirstLook = {
  /** What further passes are cut by; null for a page that was read in another frame than any plan's. */
  readonly plan: PagePlan | null;
  readonly first: Recognition;
  readonly firstPassMs: number;
};

function takeFirstPass(drawn: DrawnGrey, { engine, onUpperPart, now }: RecognisePageOptions): FirstLook {
  const showUpperPart: OnUpperPart | null = onUpperPart && ((words) => isReadable(words) && onUpperPart(words));
  const prepare = (orientation: 'likely' | 'proven') =>
    preparePicture(drawn.image, {
      recognise: (small) => engine.recognise(small, { dpi: drawn.dpi, pageMode: 'block', model: 'fast' }),
      orientation,
    });
  const look = (plan: PagePlan | null, read: () => Recognition): FirstLook => {
    const startedAt = now();
    const first = read();
    return { plan, first, firstPassMs: now() - startedAt };
  };

  const plan = prepare('likely');
  if (!plan.facts.changed || plan.facts.blank) {
    const asItLies = look(plan, () => recognisePlain(engine, shrunk(drawn, plan), showUpperPart));
    return asItLies.first.rotation === 0 ? asItLies : { ...asItLies, plan: null };
  }
  const planned = look(plan, () => readWhole(drawn, engine, plan, isPhoto(plan) ? null : showUpperPart));
  if (isRightWayUp(planned.first.words)) return planned;

  // Nonsense: on its head after all, or a picture of something that preparing does not suit.
  const looks = [planned];
  if (!plan.facts.turnProven) {
    const proven = prepare('proven');
    if (proven.facts.turn !== plan.facts.turn) looks.push(look(proven, () => readWhole(drawn, engine, proven)));
  }
  const prepared = looks.reduce((best, other) => (sureOf(other) > sureOf(best) ? other : best));
  const unprepared = look(null, () => recognisePlain(engine, drawn));
  return sureOf(unprepared) > sureOf(prepared) * CLEARLY_BETTER ? unprepared : prepared;
}

function shrunk({ image, dpi, scale }: DrawnGrey, { smallPrintHeight }: PagePlan): DrawnGrey {
  const factor = spareSize(smallPrintHeight);
  return { image: scaleImage(image, factor), dpi: dpi * factor, scale: scale * factor };
}

const sureOf = ({ first }: FirstLook) => sureCharacters(first.words);

/** A picture must read this much better as it is than prepared, for only a prepared one can be read in further ways. */
const CLEARLY_BETTER = 1.25;

/** Not on its head, and not on its side. */
function isReadable(words: readonly Word[]): boolean {
  return isRightWayUp(words) && turnOfStanding(words) === 0;
}

function readWhole(
  drawn: DrawnGrey,
  engine: OcrEngine,
  plan: PagePlan,
  onUpperPart: OnUpperPart | null = null,
): Recognition {
  return {
    words: runPass(engine, drawn, { plan, pass: firstPass(plan), regions: plan.regions, onUpperPart }),
    rotation: plan.facts.turn,
  };
}

type Again = {
  readonly plan: PagePlan;
  readonly pass: ReadingPass;
  readonly doubts: readonly FieldDoubt[];
  readonly first: readonly Word[];
};

function again(drawn: DrawnGrey, engine: OcrEngine, { plan, pass, doubts, first }: Again): readonly Word[] {
  switch (pass.region) {
    case 'text':
      return runPass(engine, drawn, { plan, pass, regions: plan.regions });
    case 'head':
      return runPass(engine, drawn, { plan, pass, regions: headsOf(plan.regions) });
    case 'whole':
      return runPass(engine, drawn, {
        plan,
        pass,
        regions: [{ left: 0, top: 0, width: plan.width, height: plan.height }],
      });
    case 'places':
    case 'year': {
      const places = joined(placesOf(pass.region, doubts), overlap);
      const regions = places.flatMap((place) => inFrame(place, drawn.scale, plan) ?? []);
      return withPlaces(first, places, runPass(engine, drawn, { plan, pass, regions }));
    }
    default:
      return pass.region satisfies never;
  }
}

/** The first pass with its words at these places taken anew: a value alone, without its label, could not be found. */
function withPlaces(first: readonly Word[], places: readonly Box[], anew: readonly Word[]): Word[] {
  const lines = first.reduce((most, { lineIndex }) => Math.max(most, lineIndex + 1), 0);
  const isAnew = ({ box }: Word) => places.some((place) => holdsMiddle(place, box));
  return [
    ...first.filter((word) => !isAnew(word)),
    ...anew.filter(isAnew).map((word) => ({ ...word, lineIndex: lines + word.lineIndex })),
  ];
}

/** A place in page units, cut to the frame it lies in, in its pixels; null when it lies outside. */
function inFrame({ left, top, width, height }: Box, scale: number, frame: { width: number; height: number }) {
  const x = Math.max(0, left * scale);
  const y = Math.max(0, top * scale);
  const right = Math.min(frame.width, (left + width) * scale);
  const bottom = Math.min(frame.height, (top + height) * scale);
  return right - x < 8 || bottom - y < 8 ? null : { left: x, top: y, width: right - x, height: bottom - y };
}
