import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../../main/documents/grey-image.ts';
import { findText } from '../../../main/documents/picture/inspect-picture.ts';
import { measureUprightness } from '../../../main/documents/picture/orientation.ts';
import { findLines } from '../../../main/documents/picture/text-lines.ts';
import { readsUpright, type SeenWord } from '../../../main/documents/picture/trial-reading.ts';
import { turnImage } from '../../../main/documents/turn-image.ts';
import { textPage } from './draw-page.ts';

/** Reads upright strips well and others badly, as a recogniser does, and keeps count. */
function reader(confidenceUpright: number) {
  const strips: GreyImage[] = [];
  const recognise = (strip: GreyImage): SeenWord[] => {
    strips.push(strip);
    const upright = measureUprightness(findLines(findText(strip))).ratio > 1;
    return Array.from({ length: 30 }, () => ({ text: 'words', confidence: upright ? confidenceUpright : 0.3 }));
  };
  return { strips, recognise };
}

const page = textPage();

function seen(image: GreyImage) {
  const text = findText(image);
  return { lines: findLines(text), letterHeight: text.height };
}

describe('readsUpright', () => {
  it('stops at the first strip when that reads well', () => {
    const { strips, recognise } = reader(0.9);
    expect(readsUpright(page, seen(page), recognise, { likely: 0 })).toBe(0);
    expect(strips).toHaveLength(1);
    expect(strips[0]?.width).toBeLessThanOrEqual(1000);
  });

  it('tries the other way when the likely one is nonsense', () => {
    const { strips, recognise } = reader(0.9);
    const turned = turnImage(page, 180);
    expect(readsUpright(turned, seen(turned), recognise, { likely: 0 })).toBe(180);
    expect(strips).toHaveLength(2);
  });

  it('says so when it can be read neither way', () => {
    const { recognise } = reader(0.3);
    expect(readsUpright(page, seen(page), recognise, { likely: 0 })).toBeNull();
  });
});
