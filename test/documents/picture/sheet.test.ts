import { describe, expect, it } from 'vitest';
import { inverse, mapPoint } from '../../../main/documents/picture/coordinate-map.ts';
import { type Corners, projectionOnto } from '../../../main/documents/picture/homography.ts';
import { findSheet } from '../../../main/documents/picture/sheet.ts';
import { fill, lit, paper, textPage, warp } from './draw-page.ts';

const page = textPage({ width: 1000, height: 1300, letter: 10 });
const corners: Corners = [
  { x: 140, y: 120 },
  { x: 1040, y: 180 },
  { x: 1120, y: 1460 },
  { x: 90, y: 1400 },
];

/** The page photographed from an angle, on a dark desk. */
function photo() {
  const back = inverse(projectionOnto(corners, page.width, page.height));
  return warp(
    page,
    1200,
    1600,
    (x, y) => {
      const point = mapPoint([{ kind: 'project', matrix: back }], { x, y });
      return [point.x, point.y];
    },
    60,
  );
}

describe('findSheet', () => {
  it('finds the corners of a sheet seen from an angle', () => {
    const found = findSheet(photo());
    if (!found) throw new Error('expected a sheet');
    found.forEach((corner, i) => {
      expect(Math.hypot(corner.x - (corners[i]?.x ?? 0), corner.y - (corners[i]?.y ?? 0))).toBeLessThan(8);
    });
  });

  it('finds nothing on a scan, where paper fills the picture', () => {
    expect(findSheet(page)).toBeNull();
  });

  it('does not take a sheet for whole that runs out of the picture', () => {
    const cut = photo();
    const picture = { width: 700, height: 1600, pixels: new Uint8Array(700 * 1600) };
    for (let y = 0; y < 1600; y++) picture.pixels.set(cut.pixels.subarray(y * 1200, y * 1200 + 700), y * 700);
    expect(findSheet(picture)).toBeNull();
  });

  it('finds nothing when a second sheet makes the outline ragged', () => {
    const two = photo();
    fill(two, { left: 700, top: 40, width: 460, height: 300 }, 240);
    expect(findSheet(two)).toBeNull();
  });

  it('finds the sheet in the dark', () => {
    expect(findSheet(lit(photo(), () => 0.4))).not.toBeNull();
  });

  it('finds the sheet in slanting light', () => {
    const found = findSheet(lit(photo(), (x, y) => 0.95 - x / 4000 - y / 8000));
    expect(found).not.toBeNull();
  });

  it('finds nothing in an empty picture', () => {
    expect(findSheet(paper(1200, 1600, 128))).toBeNull();
  });
});
