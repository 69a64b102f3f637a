import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DrawnBill, drawBill, truthOnPages } from '../draw-bill.ts';
import { createRasteriser, type Rasteriser } from '../rasteriser.ts';
import { drawPhoto, photoKinds } from './draw-photo.ts';

describe('photos of bills', () => {
  let rasteriser: Rasteriser;
  let bill: DrawnBill;
  beforeAll(async () => {
    rasteriser = await createRasteriser();
    bill = await drawBill({ seed: 9, utility: 'nyseg', variant: 'residential' });
  });
  afterAll(() => rasteriser.close());

  it.each(photoKinds)('takes a %s picture with the truth of the pages in it', async (kind) => {
    const photo = await drawPhoto(rasteriser, bill, { kind, seed: 2, megapixels: 0.5 });
    const { format, orientation } = await sharp(photo.jpeg).metadata();
    expect(format).toBe('jpeg');
    expect(orientation ?? 1).toBe(1);
    expect(photo.truth).toEqual(truthOnPages(bill, photo.pageIndexes));
    expect(photo.truth.accountNumber).not.toBeNull();
  });

  it('takes the same picture from the same seed', async () => {
    const options = { kind: 'curled', seed: 2, megapixels: 0.2 } as const;
    const [photo, again] = [await drawPhoto(rasteriser, bill, options), await drawPhoto(rasteriser, bill, options)];
    expect(photo.jpeg.equals(again.jpeg)).toBe(true);
  });

  it('shows two pages in one wide picture, and a lying phone turns a tall one', async () => {
    const wide = await sharp(
      (await drawPhoto(rasteriser, bill, { kind: 'two-pages', seed: 1, megapixels: 0.2 })).jpeg,
    ).metadata();
    const careful = await sharp(
      (await drawPhoto(rasteriser, bill, { kind: 'careful', seed: 1, megapixels: 0.2 })).jpeg,
    ).metadata();
    expect([wide.width, wide.height].sort()).toEqual([careful.width, careful.height].sort());
    expect(careful.height).toBeGreaterThan(careful.width);
  });
});
