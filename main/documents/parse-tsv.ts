import type { RecognisedWord } from './ocr-engine.ts';

/** Columns of Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
const WORD_LEVEL = '5';

/** The words of Tesseract's TSV output, lines numbered in reading order. Blank words are left out. */
export function parseTsv(tsv: string): readonly RecognisedWord[] {
  const words: RecognisedWord[] = [];
  let lineIndex = -1;
  let lineKey = '';
  for (const row of tsv.split('\n')) {
    const columns = row.split('\t');
    const [level, , block, paragraph, line, , left, top, width, height, confidence] = columns;
    const text = columns.slice(11).join('\t').trim();
    if (level !== WORD_LEVEL || text === '') continue;
    const key = `${block}/${paragraph}/${line}`;
    if (key !== lineKey) {
      lineKey = key;
      lineIndex += 1;
    }
    words.push({
      text,
      confidence: Math.min(1, Math.max(0, Number(confidence) / 100)),
      box: { left: Number(left), top: Number(top), width: Number(width), height: Number(height) },
      lineIndex,
    });
  }
  return words;
}
