/** Levenshtein distance over the truth's length, blanks and line breaks folded: 0 is perfect. */
export function characterErrorRate(truth: string, read: string): number {
  const wanted = fold(truth);
  const got = fold(read);
  if (wanted.length === 0) return got.length === 0 ? 0 : 1;
  return distance(wanted, got) / wanted.length;
}

const fold = (text: string) => text.replace(/\s+/g, ' ').trim();

function distance(a: string, b: string): number {
  let previous = Uint32Array.from({ length: b.length + 1 }, (_, index) => index);
  let current = new Uint32Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    current[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
    }
    [previous, current] = [current, previous];
  }
  return previous[b.length] ?? 0;
}
