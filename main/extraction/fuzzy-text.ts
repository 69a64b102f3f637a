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

/** Each letter's lookalikes, itself among them, by character code. */
const likenesses = Array.from({ length: codeCount }, (_, code) =>
  Array.from({ length: codeCount }, (__, other) => other).filter(
    (other) => (substitutionCosts[code * codeCount + other] ?? halves) < halves,
  ),
);

/** A text made ready to be searched. */
export type Encoded = {
  /** Character codes; what is beyond ASCII becomes 0, which is like nothing else. */
  readonly codes: Uint8Array;
  /** Neighbouring letters: code of the one * 128 + code of the other. */
  readonly pairs: Uint16Array;
};

/** A text made ready to be searched for. */
export type Needle = Encoded & {
  /** Its pairs and what they may have been read as, as a set of bits; to rule a text out before looking closely. */
  readonly likePairs: Uint32Array;
};

export function encode(text: string): Encoded {
  const codes = codesOf(text);
  const pairs = new Uint16Array(Math.max(0, codes.length - 1));
  for (let index = 0; index < pairs.length; index++) {
    pairs[index] = (codes[index] ?? 0) * codeCount + (codes[index + 1] ?? 0);
  }
  return { codes, pairs };
}

export function encodeNeedle(text: string): Needle {
  const encoded = encode(text);
  const likePairs = new Uint32Array((codeCount * codeCount) / 32);
  for (const pair of encoded.pairs) {
    for (const first of likenesses[Math.floor(pair / codeCount)] ?? []) {
      for (const second of likenesses[pair % codeCount] ?? []) {
        const like = first * codeCount + second;
        likePairs[like >> 5] = (likePairs[like >> 5] ?? 0) | (1 << (like & 31));
      }
    }
  }
  return { ...encoded, likePairs };
}

function codesOf(text: string): Uint8Array {
  const codes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    codes[index] = code < codeCount ? code : 0;
  }
  return codes;
}

/** Edits that turn one text into the other; lookalikes count half. */
export function editCost(a: string, b: string): number {
  const [first, second] = [codesOf(a), codesOf(b)];
  const costs = new Uint16Array(second.length + 1);
  for (let j = 1; j <= second.length; j++) costs[j] = j * halves;
  for (let i = 1; i <= first.length; i++) {
    const row = (first[i - 1] ?? 0) * codeCount;
    let diagonal = costs[0] ?? 0;
    let before = i * halves;
    costs[0] = before;
    for (let j = 1; j <= second.length; j++) {
      const above = costs[j] ?? 0;
      const replace = diagonal + (substitutionCosts[row + (second[j - 1] ?? 0)] ?? halves);
      before = Math.min(above + halves, before + halves, replace);
      costs[j] = before;
      diagonal = above;
    }
  }
  return (costs[second.length] ?? 0) / halves;
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
export function findNear(sought: Needle, within: Encoded, maxCost: number): Found[] {
  const [needle, text] = [sought.codes, within.codes];
  const m = needle.length;
  const part = m === 0 ? null : whereItMayBe(sought, within, maxCost);
  if (!part) return [];
  const limit = maxCost * halves;
  const hopeless = Math.floor(limit) + 1;
  const costs = new Uint16Array(m + 1);
  for (let i = 1; i <= m; i++) costs[i] = Math.min(hopeless, i * halves);
  const starts = new Uint32Array(m + 1).fill(part.from);
  const found: Found[] = [];
  /** Every cost behind it is hopeless. */
  let last = Math.min(m, Math.floor(limit / halves));
  for (let j = part.from + 1; j <= part.to; j++) {
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

/**
 * The part of a text that may hold the needle, `to` exclusive; null when none can. Each edit spoils at most two pairs of
 * letters (Ukkonen 1992): the others must be found within as much text as the needle could take up.
 */
function whereItMayBe(
  { pairs, likePairs }: Needle,
  text: Encoded,
  maxCost: number,
): { from: number; to: number } | null {
  const edits = Math.floor(maxCost);
  const least = pairs.length - 2 * edits;
  const longest = pairs.length + edits;
  if (least <= 0) return { from: 0, to: text.codes.length };
  const isLike = (index: number) => {
    const pair = text.pairs[index] ?? 0;
    return ((likePairs[pair >> 5] ?? 0) >>> (pair & 31)) & 1;
  };
  let from = -1;
  let to = 0;
  let found = 0;
  for (let end = 0; end < text.pairs.length; end++) {
    found += isLike(end);
    if (end >= longest) found -= isLike(end - longest);
    if (found < least) continue;
    if (from < 0) from = Math.max(0, end - longest + 1);
    to = end + 2;
  }
  return from < 0 ? null : { from, to };
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
