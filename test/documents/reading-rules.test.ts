import { describe, expect, test } from 'vitest';
import { afterLoss } from '../../main/documents/after-loss.ts';
import { chooseDpi, MAX_PIXELS } from '../../main/documents/choose-dpi.ts';
import { scaleImage, turnBox, undoRotation } from '../../main/documents/grey-image.ts';
import { isBlank } from '../../main/documents/is-blank.ts';
import { MAX_DRAWN_PIXELS, pictureScale } from '../../main/documents/picture-scale.ts';
import { turnImage } from '../../main/documents/turn-image.ts';

describe('the resolution of a page', () => {
  const pixels = (width: number, height: number) =>
    (width / 72) * (height / 72) * chooseDpi({ width, height }, null) ** 2;
  test('letter is drawn at 200 dpi, and lower when asked', () => {
    expect(chooseDpi({ width: 612, height: 792 }, null)).toBe(200);
    expect(chooseDpi({ width: 612, height: 792 }, 140)).toBe(140);
  });
  test('a scan that claims 72 dpi gets about the pixels it was made with', () => {
    const dpi = chooseDpi({ width: 1476, height: 2248 }, null);
    expect((dpi * 2248) / 72).toBeGreaterThan(2200);
    expect((dpi * 2248) / 72).toBeLessThan(3300);
  });
  test.each([
    [612, 792],
    [1440, 1440],
    [14_400, 14_400],
    [3, 14_400],
  ])('a page of %i x %i points never has more pixels than allowed', (width, height) => {
    expect(pixels(width, height)).toBeLessThanOrEqual(MAX_PIXELS + 1);
  });
  test('a picture is shrunk to what is allowed and never enlarged', () => {
    expect(pictureScale({ width: 4032, height: 3024 }, null).scale).toBe(1);
    expect(pictureScale({ width: 8064, height: 6048 }, null).scale).toBeCloseTo(
      Math.sqrt(MAX_DRAWN_PIXELS / (8064 * 6048)),
    );
    expect(pictureScale({ width: 800, height: 600 }, null).scale).toBe(1);
    expect(pictureScale({ width: 4032, height: 3024 }, 140).scale).toBeLessThan(
      pictureScale({ width: 4032, height: 3024 }, null).scale,
    );
  });
});

describe('what becomes of a page whose process ended', () => {
  test.each([
    ['the first end is forgiven', { reason: 'exit', kills: 0, maxDpi: null }, { kind: 'again', kills: 1 }],
    ['the second is not', { reason: 'exit', kills: 1, maxDpi: null }, { kind: 'quarantine', kills: 2 }],
    ['silence counts as well', { reason: 'silence', kills: 1, maxDpi: null }, { kind: 'quarantine' }],
    [
      'memory lowers the resolution',
      { reason: 'memory', kills: 0, maxDpi: null },
      { kind: 'again', kills: 0, maxDpi: 140 },
    ],
    ['and lowers it again', { reason: 'memory', kills: 0, maxDpi: 140 }, { kind: 'again', kills: 0, maxDpi: 100 }],
    ['until nothing is left to lower', { reason: 'memory', kills: 0, maxDpi: 100 }, { kind: 'quarantine' }],
    [
      'a process that never started says nothing about the page',
      { reason: 'no-start', kills: 1, maxDpi: null },
      { kind: 'again', kills: 1 },
    ],
  ] as const)('%s', (_, lost, next) => {
    expect(afterLoss(lost)).toMatchObject(next);
  });
});

describe('pictures in grey', () => {
  const image = { width: 3, height: 2, pixels: new Uint8Array([1, 2, 3, 4, 5, 6]) };
  test('a quarter turn clockwise puts the left column on top, last row first', () => {
    expect(turnImage(image, 90)).toEqual({ width: 2, height: 3, pixels: new Uint8Array([4, 1, 5, 2, 6, 3]) });
    expect(turnImage(image, 270)).toEqual({ width: 2, height: 3, pixels: new Uint8Array([3, 6, 2, 5, 1, 4]) });
    expect(turnImage(image, 180).pixels).toEqual(new Uint8Array([6, 5, 4, 3, 2, 1]));
  });
  test.each([0, 90, 180, 270] as const)('a box turned by %i and back is where it was', (rotation) => {
    const box = { left: 10, top: 20, width: 30, height: 5 };
    const sideways = rotation === 90 || rotation === 270;
    const turned = turnBox(box, 100, 60, rotation);
    expect(turnBox(turned, sideways ? 60 : 100, sideways ? 100 : 60, undoRotation(rotation))).toEqual(box);
  });
  test('shrinking averages and enlarging blends', () => {
    const checks = { width: 2, height: 2, pixels: new Uint8Array([0, 200, 200, 0]) };
    expect(scaleImage(checks, 0.5)).toEqual({ width: 1, height: 1, pixels: new Uint8Array([100]) });
    const large = scaleImage(checks, 2);
    expect([large.width, large.pixels[0], large.pixels[3]]).toEqual([4, 0, 200]);
  });
  test('paper is blank, dust is blank, a word is not, whatever the colour of the paper', () => {
    const sheet = (paper: number, ink: number, inkPixels: number) => {
      const pixels = new Uint8Array(1000 * 1000).fill(paper);
      pixels.fill(ink, 500_000, 500_000 + inkPixels);
      return { width: 1000, height: 1000, pixels };
    };
    expect([sheet(255, 0, 0), sheet(230, 0, 20), sheet(0, 0, 0)].map(isBlank)).toEqual([true, true, true]);
    expect([sheet(255, 0, 200), sheet(10, 240, 200)].map(isBlank)).toEqual([false, false]);
    // Photographed in the dark.
    expect([sheet(46, 20, 200), sheet(46, 42, 200)].map(isBlank)).toEqual([false, true]);
  });
});
