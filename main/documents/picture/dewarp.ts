import { type Baseline, median } from './baselines.ts';
import { type ShiftField, shiftAt } from './coordinate-map.ts';
import { solveSymmetric } from './solve-linear.ts';

/** Nodes of the field of shifts: a fold or the roll of a page shows at this fineness, single letters don't. */
const COLUMNS = 10;
const ROWS = 14;
/** How much the field resists bending along and across the lines; folds bend it across. */
const STIFFNESS_ALONG = 0.5;
const STIFFNESS_ACROSS = 0.5;
/** Keeps every row of nodes where it is on the whole, since lines only tell how they slope. */
const ANCHOR = 0.05;
const ROUNDS = 4;

/** How far lines stray from level at most before the page is worth bending, in letter heights (at 8 and at 19 of 20 points). */
const LEVEL_ENOUGH = { usual: 0.12, most: 0.3 };
/** A field that doesn't bring lines this much closer to level was fitted to something else than lines. */
const WORTH = 0.6;
/** Steeper than this a field would fold the page over. */
const STEEPEST = 0.35;
/** Fewer lines say nothing about the page between them. */
const LEAST_LINES = 6;
const LEAST_PAIRS = 30;

/**
 * A field that makes the baselines of a page of that size level: for each point, how much further down to look for what
 * belongs there. Null when they are level already, too few to tell, or contradict each other.
 */
export function levellingField(
  baselines: readonly Baseline[],
  letterHeight: number,
  width: number,
  height: number,
): ShiftField | null {
  if (baselines.length < LEAST_LINES) return null;
  const before = strayingOf(baselines, letterHeight);
  if (before.usual < LEVEL_ENOUGH.usual && before.most < LEVEL_ENOUGH.most) return null;
  const pairs = pairsOf(baselines);
  if (pairs.length < LEAST_PAIRS) return null;
  const bent = solveBend(pairs, width, height);
  if (!bent || isTooSteep(bent)) return null;
  const levelled = baselines.map((points) => points.map(({ x, y }) => ({ x, y: y - shiftAt(bent, x, y) })));
  const after = strayingOf(levelled, letterHeight);
  return after.usual < before.usual * WORTH || after.most < before.most * WORTH ? inverted(bent) : null;
}

/** How far the points of baselines lie from the middle height of their line, in letter heights. */
export function strayingOf(baselines: readonly Baseline[], letterHeight: number): { usual: number; most: number } {
  const distances = baselines
    .flatMap((points) => {
      const middle = median(points.map(({ y }) => y));
      return points.map(({ y }) => Math.abs(y - middle) / letterHeight);
    })
    .sort((a, b) => a - b);
  const at = (share: number) => distances[Math.floor(distances.length * share)] ?? 0;
  return { usual: at(0.8), most: at(0.95) };
}

function isTooSteep({ columns, stepX, stepY, shifts }: ShiftField): boolean {
  return shifts.some((shift, node) => {
    const across = node % columns > 0 ? (shift - (shifts[node - 1] ?? 0)) / stepX : 0;
    const down = node >= columns ? (shift - (shifts[node - columns] ?? 0)) / stepY : 0;
    return Math.abs(across) > STEEPEST || Math.abs(down) > STEEPEST;
  });
}

/** From one point of a baseline to a later one: the field must rise or fall by as much. */
type Pair = { readonly x: number; readonly y: number; readonly toX: number; readonly toY: number };

/** Neighbours tell where a line bends, points further apart how it slopes: their error weighs less over the distance. */
const STRIDES = [1, 4];

function pairsOf(baselines: readonly Baseline[]): Pair[] {
  return baselines.flatMap((points) =>
    STRIDES.flatMap((stride) =>
      points.slice(stride).flatMap((to, i) => {
        const from = points[i];
        return from ? [{ x: from.x, y: from.y, toX: to.x, toY: to.y }] : [];
      }),
    ),
  );
}

