import { describe, expect, it } from 'vitest';
import { type GreyImage, mirrorImage } from '../../main/documents/grey-image.ts';
import { exifTurn } from '../../main/documents/open-picture.ts';
import { turnImage } from '../../main/documents/turn-image.ts';

const rows = (image: GreyImage) =>
  Array.from({ length: image.height }, (_, y) => [...image.pixels.subarray(y * image.width, (y + 1) * image.width)]);

const picture: GreyImage = { width: 3, height: 2, pixels: Uint8Array.from([1, 2, 3, 4, 5, 6]) };

describe('exifTurn', () => {
  it.each<[number, number[][]]>([
    [
      1,
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    [
      2,
      [
        [3, 2, 1],
        [6, 5, 4],
      ],
    ],
    [
      3,
      [
        [6, 5, 4],
        [3, 2, 1],
      ],
    ],
    [
      4,
      [
        [4, 5, 6],
        [1, 2, 3],
      ],
    ],
    [
      5,
      [
        [1, 4],
        [2, 5],
        [3, 6],
      ],
    ],
    [
      6,
      [
        [4, 1],
        [5, 2],
        [6, 3],
      ],
    ],
    [
      7,
      [
        [6, 3],
        [5, 2],
        [4, 1],
      ],
    ],
    [
      8,
      [
        [3, 6],
        [2, 5],
        [1, 4],
      ],
    ],
  ])('shows a picture of orientation %i as it was taken', (orientation, seen) => {
    const { mirrored, rotation } = exifTurn(orientation);
    expect(rows(turnImage(mirrored ? mirrorImage(picture) : picture, rotation))).toEqual(seen);
  });

  it('takes an orientation that does not exist for upright', () => {
    expect(exifTurn(0)).toEqual(exifTurn(1));
    expect(exifTurn(9)).toEqual(exifTurn(1));
  });
});

describe('turnImage', () => {
  it('makes no copy of an upright picture', () => {
    expect(turnImage(picture, 0)).toBe(picture);
  });

  it('turns pictures larger than its tiles without losing a pixel', () => {
    const large: GreyImage = { width: 150, height: 70, pixels: new Uint8Array(150 * 70).map((_, i) => i % 251) };
    const back = turnImage(turnImage(large, 90), 270);
    expect(back).toEqual(large);
    expect(turnImage(turnImage(large, 180), 180)).toEqual(large);
  });

  it('turns clockwise', () => {
    expect(rows(turnImage(picture, 90))).toEqual([
      [4, 1],
      [5, 2],
      [6, 3],
    ]);
    expect(rows(turnImage(picture, 180))).toEqual([
      [6, 5, 4],
      [3, 2, 1],
    ]);
    expect(rows(turnImage(picture, 270))).toEqual([
      [3, 6],
      [2, 5],
      [1, 4],
    ]);
  });
});
