import { describe, expect, it } from 'vitest';
import { findText } from '../../../main/documents/picture/inspect-picture.ts';
import { measureAxis, measureUprightness } from '../../../main/documents/picture/orientation.ts';
import { findLines } from '../../../main/documents/picture/text-lines.ts';
import { turnImage } from '../../../main/documents/turn-image.ts';
import { textPage, tilt } from './draw-page.ts';

const page = textPage();

describe('measureAxis', () => {
  it.each([
    [0, 'across'],
    [90, 'upright'],
    [180, 'across'],
    [270, 'upright'],
  ] as const)('tells that the lines of a page turned by %i degrees run %s', (degrees, lines) => {
    const turned = turnImage(page, degrees);
    const axis = measureAxis(findText(turned).patches, turned.height);
    expect(axis.lines).toBe(lines);
    expect(axis.clearness).toBeGreaterThan(1.5);
  });

  it('tells so of a tilted page, too, and by how much it is tilted once it is turned', () => {
    const turned = turnImage(tilt(page, 9), 90);
    const axis = measureAxis(findText(turned).patches, turned.height);
    expect(axis.lines).toBe('upright');
    expect(Math.abs(axis.skew.degrees - 9)).toBeLessThan(0.2);
  });
});

describe('measureUprightness', () => {
  it('tells a page that stands from one on its head', () => {
    expect(measureUprightness(findLines(findText(page))).ratio).toBeGreaterThan(1.15);
    expect(measureUprightness(findLines(findText(turnImage(page, 180)))).ratio).toBeLessThan(0.87);
  });

  it('tells nothing without text', () => {
    expect(measureUprightness([])).toEqual({ ratio: 1, groups: 0, share: 0 });
  });
});
