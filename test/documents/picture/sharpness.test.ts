import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../../main/documents/grey-image.ts';
import { findText } from '../../../main/documents/picture/inspect-picture.ts';
import { preparePicture } from '../../../main/documents/picture/prepare-picture.ts';
import { measureSharpness } from '../../../main/documents/picture/sharpness.ts';
import { letterHeightOf } from '../../../main/documents/picture/text-patches.ts';
import { paper, textPage, tilt } from './draw-page.ts';

/** Every pixel the mean of those up to `reach` to the left and right of it. */
function blurred({ width, height, pixels }: GreyImage, reach: number): GreyImage {
  const result = paper(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = reach; x < width - reach; x++) {
      let sum = 0;
      for (let dx = -reach; dx <= reach; dx++) sum += pixels[y * width + x + dx] ?? 0;
      result.pixels[y * width + x] = sum / (2 * reach + 1);
    }
  }
  return result;
}

const page = textPage({ width: 900, height: 700, letter: 16 });

function sharpness(image: GreyImage): number {
  const text = findText(image);
  return measureSharpness(image, text.patches, letterHeightOf(text)) ?? 0;
}

describe('measureSharpness', () => {
  it('is less the softer the edges of letters are', () => {
    const [sharp, soft, softer] = [sharpness(page), sharpness(blurred(page, 1)), sharpness(blurred(page, 2))];
    expect(sharp).toBeGreaterThan(soft);
    expect(soft).toBeGreaterThan(softer);
    expect(softer).toBeGreaterThan(0);
  });

  it('is the same whatever the ink, and unknown without letters', () => {
    const pale = { ...page, pixels: page.pixels.map((grey) => 160 + grey * 0.35) };
    expect(sharpness(pale)).toBeCloseTo(sharpness(page), 0);
    expect(measureSharpness(page, [], 16)).toBeNull();
  });

  it('tells preparation which photos are out of focus', () => {
    const facts = (image: GreyImage) => preparePicture(tilt(image, 3), { recognise: () => [] }).facts;
    expect(facts(page).blurred).toBe(false);
    expect(facts(blurred(page, 3)).blurred).toBe(true);
  });
});
