import { describe, expect, it } from 'vitest';
import { soften } from '../../../main/documents/picture/contrast.ts';
import { drawText, paper } from './draw-page.ts';

describe('soften', () => {
  it('darkens faint print, clears the paper and keeps grey edges', () => {
    const page = paper(600, 400, 240);
    drawText(page, { left: 20, top: 20, width: 560, height: 360, letter: 15, ink: 170 });
    const edge = 40;
    page.pixels[edge] = 205;
    soften(page);
    const greys = new Set(page.pixels);
    expect(greys.has(0)).toBe(true);
    expect(page.pixels[0]).toBe(255);
    expect(page.pixels[edge]).toBeGreaterThan(60);
    expect(page.pixels[edge]).toBeLessThan(200);
  });

  it('does not divide an even page by nothing', () => {
    const page = paper(50, 50, 200);
    soften(page);
    expect(new Set(page.pixels).size).toBe(1);
  });
});
