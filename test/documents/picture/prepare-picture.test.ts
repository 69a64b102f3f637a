import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../../main/documents/grey-image.ts';
import { paperLevel } from '../../../main/documents/paper.ts';
import { findPatches } from '../../../main/documents/picture/components.ts';
import { cutPicture } from '../../../main/documents/picture/cut-picture.ts';
import { inspectPicture } from '../../../main/documents/picture/inspect-picture.ts';
import { preparePicture } from '../../../main/documents/picture/prepare-picture.ts';
import { measureSkew } from '../../../main/documents/picture/skew.ts';
import { turnImage } from '../../../main/documents/turn-image.ts';
import { fill, textPage, tilt } from './draw-page.ts';

const first = <T>(values: readonly T[]): T => {
  const [value] = values;
  if (value === undefined) throw new Error('expected at least one');
  return value;
};

const recognise = () => [];

describe('preparePicture', () => {
  it('leaves a clean, straight page as it is', () => {
    const page = textPage();
    const plan = preparePicture(page, { recognise });
    expect(plan.facts.changed).toBe(false);
    const cut = cutPicture(page, plan, {
      region: first(plan.regions),
      letterHeight: plan.letterHeight,
      maxPixels: 10e6,
      contrast: 'plain',
    });
    expect(cut.image).toBe(page);
  });

  it('levels a tilted page and finds the way back to the printed place', () => {
    const page = textPage();
    const mark = { left: 700, top: 40, width: 60, height: 20 };
    fill(page, mark, 0);
    const tilted = tilt(page, 7);
    const plan = preparePicture(tilted, { recognise });
    const cut = cutPicture(tilted, plan, {
      region: { left: 0, top: 0, width: plan.width, height: plan.height },
      letterHeight: plan.letterHeight * 1.5,
      maxPixels: 10e6,
      contrast: 'plain',
    });
    expect(Math.abs(measureSkew(inspectPicture(cut.image).text.patches).degrees)).toBeLessThan(0.2);

    const bar = findPatches(cut.image, 80).find(({ area, width, height }) => width > 60 && area > 0.8 * width * height);
    if (!bar) throw new Error('the mark is lost');
    const back = cut.toOriginal(bar);
    const angle = (7 * Math.PI) / 180;
    const x = mark.left + mark.width / 2 - page.width / 2;
    const y = mark.top + mark.height / 2 - page.height / 2;
    const middle = {
      x: page.width / 2 + Math.cos(angle) * x - Math.sin(angle) * y,
      y: page.height / 2 + Math.sin(angle) * x + Math.cos(angle) * y,
    };
    expect(Math.abs(back.left + back.width / 2 - middle.x)).toBeLessThan(2);
    expect(Math.abs(back.top + back.height / 2 - middle.y)).toBeLessThan(2);
  });

  it('brings a page that was photographed in the dark to the light of paper, however even the dark', () => {
    const tilted = tilt(textPage(), 7);
    const dark = { ...tilted, pixels: tilted.pixels.map((level) => level * 0.4) };
    const plan = preparePicture(dark, { recognise });
    expect(plan.letterHeight).toBeCloseTo(preparePicture(tilted, { recognise }).letterHeight, 0);
    const cut = cutPicture(dark, plan, {
      region: first(plan.regions),
      letterHeight: plan.letterHeight,
      maxPixels: 10e6,
      contrast: 'plain',
    });
    expect(paperLevel(cut.image.pixels)).toBeGreaterThan(240);
  });

  it('asks the recogniser which way up a page is whose letters are mostly grown together', () => {
    const onItsHead = turnImage(textPage(), 180);
    const asked = (page: GreyImage) => {
      let strips = 0;
      const { facts } = preparePicture(tilt(page, 3), {
        recognise: () => {
          strips += 1;
          return [];
        },
      });
      return { turn: facts.turn, strips };
    };
    expect(asked(onItsHead)).toEqual({ turn: 180, strips: 0 });
    // Most lines of pairs of letters in one blot, as blurred ones come out.
    for (let top = 150; top < 1500; top += 93) {
      fill(onItsHead, { left: 90, top, width: 1100, height: 62 }, 255);
      for (const line of [10, 41])
        for (let left = 110; left < 1160; left += 25)
          fill(onItsHead, { left, top: top + line, width: 20, height: 14 }, 20);
    }
    expect(asked(onItsHead).strips).toBeGreaterThan(0);
  });

  it('cuts letters narrower when asked to, and still finds the way back', () => {
    const page = textPage();
    const mark = { left: 700, top: 40, width: 60, height: 20 };
    fill(page, mark, 0);
    const plan = preparePicture(page, { recognise });
    const region = { left: 40, top: 20, width: page.width - 80, height: page.height - 40 };
    const options = { region, letterHeight: plan.letterHeight, maxPixels: 10e6, contrast: 'plain' } as const;
    const cut = cutPicture(page, plan, { ...options, narrowing: 0.9 });
    expect(cut.image.width).toBe(Math.round(region.width * 0.9));
    expect(cut.image.height).toBe(region.height);

    const narrow = {
      left: (mark.left - region.left) * 0.9,
      top: mark.top - region.top,
      width: mark.width * 0.9,
      height: mark.height,
    };
    for (const back of [cut.toOriginal(narrow), cut.toFrame(narrow)]) {
      expect(back.left).toBeCloseTo(mark.left, 0);
      expect(back.top).toBeCloseTo(mark.top, 0);
      expect(back.width).toBeCloseTo(mark.width, 0);
      expect(back.height).toBeCloseTo(mark.height, 0);
    }
  });
});
