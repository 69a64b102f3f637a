import type { Box } from '../../extraction/page-reading.ts';
import type { GreyImage } from '../grey-image.ts';
import { soften } from './contrast.ts';
import { affine, type CoordinateMap, chain, toOriginal } from './coordinate-map.ts';
import type { PagePlan } from './page-plan.ts';
import { resample } from './resample.ts';

/** A picture for the recogniser, and the way of its boxes back. */
export type PreparedPicture = {
  readonly image: GreyImage;
  /** At which print of usual size would have letters this tall. */
  readonly dpi: number;
  /** From this picture to the reading frame, which all pictures of one page share: `Word.box`. */
  readonly toFrame: (box: Box) => Box;
  /** From this picture to the picture the plan was made for: `Word.onPage`. */
  readonly toOriginal: (box: Box) => Box;
};

export type CutOptions = {
  /** In the plan's frame. */
  readonly region: Box;
  /** Letters come out about this tall, in pixels, or less where `maxPixels` forbids it. */
  readonly letterHeight: number;
  readonly maxPixels: number;
  /** `soft` darkens faint print. */
  readonly contrast: 'plain' | 'soft';
  /** Width of letters as a share of what their height asks for; 1 when not given. */
  readonly narrowing?: number;
};

/** Letters between these read well enough on a clean page that no pixel need be touched. */
const READABLE = { least: 11, most: 40 };

/**
 * One region of the page as the plan sees it, at the scale at which letters read best: a new picture, or the original
 * itself (not a copy) when nothing has to change. Costs one copy of the size asked for.
 */
export function cutPicture(original: GreyImage, plan: PagePlan, options: CutOptions): PreparedPicture {
  const scale = scaleFor(plan, options);
  const scaleX = scale * (options.narrowing ?? 1);
  const { left, top, width, height } = options.region;
  const whole = left === 0 && top === 0 && width === plan.width && height === plan.height;
  const same = plan.map.length === 0 && plan.background === null;
  const readable = plan.letterHeight >= READABLE.least && plan.letterHeight <= READABLE.most;
  if (same && whole && readable && original.pixels.length <= options.maxPixels && options.contrast === 'plain') {
    return { image: original, dpi: dpiFor(plan.letterHeight), toFrame: (box) => box, toOriginal: (box) => box };
  }
  const toFrame: CoordinateMap = [affine(1 / scaleX, 0, left, 0, 1 / scale, top)];
  const map = chain(toFrame, plan.map);
  const image = resample(original, {
    width: Math.max(1, Math.round(width * scaleX)),
    height: Math.max(1, Math.round(height * scale)),
    map,
    background: plan.background ?? undefined,
  });
  if (options.contrast === 'soft') soften(image);
  const size = { width: original.width, height: original.height };
  return {
    image,
    dpi: dpiFor(plan.letterHeight * scale),
    toFrame: (box) => ({
      left: box.left / scaleX + left,
      top: box.top / scale + top,
      width: box.width / scaleX,
      height: box.height / scale,
    }),
    toOriginal: (box) => toOriginal(map, box, size),
  };
}

function scaleFor(plan: PagePlan, { region, letterHeight, maxPixels }: CutOptions): number {
  const wanted = plan.letterHeight > 0 ? letterHeight / plan.letterHeight : 1;
  return Math.min(wanted, MOST_ENLARGED, Math.sqrt(maxPixels / (region.width * region.height)));
}

/** More than this only makes blurred letters larger. */
const MOST_ENLARGED = 4;

/** Print of 9 points has letters of 20 pixels (half of them small ones) at 300 dpi. */
function dpiFor(letterHeight: number): number {
  return Math.min(600, Math.max(70, Math.round(letterHeight * 15)));
}
