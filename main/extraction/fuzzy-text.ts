/** Comparing what OCR read with what may be printed: letters it takes for each other cost little. */

const lookalikes = ['O0QDU', 'I1L7TJ', 'S5', 'B8H&', 'Z2', 'G6C9', 'EFC', 'NHMR', 'VYUW', 'PRF', 'A4', 'KX'];

/** Half edits, so that costs stay whole: a lookalike is one of them, any other letter two. */
const halves = 2;
const codeCount = 128;

/** substitutionCosts[a * codeCount + b], for character codes below 128. */
const substitutionCosts = tabulateCosts();

function tabulateCosts(): Uint8Array {
  const costs = new Uint8Array(codeCount * codeCount).fill(halves);
  for (const group of lookalikes) {
    for (const a of group) for (const b of group) costs[a.charCodeAt(0) * codeCount + b.charCodeAt(0)] = 1;
  }
  for (let code = 0; code < codeCount; code++) costs[code * codeCount + code] = 0;
  return costs;
}

/** A text made ready for comparing. */
export type Encoded = {
  /** Character codes; what is beyond ASCII becomes 0, which is like nothing else. */
  readonly codes: Uint8Array;
  /** Pairs of neighbouring letters, lookalikes taken for one; to rule a text out before looking closely. */
  readonly pairs: Uint16Array;
  /** The same as a set of bits. */
  readonly pairBits: Uint32Array;
};

export function encode(text: string): Encoded {
  const codes = codesOf(text);
  const pairs = new Uint16Array(Math.max(0, codes.length - 1));
  const pairBits = new Uint32Array((kindCount * kindCount) / 32);
  for (let index = 0; index < pairs.length; index++) {
    const pair = (kinds[codes[index] ?? 0] ?? 0) * kindCount + (kinds[codes[index + 1] ?? 0] ?? 0);
    pairs[index] = pair;
    pairBits[pair >> 5] = (pairBits[pair >> 5] ?? 0) | (1 << (pair & 31));
  }
  return { codes, pairs, pairBits };
}

function codesOf(text: string): Uint8Array {
  const codes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    codes[index] = code < codeCount ? code : 0;
  }
  return codes;
}

const kindCount = 32;
const kinds = tabulateKinds();

/** Letters that look alike, directly or by way of others, are one kind; the rest share what numbers are left. */
function tabulateKinds(): Uint8Array {
  const table = new Uint8Array(codeCount);
  for (let code = 0; code < codeCount; code++) table[code] = 12 + (code % 20);
  lookalikes.forEach((group, index) => {
    const known = [...group].map((letter) => table[letter.charCodeAt(0)] ?? 0).filter((kind) => kind > 0 && kind < 12);
    const kind = known[0] ?? Math.min(11, index + 1);
    for (let code = 0; code < codeCount; code++) if (known.includes(table[code] ?? 0)) table[code] = kind;
    for (const letter of group) table[letter.charCodeAt(0)] = kind;
  });
  return table;
}

/** Edits that turn one text into the other; lookalikes count half. */
export function editCost(a: string, b: string): number {
  const [first, second] = [codesOf(a), codesOf(b)];
  let previous = Uint16Array.from({ length: second.length + 1 }, (_, j) => j * halves);
  for (let i = 1; i <= first.length; i++) {
    const current = new Uint16Array(second.length + 1);
    current[0] = i * halves;
    const row = (first[i - 1] ?? 0) * codeCount;
    for (let j = 1; j <= second.length; j++) {
      current[j] = Math.min(
        (previous[j] ?? 0) + halves,
        (current[j - 1] ?? 0) + halves,
        (previous[j - 1] ?? 0) + (substitutionCosts[row + (second[j - 1] ?? 0)] ?? halves),
      );
    }
    previous = current;
  }
  return (previous[second.length] ?? 0) / halves;
}

/** Whether two texts differ in exactly one letter, and that one by a lookalike. */
export function differsByLookalike(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let differences = 0;
  for (let index = 0; index < a.length; index++) {
    const [first, second] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (first === second) continue;
    differences += 1;
    if (differences > 1 || first >= codeCount || second >= codeCount) return false;
    if (substitutionCosts[first * codeCount + second] !== 1) return false;
  }
  return differences === 1;
}

/** 1 for equal texts, 0 for nothing in common. */
export function similarity(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 1 : 1 - editCost(a, b) / longest;
}

export type Found = {
  readonly start: number;
  /** Behind the last letter. */
  readonly end: number;
  readonly cost: number;
};

/**
 * Every place where `needle` stands in `text` (both encoded) with at most `maxCost` edits, the best of those that
 * overlap (Sellers 1980). This is the inner loop of field reading: one row of costs, no allocation per letter, and none
 * looked at from which no place can follow (Ukkonen 1985: costs never fall on the way).
 */
export function findNear(sought: Encoded, within: Encoded, maxCost: number): Found[] {
  const [needle, text] = [sought.codes, within.codes];
  const m = needle.length;
  if (m === 0 || text.length < m - maxCost || !mayHold(sought, within, maxCost)) return [];
  const limit = maxCost * halves;
  const hopeless = Math.floor(limit) + 1;
  const costs = Uint16Array.from({ length: m + 1 }, (_, i) => Math.min(hopeless, i * halves));
  const starts = new Uint32Array(m + 1);
  const found: Found[] = [];
  /** Every cost behind it is hopeless. */
  let last = Math.min(m, Math.floor(limit / halves));
  for (let j = 1; j <= text.length; j++) {
    const code = text[j - 1] ?? 0;
    let diagonalCost = 0;
    let diagonalStart = j - 1;
    let reached = 0;
    starts[0] = j;
    for (let i = 1; i <= m; i++) {
      const missing = (costs[i - 1] ?? 0) + halves;
      if (i > last + 1 && missing > limit) break;
      const extra = (costs[i] ?? 0) + halves;
      const replace = diagonalCost + (substitutionCosts[(needle[i - 1] ?? 0) * codeCount + code] ?? halves);
      diagonalCost = costs[i] ?? 0;
      const start = starts[i] ?? 0;
      let cost = replace;
      if (replace <= missing && replace <= extra) starts[i] = diagonalStart;
      else if (extra <= missing) cost = extra;
      else {
        cost = missing;
        starts[i] = starts[i - 1] ?? 0;
      }
      costs[i] = cost > limit ? hopeless : cost;
      if (cost <= limit) reached = i;
      diagonalStart = start;
    }
    last = reached;
    const cost = costs[m] ?? 0;
    if (cost <= limit) found.push({ start: starts[m] ?? 0, end: j, cost: cost / halves });
  }
  return found.length > 1 ? keepBest(found, text.length) : found;
}

/** Each edit spoils at most two pairs of letters (Ukkonen 1992): with fewer left in common, the needle can't be there. */
function mayHold(sought: Encoded, within: Encoded, maxCost: number): boolean {
  let missing = 0;
  for (const pair of sought.pairs) {
    if (((within.pairBits[pair >> 5] ?? 0) & (1 << (pair & 31))) === 0) missing += 1;
  }
  return missing <= 2 * Math.floor(maxCost);
}

function keepBest(found: readonly Found[], textLength: number): Found[] {
  const taken = new Uint8Array(textLength);
  const kept: Found[] = [];
  for (const candidate of [...found].sort((a, b) => a.cost - b.cost || a.start - b.start)) {
    if (taken.subarray(candidate.start, candidate.end).includes(1)) continue;
    taken.fill(1, candidate.start, candidate.end);
    kept.push(candidate);
  }
  return kept.sort((a, b) => a.start - b.start);
}
