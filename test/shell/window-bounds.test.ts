import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeWindow, readWindowPlace, writeWindowPlace } from '../../main/shell/window-bounds.ts';
import { tempFolder } from '../support/temp-folder.ts';

const laptop = { x: 0, y: 0, width: 1440, height: 860 };
const monitor = { x: 1440, y: -200, width: 2560, height: 1400 };
const last = { x: 1600, y: 100, width: 1500, height: 1000, maximized: true };

describe('the window opens', () => {
  it('in the middle of the first screen the first time', () => {
    expect(placeWindow(null, [laptop, monitor])).toEqual({ x: 80, y: 30, width: 1280, height: 800, maximized: false });
  });

  it('where it was', () => {
    expect(placeWindow(last, [laptop, monitor])).toEqual(last);
  });

  it('on the first screen when its own is gone', () => {
    expect(placeWindow(last, [laptop])).toEqual({ x: 80, y: 30, width: 1280, height: 800, maximized: false });
  });

  it('no larger than its screen has become', () => {
    expect(placeWindow({ ...last, x: 0, y: 0 }, [laptop])).toMatchObject({ width: 1440, height: 860 });
  });

  it.each([
    [{ x: -1400, y: 100 }, 'almost all to the left'],
    [{ x: 1400, y: 100 }, 'almost all to the right'],
    [{ x: 100, y: -300 }, 'with its title above'],
    [{ x: 100, y: 850 }, 'below'],
  ])('where it can be caught, not %o', (corner) => {
    expect(placeWindow({ ...last, ...corner }, [laptop])).toMatchObject({ x: 80, y: 30 });
  });

  it('also without any screen told', () => {
    expect(placeWindow(last, [])).toMatchObject({ width: 1280, height: 800 });
  });
});

describe('the window’s place', () => {
  it('is read as it was written', () => {
    const path = join(tempFolder(), 'window.json');
    writeWindowPlace(path, last);
    expect(readWindowPlace(path)).toEqual(last);
  });

  it.each(['', '{}', '{"x":"1","y":2,"width":3,"height":4,"maximized":false}'])('is ignored when it is %j', (text) => {
    const path = join(tempFolder(), 'window.json');
    writeFileSync(path, text);
    expect(readWindowPlace(path)).toBeNull();
  });

  it('costs nothing when it cannot be written', () => {
    expect(() => writeWindowPlace(join(tempFolder(), 'missing', 'window.json'), last)).not.toThrow();
  });
});
