import type { Word } from '../extraction/page-reading.ts';
import { MAX_PIXELS } from './choose-dpi.ts';
import { type GreyImage, type Rotation, scaleImage, turnBox, undoRotation } from './grey-image.ts';
import type { OcrEngine, RecognisedWord } from './ocr-engine.ts';
import type { DrawnGrey } from './opened-document.ts';
import { recogniseFromTheTop } from './recognise-from-the-top.ts';
import { turnImage } from './turn-image.ts';

export type Recognition = { readonly words: readonly Word[]; readonly rotation: Rotation };

/** Words the recogniser is this sure of count as evidence that a page is the right way up. */
const SURE = 0.7;
/** Characters in such words that settle it. */
const SURE_CHARACTERS = 400;
/** A page of few words is the right way up, too, when this share of its characters is in such words. */
const SURE_SHARE = 0.7;
/** Words that must stand on end before the page counts as lying on its side, and their share of all sure words. */
const LEAST_STANDING = 5;
const MOST = 0.8;
/** Long side, in pixels, of the copy on which the other turns are tried. */
const TRIAL_LONG_SIDE = 1400;
/** A turn must be this much better than none, so that a hopeless page stays as it is. */
const CLEARLY_BETTER = 1.5;

/** Told of the words of a page's upper part, in page units, before the rest is read. */
export type OnUpperPart = (words: readonly Word[]) => void;

/**
 * Reads the picture as it is, or turned by a multiple of 90 degrees. Boxes come back in page units. The upper part is read
 * first when somebody waits for it.
 */
export function recognisePlain(
  engine: OcrEngine,
  picture: DrawnGrey,
  onUpperPart: OnUpperPart | null = null,
): Recognition {
  const drawn = affordable(picture);
  const asItLies = recogniseTurned(engine, drawn, 0, onUpperPart);
  if (isRightWayUp(asItLies.words)) return layDown(asItLies, drawn);
  const rotation = bestTurn(engine, drawn);
  return rotation === 0 ? asItLies : recogniseTurned(engine, drawn, rotation);
}

/** At most as many pixels as the recogniser may hold. */
function affordable({ image, dpi, scale }: DrawnGrey): DrawnGrey {
  const factor = Math.min(1, Math.sqrt(MAX_PIXELS / image.pixels.length));
  return factor === 1
    ? { image, dpi, scale }
    : { image: scaleImage(image, factor), dpi: dpi * factor, scale: scale * factor };
}

/** The recogniser reads a page on its side by itself when all its lines run down or up; only the frame is wrong then. */
function layDown({ words }: Recognition, { image, scale }: DrawnGrey): Recognition {
  const rotation = turnOfStanding(words);
  const turned = words.map((word) => ({
    ...word,
    box: turnBox(word.onPage, image.width / scale, image.height / scale, rotation),
  }));
  return rotation === 0 ? { words, rotation } : { words: turned, rotation };
}

/** The turn that lays standing words down; 0 when most lie already. */
export function turnOfStanding(words: readonly Word[]): Rotation {
  const long = words.filter((word) => word.text.length > 2);
  const standing = long.filter(({ onPage }) => onPage.height > onPage.width);
  if (standing.length < LEAST_STANDING || standing.length < long.length * MOST) return 0;
  let downwards = 0;
  for (const [index, word] of standing.entries()) {
    const before = standing[index - 1];
    if (before?.lineIndex === word.lineIndex) downwards += Math.sign(word.onPage.top - before.onPage.top);
  }
  return downwards >= 0 ? 270 : 90;
}

function recogniseTurned(
  engine: OcrEngine,
  { image, dpi, scale }: DrawnGrey,
  rotation: Rotation,
  onUpperPart: OnUpperPart | null = null,
): Recognition {
  const turned = turnImage(image, rotation);
  const toWord = ({ text, confidence, box, lineIndex }: RecognisedWord): Word => ({
    text,
    confidence,
    box: roundedBox(box, scale),
    onPage: roundedBox(turnBox(box, turned.width, turned.height, undoRotation(rotation)), scale),
    lineIndex,
  });
  const options = { dpi, pageMode: 'auto', model: 'fast' } as const;
  const recognised = onUpperPart
    ? recogniseFromTheTop(engine, turned, options, (upper) => onUpperPart(upper.map(toWord)))
    : engine.recognise(turned, options);
  return { words: recognised.map(toWord), rotation };
}

/** From pixels of the drawn picture to page units, with as many digits as mean something. */
export function roundedBox(box: RecognisedWord['box'], scale: number): Word['box'] {
  const round = (pixels: number) => Math.round((pixels / scale) * 100) / 100;
  return { left: round(box.left), top: round(box.top), width: round(box.width), height: round(box.height) };
}

type Scored = { readonly text: string; readonly confidence: number };

export function isRightWayUp(words: readonly Scored[]): boolean {
  const sure = sureCharacters(words);
  const all = words.reduce((sum, word) => sum + word.text.length, 0);
  return sure >= SURE_CHARACTERS || (sure > 0 && sure >= all * SURE_SHARE);
}

export function sureCharacters(words: readonly Scored[]): number {
  return words.reduce((sum, word) => (word.confidence > SURE ? sum + word.text.length : sum), 0);
}

/** The turn with the most sure characters on a small copy; stops at the first that settles it. */
function bestTurn(engine: OcrEngine, { image, dpi }: DrawnGrey): Rotation {
  const factor = Math.min(1, TRIAL_LONG_SIDE / Math.max(image.width, image.height));
  const small: GreyImage = scaleImage(image, factor);
  const score = (rotation: Rotation) =>
    sureCharacters(
      engine.recognise(turnImage(small, rotation), { dpi: dpi * factor, pageMode: 'column', model: 'fast' }),
    );
  const asIs = score(0);
  let best: { rotation: Rotation; score: number } = { rotation: 0, score: asIs * CLEARLY_BETTER };
  for (const rotation of [90, 270, 180] as const) {
    const found = score(rotation);
    if (found > best.score) best = { rotation, score: found };
    if (found >= SURE_CHARACTERS) break;
  }
  return best.rotation;
}
