import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const windowPlace = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
});
/** In device-independent pixels. */
export type WindowPlace = z.infer<typeof windowPlace>;
export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const SMALLEST_WINDOW = { width: 800, height: 560 };
const USUAL_WINDOW = { width: 1280, height: 800 };
/** So much of the window must be on a screen for it to be seen and caught. */
const VISIBLE = 120;

/**
 * Where the window opens: where it was, unless that screen is gone or has become smaller; else in the middle of the
 * first screen. Pure. `workAreas` are the screens without their bars, the first one first.
 */
export function placeWindow(last: WindowPlace | null, workAreas: readonly Area[]): WindowPlace {
  const area = workAreas[0] ?? { x: 0, y: 0, ...USUAL_WINDOW };
  const seen = last === null ? undefined : workAreas.find((each) => overlaps(last, each));
  if (last !== null && seen !== undefined) return { ...last, ...sizeWithin(last, seen) };
  const size = sizeWithin(USUAL_WINDOW, area);
  const x = Math.round(area.x + (area.width - size.width) / 2);
  const y = Math.round(area.y + (area.height - size.height) / 2);
  return { x, y, ...size, maximized: false };
}

/** Null when there is none yet, or none that can be understood. */
export function readWindowPlace(path: string): WindowPlace | null {
  try {
    return windowPlace.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // The first start, or a damaged file: the window just opens in its usual place.
    return null;
  }
}

/** A convenience: where the disk refuses, the place is forgotten. Synchronous, as the window is closing. */
export function writeWindowPlace(path: string, place: WindowPlace): void {
  try {
    writeFileSync(path, JSON.stringify(place));
  } catch {
    // Told nowhere: the next window opens in its usual place, and the log has better things to say.
  }
}

function sizeWithin(wanted: { width: number; height: number }, area: Area): { width: number; height: number } {
  return {
    width: Math.max(SMALLEST_WINDOW.width, Math.min(wanted.width, area.width)),
    height: Math.max(SMALLEST_WINDOW.height, Math.min(wanted.height, area.height)),
  };
}

/** The title bar has to be on it: a window is caught there. */
function overlaps(place: Area, area: Area): boolean {
  const across = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
  return across >= VISIBLE && place.y >= area.y && place.y <= area.y + area.height - VISIBLE;
}
