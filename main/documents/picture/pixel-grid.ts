import type { GreyImage } from '../grey-image.ts';

/** One pixel in this many is looked at; a prime, so that no grid keeps step with it. */
const SAMPLED = 199;
/** The borders of a picture may show anything: only its middle counts. */
const MIDDLE = { from: 0.2, to: 0.8 };
/**
 * How much a pixel differs from the mean of its neighbours, as a share of the usual brightness: 0.08 to 0.37 on photos of
 * monitors and phones whose grid can be seen, up to 0.04 on all others, those taken in the dark included (26 photos).
 */
const GRID = 0.06;
/** Box means in a row come close to a Gaussian of 1.6 pixels, which leaves letters from 12 pixels on as they are. */
const RADII = [2, 1] as const;

/** Whether the picture shows the pixels of a screen, a pattern that a recogniser takes for print. */
export function showsPixelGrid({ width, height, pixels }: GreyImage): boolean {
  const levels: number[] = [];
  const across: number[] = [];
  const down: number[] = [];
  const last = { x: Math.floor(width * MIDDLE.to), y: Math.floor(height * MIDDLE.to) };
  let skip = 0;
  for (let y = Math.max(1, Math.floor(height * MIDDLE.from)); y < Math.min(height - 1, last.y); y++) {
    for (let x = Math.max(1, Math.floor(width * MIDDLE.from)) + skip; x < Math.min(width - 1, last.x); x += SAMPLED) {
      const at = y * width + x;
      const level = pixels[at] ?? 0;
      levels.push(level);
      across.push(Math.abs(2 * level - (pixels[at - 1] ?? 0) - (pixels[at + 1] ?? 0)) / 2);
      down.push(Math.abs(2 * level - (pixels[at - width] ?? 0) - (pixels[at + width] ?? 0)) / 2);
    }
    skip = (skip + 7) % SAMPLED;
  }
  return Math.max(middle(across), middle(down)) > GRID * Math.max(1, middle(levels));
}

/** Blurs the picture's own pixels, so that a grid of up to 4 pixels is gone. */
export function blurGrid(image: GreyImage): void {
  for (const radius of RADII) {
    blurRows(image, radius);
    blurColumns(image, radius);
  }
}

function blurRows({ width, height, pixels }: GreyImage, radius: number): void {
  const row = new Uint8Array(width);
  const count = 2 * radius + 1;
  for (let start = 0; start < width * height; start += width) {
    row.set(pixels.subarray(start, start + width));
    const valueAt = (x: number) => row[Math.min(width - 1, Math.max(0, x))] ?? 0;
    let sum = 0;
    for (let x = -radius; x <= radius; x++) sum += valueAt(x);
    for (let x = 0; x < width; x++) {
      pixels[start + x] = sum / count;
      sum += valueAt(x + radius + 1) - valueAt(x - radius);
    }
  }
}

/** Keeps the rows that the mean still needs, since what is above has been written over. */
function blurColumns({ width, height, pixels }: GreyImage, radius: number): void {
  const count = 2 * radius + 1;
  const kept = Array.from({ length: count + 1 }, () => new Uint8Array(width));
  const sums = new Uint32Array(width);
  const rowAt = (y: number) => kept[(Math.max(0, y) + count + 1) % (count + 1)] ?? new Uint8Array(width);
  const read = (y: number) => {
    const from = Math.min(height - 1, y) * width;
    rowAt(y).set(pixels.subarray(from, from + width));
  };
  for (let y = 0; y <= radius; y++) read(y);
  for (let y = -radius; y <= radius; y++) add(sums, rowAt(y), 1);
  for (let y = 0; y < height; y++) {
    read(y + radius + 1);
    for (let x = 0; x < width; x++) pixels[y * width + x] = (sums[x] ?? 0) / count;
    add(sums, rowAt(y + radius + 1), 1);
    add(sums, rowAt(y - radius), -1);
  }
}

function add(sums: Uint32Array, row: Uint8Array, sign: 1 | -1): void {
  for (let x = 0; x < sums.length; x++) sums[x] = (sums[x] ?? 0) + sign * (row[x] ?? 0);
}

function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
