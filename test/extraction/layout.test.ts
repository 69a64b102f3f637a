import { describe, expect, it } from 'vitest';
import { createLayout } from '../../main/extraction/layout.ts';
import type { PageReading } from '../../main/extraction/page-reading.ts';
import { leaning, typedPage } from '../support/bills/typed-page.ts';

const rowsOf = (reading: PageReading) => createLayout(reading).rows.map((row) => row.runs.map((run) => run.text));

describe('the layout of a page', () => {
  it('puts words in rows and parts columns at wide gaps', () => {
    expect(rowsOf(typedPage('SERVICE FOR            BILLING PERIOD\nJANE DOE               Jan 9, 2025'))).toEqual([
      ['SERVICE FOR', 'BILLING PERIOD'],
      ['JANE DOE', 'Jan 9, 2025'],
    ]);
  });

  it('does not care in which order or line the words were read', () => {
    const reading = typedPage('one two three\nfour five six');
    const words = reading.words.map((word) => ({ ...word, lineIndex: 0 })).reverse();
    expect(rowsOf({ ...reading, words })).toEqual([['one two three'], ['four five six']]);
  });

  it('keeps the rows of a page that still leans by half a degree', () => {
    const line = 'Account Number: 1001-2345-678        Statement Date: November 20, 2024       Page 1 of 4';
    expect(rowsOf(leaning(typedPage(`${line}\n${line}`), 0.5))).toHaveLength(2);
  });

  it('has no rows on a page without words', () => {
    expect(createLayout(typedPage('')).rows).toEqual([]);
  });
});
