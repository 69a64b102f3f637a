import { describe, expect, it } from 'vitest';
import { mergeReadings } from '../../../main/documents/picture/merge-readings.ts';
import { pageText, type Word } from '../../../main/extraction/page-reading.ts';

function word(text: string, left: number, top: number, confidence = 0.9, lineIndex = 0): Word {
  const box = { left, top, width: text.length * 10, height: 12 };
  return { text, confidence, box, onPage: box, lineIndex };
}

describe('mergeReadings', () => {
  it('keeps a single reading as it is', () => {
    const reading = [word('Account', 0, 0), word('Number:', 80, 0)];
    expect(mergeReadings([reading])).toEqual(reading);
    expect(mergeReadings([])).toEqual([]);
  });

  it('lets two passes outvote the first', () => {
    const merged = mergeReadings([
      [word('1O01-5714', 0, 0, 0.6)],
      [word('1001-5714', 1, 0, 0.8)],
      [word('1001-5714', 0, 1, 0.7)],
    ]);
    expect(merged.map(({ text }) => text)).toEqual(['1001-5714']);
    expect(merged[0]?.confidence).toBeLessThan(0.8);
  });

  it('keeps a sure word against one unsure other reading', () => {
    const merged = mergeReadings([[word('usage', 0, 0, 0.95)], [word('usoge', 0, 0, 0.5)]]);
    expect(merged.map(({ text }) => text)).toEqual(['usage']);
  });

  it('adds what only a later pass has seen, on the line where it stands', () => {
    const merged = mergeReadings([
      [word('Account', 0, 0, 0.9, 0), word('Service', 0, 40, 0.9, 1)],
      [word('Account', 0, 0), word('1001', 90, 1), word('between', 0, 20, 0.9, 1), word('Address:', 90, 40, 0.9, 2)],
    ]);
    expect(pageText({ words: merged })).toBe('Account 1001\nbetween\nService Address:');
  });

  it('leaves out debris', () => {
    const merged = mergeReadings([[word('Account', 0, 0)], [word('~|', 200, 0, 0.2)]]);
    expect(pageText({ words: merged })).toBe('Account');
  });
});
