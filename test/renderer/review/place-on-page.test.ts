import { expect, test } from 'vitest';
import { uprightBox, uprightSize } from '../../../renderer/review/place-on-page.ts';

const page = { width: 100, height: 200 };
const box = { left: 10, top: 20, width: 30, height: 5 };

test('an upright page keeps its boxes', () => {
  expect(uprightBox(box, page, 0)).toEqual(box);
  expect(uprightSize(page, 180)).toEqual(page);
});

test('a quarter turn clockwise moves the left edge to the top', () => {
  expect(uprightSize(page, 90)).toEqual({ width: 200, height: 100 });
  expect(uprightBox(box, page, 90)).toEqual({ left: 175, top: 10, width: 5, height: 30 });
});

test.each([90, 180, 270] as const)('turning by %s and back puts a box where it was', (turn) => {
  const back = turn === 90 ? 270 : turn === 270 ? 90 : 180;
  expect(uprightBox(uprightBox(box, page, turn), uprightSize(page, turn), back)).toEqual(box);
});