/** Least squares for the shifts at the nodes, outliers losing weight from round to round. */
function solveBend(pairs: readonly Pair[], width: number, height: number): ShiftField | null {
  const field: ShiftField = {
    columns: COLUMNS,
    rows: ROWS,
    left: 0,
    top: 0,
    stepX: width / (COLUMNS - 1),
    stepY: height / (ROWS - 1),
    shifts: new Float32Array(COLUMNS * ROWS),
  };
  const nodes = COLUMNS * ROWS;
  const terms = pairs.map((pair) => ({ ...differenceTerm(field, pair), rise: pair.toY - pair.y }));
  const stiffness = stiffnessTerms();
  let weights = terms.map(() => 1);
  for (let round = 0; round < ROUNDS; round++) {
    const a = new Float64Array(nodes * nodes);
    const b = new Float64Array(nodes);
    terms.forEach((term, i) => {
      addTerm(a, b, term, term.rise, weights[i] ?? 0);
    });
    for (const term of stiffness) addTerm(a, b, term, 0, term.weight * (pairs.length / 400));
    if (!solveSymmetric(a, b)) return null;
    field.shifts.set(b);
    const errors = terms.map((term) => Math.abs(termValue(term, b) - term.rise));
    const usual = Math.max(0.3, [...errors].sort((p, q) => p - q)[errors.length >> 1] ?? 0);
    weights = errors.map((error) => 1 / (1 + (error / (2.5 * usual)) ** 2));
  }
  return field;
}

type Term = { readonly nodes: readonly number[]; readonly factors: readonly number[] };

/** What bilinear interpolation gives at the pair's end minus what it gives at its start. */
function differenceTerm(field: ShiftField, { x, y, toX, toY }: Pair): Term {
  const start = cornerTerm(field, x, y);
  const end = cornerTerm(field, toX, toY);
  return {
    nodes: [...start.nodes, ...end.nodes],
    factors: [...start.factors.map((factor) => -factor), ...end.factors],
  };
}

function cornerTerm(field: ShiftField, x: number, y: number): Term {
  const column = Math.min(COLUMNS - 1, Math.max(0, x / field.stepX));
  const row = Math.min(ROWS - 1, Math.max(0, y / field.stepY));
  const left = Math.min(COLUMNS - 2, Math.floor(column));
  const top = Math.min(ROWS - 2, Math.floor(row));
  const across = column - left;
  const down = row - top;
  const node = top * COLUMNS + left;
  return {
    nodes: [node, node + 1, node + COLUMNS, node + COLUMNS + 1],
    factors: [(1 - across) * (1 - down), across * (1 - down), (1 - across) * down, across * down],
  };
}

function stiffnessTerms(): (Term & { readonly weight: number })[] {
  const terms: (Term & { readonly weight: number })[] = [];
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const node = row * COLUMNS + column;
      terms.push({ nodes: [node], factors: [1], weight: ANCHOR * 0.02 });
      if (column > 0 && column < COLUMNS - 1) {
        terms.push({ nodes: [node - 1, node, node + 1], factors: [1, -2, 1], weight: STIFFNESS_ALONG });
      }
      if (row > 0 && row < ROWS - 1) {
        terms.push({ nodes: [node - COLUMNS, node, node + COLUMNS], factors: [1, -2, 1], weight: STIFFNESS_ACROSS });
      }
    }
    const nodes = Array.from({ length: COLUMNS }, (_, column) => row * COLUMNS + column);
    terms.push({ nodes, factors: nodes.map(() => 1 / COLUMNS), weight: ANCHOR });
  }
  return terms;
}

function addTerm(a: Float64Array, b: Float64Array, term: Term, value: number, weight: number): void {
  const n = b.length;
  term.nodes.forEach((row, i) => {
    const factor = (term.factors[i] ?? 0) * weight;
    b[row] = (b[row] ?? 0) + factor * value;
    term.nodes.forEach((column, j) => {
      a[row * n + column] = (a[row * n + column] ?? 0) + factor * (term.factors[j] ?? 0);
    });
  });
}

function termValue(term: Term, values: Float64Array): number {
  return term.nodes.reduce((sum, node, i) => sum + (values[node] ?? 0) * (term.factors[i] ?? 0), 0);
}

/** From "a point here was moved by" to "the point to look at for here is away by", on a grid twice as fine. */
function inverted(bent: ShiftField): ShiftField {
  const columns = COLUMNS * 2 - 1;
  const rows = ROWS * 2 - 1;
  const shifts = new Float32Array(columns * rows);
  const stepX = bent.stepX / 2;
  const stepY = bent.stepY / 2;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = column * stepX;
      const y = row * stepY;
      let shift = 0;
      // Shifts change slowly, so a few rounds settle it.
      for (let round = 0; round < 6; round++) shift = shiftAt(bent, x, y + shift);
      shifts[row * columns + column] = shift;
    }
  }
  return { columns, rows, left: 0, top: 0, stepX, stepY, shifts };
}
