import { describe, expect, it } from 'vitest';
import { evenness, measureBackground } from '../../../main/documents/picture/background.ts';
import { flatten, PAPER } from '../../../main/documents/picture/illumination.ts';
import { fill, lit, paper, textPage } from './draw-page.ts';

describe('flatten', () => {
  it('makes paper in the sun and in a shadow the same grey, and leaves ink dark', () => {
    const page = textPage();
    const photo = lit(page, (x, y) => (0.95 - x / 4000) * (y < 600 + x / 5 ? 0.5 : 1));
    const background = measureBackground(photo);
    flatten(photo, background);
    let paperOff = 0;
    let inkOff = 0;
    let papers = 0;
    let inks = 0;
    page.pixels.forEach((value, i) => {
      const y = Math.floor(i / page.width);
      const edge = Math.abs(y - (600 + (i % page.width) / 5));
      if (edge < 40) return;
      const flat = photo.pixels[i] ?? 0;
      if (value === 255) {
        papers++;
        if (Math.abs(flat - PAPER) > 12) paperOff++;
      } else {
        inks++;
        if (flat > 60) inkOff++;
      }
    });
    expect(paperOff / papers).toBeLessThan(0.01);
    expect(inkOff / inks).toBeLessThan(0.01);
  });

  it('does not blow a black desk up to paper', () => {
    const photo = paper(1200, 1600, 30);
    fill(photo, { left: 200, top: 200, width: 800, height: 1200 }, 200);
    flatten(photo, measureBackground(photo));
    expect(photo.pixels[600 * 1200 + 600]).toBeGreaterThan(240);
    expect(photo.pixels[20 * 1200 + 20]).toBeLessThan(130);
  });
});

describe('evenness', () => {
  it('is 1 on a scan and falls with a shadow', () => {
    const page = textPage();
    expect(evenness(measureBackground(page))).toBeGreaterThan(0.98);
    const shaded = lit(page, (_, y) => (y < 500 ? 0.6 : 1));
    expect(evenness(measureBackground(shaded))).toBeLessThan(0.7);
  });
});
