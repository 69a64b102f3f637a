import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../../main/documents/grey-image.ts';
import { type ExifOrientation, turn, turnByExif } from '../../../main/documents/picture/turn.ts';

const rows = (image: GreyImage) =>
  Array.from({ length: image.height }, (_, y) => [...image.pixels.subarray(y * image.width, (y + 1) * image.width)]);

const picture: GreyImage = { width: 3, height: 2, pixels: Uint8Array.from([1, 2, 3, 4, 5, 6]) };

describe('turnByExif', () => {
  it.each<[ExifOrientation, number[][]]>([
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
    expect(rows(turnByExif(picture, orientation))).toEqual(seen);
  });

  it('makes no copy of an upright picture', () => {
    expect(turnByExif(picture, 1)).toBe(picture);
    expect(turn(picture, 0)).toBe(picture);
  });

  it('turns pictures larger than its tiles without losing a pixel', () => {
    const large: GreyImage = { width: 150, height: 70, pixels: new Uint8Array(150 * 70).map((_, i) => i % 251) };
    const back = turn(turn(large, 90), 270);
    expect(back).toEqual(large);
    expect(turn(turn(large, 180), 180)).toEqual(large);
  });
});

describe('turn', () => {
  it('turns clockwise', () => {
    expect(rows(turn(picture, 90))).toEqual([
      [4, 1],
      [5, 2],
      [6, 3],
    ]);
    expect(rows(turn(picture, 180))).toEqual([
      [6, 5, 4],
      [3, 2, 1],
    ]);
    expect(rows(turn(picture, 270))).toEqual([
      [3, 6],
      [2, 5],
      [1, 4],
    ]);
  });
});
