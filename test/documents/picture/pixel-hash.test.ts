import { describe, expect, it } from 'vitest';
import { pixelHash } from '../../../main/documents/picture/pixel-hash.ts';
import { paper } from './draw-page.ts';

describe('pixelHash', () => {
  it('is the same for the same pixels and differs by a single one', () => {
    const page = paper(100, 80);
    const again = paper(100, 80);
    expect(pixelHash(page)).toBe(pixelHash(again));
    again.pixels[500] = 254;
    expect(pixelHash(page)).not.toBe(pixelHash(again));
  });

  it('tells pictures of the same pixels but another shape apart', () => {
    expect(pixelHash(paper(100, 80))).not.toBe(pixelHash(paper(80, 100)));
  });
});
