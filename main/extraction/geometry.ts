import type { Box } from './page-reading.ts';

export const rightOf = (box: Box) => box.left + box.width;
export const bottomOf = (box: Box) => box.top + box.height;
export const middleX = (box: Box) => box.left + box.width / 2;
export const middleY = (box: Box) => box.top + box.height / 2;

/** The smallest box around all; null for none. */
export function surround(boxes: readonly Box[]): Box | null {
  const [first] = boxes;
  if (!first) return null;
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  return {
    left,
    top,
    width: Math.max(...boxes.map(rightOf)) - left,
    height: Math.max(...boxes.map(bottomOf)) - top,
  };
}

/** How much of the lower of two boxes lies at the other's height, 0..1. */
export function sharedHeight(a: Box, b: Box): number {
  const shared = Math.min(bottomOf(a), bottomOf(b)) - Math.max(a.top, b.top);
  return Math.max(0, shared) / Math.max(1e-6, Math.min(a.height, b.height));
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < rightOf(b) && b.left < rightOf(a) && a.top < bottomOf(b) && b.top < bottomOf(a);
}

/** Whether the middle of the other box lies inside this one. */
export function holdsMiddle({ left, top, width, height }: Box, other: Box): boolean {
  const [x, y] = [middleX(other) - left, middleY(other) - top];
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The boxes with those that are one by some measure made one, until none are. */
export function joined(boxes: readonly Box[], areOne: (a: Box, b: Box) => boolean): Box[] {
  const result: Box[] = [];
  for (const box of boxes) {
    let whole = box;
    for (let i = result.findIndex((other) => areOne(other, whole)); i >= 0; ) {
      whole = surround([whole, ...result.splice(i, 1)]) ?? whole;
      i = result.findIndex((other) => areOne(other, whole));
    }
    result.push(whole);
  }
  return result;
}
