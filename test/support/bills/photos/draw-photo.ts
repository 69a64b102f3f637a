/** A bill as people send it: one picture of one page, or of two side by side, with what can be read in it. */
import type { Truth } from '../bill-facts.ts';
import { type DrawnBill, drawBill, truthOnPages } from '../draw-bill.ts';
import { createPrng, type Prng } from '../prng.ts';
import type { GreyImage, Rasteriser } from '../rasteriser.ts';
import { takePhoto } from './camera.ts';
import { curled } from './curled.ts';
import { far } from './far.ts';
import { folded } from './folded.ts';
import { glare } from './glare.ts';
import { messenger } from './messenger.ts';
import { monitor } from './monitor.ts';
import { perspective } from './perspective.ts';
import { carefulPhoto, type PhotoRecipe } from './photo-recipe.ts';
import { takeScreenshot } from './screenshot.ts';
import { secondSheet } from './second-sheet.ts';
import { shadow } from './shadow.ts';
import { sideways } from './sideways.ts';
import { tilted } from './tilted.ts';
import { twoPages } from './two-pages.ts';
import { unsharp } from './unsharp.ts';
import { unsharpHead } from './unsharp-head.ts';
import { worn } from './worn.ts';

const recipes = {
  careful: () => ({}),
  tilted,
  sideways,
  folded,
  curled,
  perspective,
  glare,
  shadow,
  'second-sheet': secondSheet,
  monitor,
  'two-pages': twoPages,
  far,
  unsharp,
  worn,
  messenger,
  'unsharp-head': unsharpHead,
} satisfies Record<string, (prng: Prng) => Partial<PhotoRecipe>>;

export const photoKinds = [
  'careful',
  'tilted',
  'sideways',
  'folded',
  'curled',
  'perspective',
  'glare',
  'shadow',
  'second-sheet',
  'monitor',
  'two-pages',
  'screenshot',
  'far',
  'unsharp',
  'worn',
  'messenger',
  'unsharp-head',
] as const;
/** Pictures that a person reads with effort; the others are as people mostly send them. */
export const poorPhotoKinds: readonly string[] = ['far', 'unsharp', 'worn', 'unsharp-head'] satisfies PhotoKind[];
export type PhotoKind = (typeof photoKinds)[number];
export type DrawnPhoto = {
  readonly kind: PhotoKind;
  readonly jpeg: Buffer;
  readonly truth: Truth;
  readonly pageIndexes: readonly number[];
};

/** The same bill, kind and seed make the same picture. `megapixels` (default 12) trades likeness for time. */
export async function drawPhoto(
  rasteriser: Rasteriser,
  bill: DrawnBill,
  options: { readonly kind: PhotoKind; readonly seed: number; readonly megapixels?: number },
): Promise<DrawnPhoto> {
  const { kind, seed } = options;
  const prng = createPrng(seed * 48_271 + photoKinds.indexOf(kind));
  const pageIndexes = choosePages(bill, kind, prng);
  const [pageIndex = 0] = pageIndexes;
  const seen = { kind, pageIndexes, truth: truthOnPages(bill, pageIndexes) };
  if (kind === 'screenshot') return { ...seen, jpeg: await takeScreenshot(rasteriser, bill.pdf, pageIndex, prng) };
  const recipe: PhotoRecipe = {
    ...carefulPhoto(prng),
    ...recipes[kind](prng),
    ...(options.megapixels ? { megapixels: options.megapixels } : {}),
  };
  const dpi = kind === 'monitor' ? 130 : 220;
  const sheets: GreyImage[] = [];
  for (const index of pageIndexes) sheets.push(await rasteriser.render(bill.pdf, index, dpi));
  const below = recipe.secondSheet ? await anotherBill(rasteriser, bill, seed) : null;
  return { ...seen, jpeg: await takePhoto(sideBySide(sheets), recipe, { prng, below }) };
}

/** Mostly the page with the readings, sometimes the first; two pages when they lie side by side. */
function choosePages(bill: DrawnBill, kind: PhotoKind, prng: Prng): number[] {
  const fullest = bill.shown.reduce(
    (best, names, index) => (names.length > (bill.shown[best]?.length ?? 0) ? index : best),
    0,
  );
  if (kind === 'two-pages') return fullest === 0 ? [0, 1] : [0, fullest];
  return [prng.chance(0.6) ? fullest : 0];
}

async function anotherBill(rasteriser: Rasteriser, bill: DrawnBill, seed: number): Promise<GreyImage> {
  const other = await drawBill({ ...bill.options, seed: seed + 77_777, variant: 'residential' });
  return rasteriser.render(other.pdf, 0, 150);
}

/** Two sheets become one wide one. */
function sideBySide(sheets: readonly GreyImage[]): GreyImage {
  const [left, right] = sheets;
  if (!left) throw new Error('a photo needs a sheet');
  if (!right) return left;
  const width = left.width + right.width;
  const height = Math.max(left.height, right.height);
  const pixels = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y++) {
    pixels.set(left.pixels.subarray(y * left.width, (y + 1) * left.width), y * width);
    pixels.set(right.pixels.subarray(y * right.width, (y + 1) * right.width), y * width + left.width);
  }
  return { width, height, pixels };
}
