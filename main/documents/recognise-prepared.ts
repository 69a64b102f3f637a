import type { Word } from '../extraction/page-reading.ts';
import { MAX_PIXELS } from './choose-dpi.ts';
import type { OcrEngine } from './ocr-engine.ts';
import { cutPicture } from './picture/cut-picture.ts';
import type { PagePlan } from './picture/page-plan.ts';
import { preparePicture } from './picture/prepare-picture.ts';
import { LETTER_HEIGHT } from './picture/reading-passes.ts';
import type { DrawnPicture, Recognition } from './recognise-page.ts';
import { roundedBox } from './recognise-page.ts';

/** Scans need no enlarging beyond this letter height, in pixels: it would only cost time. */
const SCAN_LETTER_HEIGHT = 14;

/**
 * Reads a photo or a crooked scan: turned upright, flattened, straightened, cropped to its text and scaled to letters
 * that read well. Null for a clean, straight page, which is best read as it is.
 */
export function recognisePrepared(engine: OcrEngine, { image, dpi, scale }: DrawnPicture): Recognition | null {
  const plan = preparePicture(image, {
    recognise: (small) => engine.recognise(small, { dpi, pageMode: 'block' }),
  });
  if (!plan.facts.changed || plan.facts.blank) return null;

  const words: Word[] = [];
  let lines = 0;
  for (const region of plan.regions) {
    const cut = cutPicture(image, plan, {
      region,
      letterHeight: letterHeightFor(plan),
      maxPixels: MAX_PIXELS,
      contrast: 'plain',
    });
    const recognised = engine.recognise(cut.image, { dpi: cut.dpi, pageMode: 'column' });
    for (const { text, confidence, box, lineIndex } of recognised) {
      words.push({
        text,
        confidence,
        box: roundedBox(cut.toFrame(box), scale),
        onPage: roundedBox(cut.toOriginal(box), scale),
        lineIndex: lines + lineIndex,
      });
    }
    lines = Math.max(lines, ...words.map((word) => word.lineIndex + 1));
  }
  return { words, rotation: plan.facts.turn };
}

function letterHeightFor(plan: PagePlan): number {
  const isPhoto = plan.background !== null || plan.facts.sheet || plan.facts.dewarped;
  if (isPhoto) return LETTER_HEIGHT;
  return Math.min(LETTER_HEIGHT, Math.max(SCAN_LETTER_HEIGHT, plan.letterHeight));
}
