import type { Box, Word } from '../../extraction/page-reading.ts';

/** Two words are the same print when they share this much of the area they cover together. */
const SAME_PLACE = 0.45;
/** A word only a later pass has seen must be at least this sure, or it is likely debris. */
const WORTH_ADDING = 0.5;
/** Added words join a line when they share this much of the height of its nearest word. */
const SAME_LINE = 0.5;

/**
 * One reading of a page from several passes over it, all in the same reading frame, the best pass first. Each word of the
 * first pass is put to the vote of the passes that saw the same place, by confidence; words that only others saw are
 * added where nothing stood. For text to show and search: fields are better voted on reading by reading.
 */
export function mergeReadings(readings: readonly (readonly Word[])[]): Word[] {
  const [first = [], ...others] = readings;
  const merged = first.map((word) => voted(word, others));
  for (const reading of others) {
    for (const word of reading) {
      if (word.confidence >= WORTH_ADDING && !merged.some((known) => sharedArea(known.box, word.box) > 0))
        merged.push(added(word, merged));
    }
  }
  return renumbered(merged);
}

/** The text with the most confidence behind it among all passes that saw a word at this place. */
function voted(word: Word, others: readonly (readonly Word[])[]): Word {
  const rivals = others.flatMap((reading) => reading.filter(({ box }) => sharedArea(box, word.box) >= SAME_PLACE));
  if (rivals.length === 0) return word;
  const votes = new Map<string, number>();
  for (const { text, confidence } of [word, ...rivals]) votes.set(text, (votes.get(text) ?? 0) + confidence);
  let best = word;
  for (const rival of rivals) {
    if ((votes.get(rival.text) ?? 0) > (votes.get(best.text) ?? 0)) best = rival;
  }
  const agreeing = [word, ...rivals].filter(({ text }) => text === best.text);
  const most = Math.max(...agreeing.map(({ confidence }) => confidence));
  return { ...best, lineIndex: word.lineIndex, confidence: most * (agreeing.length / (rivals.length + 1)) ** 0.5 };
}

/** The word on the line it stands on, or on one of its own (numbered between its neighbours for now). */
function added(word: Word, known: readonly Word[]): Word {
  let nearest: { line: number; distance: number } | null = null;
  for (const other of known) {
    const shared =
      Math.min(word.box.top + word.box.height, other.box.top + other.box.height) -
      Math.max(word.box.top, other.box.top);
    if (shared < SAME_LINE * Math.min(word.box.height, other.box.height)) continue;
    const distance = Math.max(
      word.box.left - other.box.left - other.box.width,
      other.box.left - word.box.left - word.box.width,
    );
    if (!nearest || distance < nearest.distance) nearest = { line: other.lineIndex, distance };
  }
  if (nearest) return { ...word, lineIndex: nearest.line };
  const above = known.filter(({ box }) => box.top + box.height <= word.box.top);
  return { ...word, lineIndex: Math.max(-1, ...above.map(({ lineIndex }) => lineIndex)) + 0.5 };
}

/** Lines numbered from 0 without gaps, the words of each from left to right. */
function renumbered(words: readonly Word[]): Word[] {
  const order = [...new Set(words.map(({ lineIndex }) => lineIndex))].sort((a, b) => a - b);
  const numbers = new Map(order.map((line, number) => [line, number]));
  return [...words]
    .sort((a, b) => a.lineIndex - b.lineIndex || a.box.left - b.box.left)
    .map((word) => ({ ...word, lineIndex: numbers.get(word.lineIndex) ?? 0 }));
}

/** Shared area as a share of the area covered together. */
function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}
