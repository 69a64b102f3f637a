/** Takes a photo of a sheet: looks up, for every pixel of the picture, where it lies on the paper. */
import sharp from 'sharp';
import type { Prng } from '../prng.ts';
import type { GreyImage } from '../rasteriser.ts';
import type { PhotoRecipe, Point, Quad } from './photo-recipe.ts';

/** A JPEG, EXIF orientation 1 or none. */
export async function takePhoto(
  sheet: GreyImage,
  recipe: PhotoRecipe,
  options: { readonly prng: Prng; readonly below: GreyImage | null },
): Promise<Buffer> {
  const shorter = Math.round(Math.sqrt((recipe.megapixels * 1e6 * 3) / 4));
  const longer = Math.round((shorter * 4) / 3);
  const [width, height] = recipe.landscape ? [longer, shorter] : [shorter, longer];
  const pixels = expose(sheet, recipe, { width, height, ...options });
  const exposed = { width, height, pixels };
  const near = await blurred(exposed, recipe.blurPx);
  const focused = recipe.farBlurPx > 0 ? mixed(near, await blurred(exposed, recipe.farBlurPx), recipe.distance) : near;
  let photo = sharp(focused.pixels, { raw: { width, height, channels: 1 } });
  if (recipe.turn !== 0) photo = photo.rotate(recipe.turn);
  return photo.greyscale().jpeg({ quality: recipe.jpegQuality }).toBuffer();
}

async function blurred({ width, height, pixels }: GreyImage, px: number): Promise<GreyImage> {
  const picture = sharp(pixels, { raw: { width, height, channels: 1 } }).blur(Math.max(0.3, px));
  return { width, height, pixels: await picture.toColourspace('b-w').raw().toBuffer() };
}

/** More of `far` the greater the distance, 0..1. */
function mixed(near: GreyImage, far: GreyImage, distance: PhotoRecipe['distance']): GreyImage {
  const { width, height } = near;
  const pixels = Uint8Array.from(near.pixels, (value, index) => {
    const share = distance((index % width) / width, Math.floor(index / width) / height);
    return value + ((far.pixels[index] ?? value) - value) * share;
  });
  return { width, height, pixels };
}

/** Paper and light change slowly: they are worked out at every eighth pixel and interpolated between. */
const cellPx = 8;
/** Values per grid node: place on the sheet (2), place on the sheet below (2), light factor, glare. */
const perNode = 6;

function expose(
  sheet: GreyImage,
  recipe: PhotoRecipe,
  { width, height, prng, below }: { width: number; height: number; prng: Prng; below: GreyImage | null },
): Uint8Array {
  const pixels = new Uint8Array(width * height);
  const columns = Math.ceil(width / cellPx) + 1;
  const grid = drawGrid(recipe, width, height, columns);
  const under = recipe.secondSheet ? below : null;
  const desk = prng.int(50, 130);
  const grain = prng.between(0.004, 0.02);
  let state = prng.int(1, 0x7fffffff);
  const node = new Float64Array(perNode);
  for (let py = 0; py < height; py++) {
    const row = Math.floor(py / cellPx);
    const fy = (py - row * cellPx) / cellPx;
    for (let px = 0; px < width; px++) {
      const column = Math.floor(px / cellPx);
      const fx = (px - column * cellPx) / cellPx;
      const at = (row * columns + column) * perNode;
      const next = at + columns * perNode;
      for (let k = 0; k < perNode; k++) {
        const top = (grid[at + k] ?? 0) * (1 - fx) + (grid[at + perNode + k] ?? 0) * fx;
        const bottom = (grid[next + k] ?? 0) * (1 - fx) + (grid[next + perNode + k] ?? 0) * fx;
        node[k] = top * (1 - fy) + bottom * fy;
      }
      let paper = sample(sheet, node[0] ?? 0, node[1] ?? 0);
      if (paper < 0 && under) paper = sample(under, node[2] ?? 0, node[3] ?? 0);
      if (paper < 0) paper = desk + 14 * Math.sin(px * grain + 3 * Math.sin(py * grain * 0.4));
      const screen = recipe.screen ? recipe.screen(px, py) : 1;
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      const noise = ((state >>> 12) / 0x7ffff - 0.5) * 2 * recipe.noise;
      const lit = (18 + paper * 0.9) * (node[4] ?? 1) * screen;
      const value = lit + (255 - lit) * (node[5] ?? 0) + noise;
      pixels[py * width + px] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
  return pixels;
}

function drawGrid(recipe: PhotoRecipe, width: number, height: number, columns: number): Float64Array {
  const rows = Math.ceil(height / cellPx) + 1;
  const grid = new Float64Array(columns * rows * perNode);
  const toSheet = unproject(recipe.quad);
  const toBelow = unproject(recipe.secondSheet ?? recipe.quad);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = (column * cellPx) / width;
      const y = (row * cellPx) / height;
      const flat = toSheet(x, y);
      const bent = recipe.bend(flat.x, flat.y);
      const lower = toBelow(x, y);
      const { factor, glare } = recipe.light(x, y);
      grid.set([bent.x, bent.y, lower.x, lower.y, factor, glare], (row * columns + column) * perNode);
    }
  }
  return grid;
}

/** Bilinear; -1 off the sheet. */
function sample(image: GreyImage, u: number, v: number): number {
  if (u < 0 || v < 0 || u >= 1 || v >= 1) return -1;
  const x = u * (image.width - 1);
  const y = v * (image.height - 1);
  const [x0, y0] = [x | 0, y | 0];
  const [fx, fy] = [x - x0, y - y0];
  const index = y0 * image.width + x0;
  const below = y0 + 1 < image.height ? image.width : 0;
  const beside = x0 + 1 < image.width ? 1 : 0;
  const p = image.pixels;
  const top = (p[index] ?? 0) * (1 - fx) + (p[index + beside] ?? 0) * fx;
  const bottom = (p[index + below] ?? 0) * (1 - fx) + (p[index + below + beside] ?? 0) * fx;
  return top * (1 - fy) + bottom * fy;
}

/** The inverse of the projection that takes the unit square to the quad (Heckbert 1989, section 2.2.3). */
function unproject([a, b, c, d]: Quad): (x: number, y: number) => Point {
  const [dx1, dx2, dx3] = [b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x];
  const [dy1, dy2, dy3] = [b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y];
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (dx3 * dy2 - dx2 * dy3) / det;
  const h = (dx1 * dy3 - dx3 * dy1) / det;
  const m = [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x, b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y] as const;
  const [m0, m1, m2, m3, m4, m5] = m;
  // The adjugate inverts a projection up to scale.
  const i = [
    m4 - m5 * h,
    m2 * h - m1,
    m1 * m5 - m2 * m4,
    m5 * g - m3,
    m0 - m2 * g,
    m2 * m3 - m0 * m5,
    m3 * h - m4 * g,
    m1 * g - m0 * h,
    m0 * m4 - m1 * m3,
  ] as const;
  return (x, y) => {
    const w = i[6] * x + i[7] * y + i[8];
    return { x: (i[0] * x + i[1] * y + i[2]) / w, y: (i[3] * x + i[4] * y + i[5]) / w };
  };
}
