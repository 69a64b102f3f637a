import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formulaSafe, type RowChange, withRows } from '../../main/sync/destinations/csv-list.ts';
import { rowHeaders } from '../../main/sync/submission-row.ts';

/** A row of that id with other cells saying their column and `mark`. */
const rowOf = (id: string, mark = '') => rowHeaders.map((header, index) => (index === 0 ? id : `${header}${mark}`));
const change = (id: string, mark = '', lastWritten: RowChange['lastWritten'] = null): RowChange => ({
  row: rowOf(id, mark),
  lastWritten,
});

function write(text: string, ...changes: RowChange[]): string {
  const written = withRows(text, changes);
  if (!written.ok) throw new Error(written.error);
  return written.value.text;
}

const cellsOf = (text: string): string[][] => parse(text, { relax_column_count: true });

test('a new list has the 26 columns in order and ends its lines as RFC 4180 says', () => {
  const text = write('', change('a'));
  expect(rowHeaders).toHaveLength(26);
  expect(cellsOf(text)).toEqual([[...rowHeaders], rowOf('a')]);
  expect(text.split('\r\n')).toHaveLength(3);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test('a row that is there is changed in place', () => {
  const text = write(write('', change('a'), change('b'), change('c')), change('b', ' new'));
  expect(cellsOf(text).map((cells) => cells[0])).toEqual(['Unique ID', 'a', 'b', 'c']);
  expect(cellsOf(text)[2]?.[3]).toBe('Account Name new');
});

test('columns the office fills are left alone once the row is there', () => {
  const enrolled = write('', change('a')).replace(/CDG Enrollment Status\r\n$/, 'enrolled\r\n');
  expect(cellsOf(write(enrolled, change('a', ' new')))[1]?.at(-1)).toBe('enrolled');
});

test('a cell the office has changed stays unless ours has changed too', () => {
  const corrected = write('', change('a')).replace(/\r\na,(.*?),Title,Phone,/, '\r\na,$1,Boss,000,');
  const [, row = []] = cellsOf(corrected);
  expect(row.slice(5, 7)).toEqual(['Boss', '000']);
  const ours = rowOf('a').map((cell) => (cell === 'Phone' ? '111' : cell));
  const text = write(corrected, { row: ours, lastWritten: rowOf('a') });
  expect(cellsOf(text)[1]?.slice(5, 7)).toEqual(['Boss', '111']);
});

test('missing columns of ours are added at the right end, others keep their place', () => {
  const text = write('Note,Account Name,Unique ID\nkeep,Old,a\n', change('a', ' new'));
  const [header = [], row = []] = cellsOf(text);
  expect(header.slice(0, 4)).toEqual(['Note', 'Account Name', 'Unique ID', 'Submission Date']);
  expect(row.slice(0, 4)).toEqual(['keep', 'Account Name new', 'a', 'Submission Date new']);
  expect(header).toHaveLength(27);
});

test('a last line torn inside a quoted cell does not swallow what is added', () => {
  const torn = `${write('', change('a'))}b,"torn in the mid`;
  const rows = cellsOf(write(torn, change('c')));
  expect(rows.map((cells) => cells[0])).toEqual(['Unique ID', 'a', 'b', 'c']);
});

test('quotes in the middle of a cell, as hand-made lines have them, open nothing', () => {
  const text = write(`${write('', change('a'))}b,5" pipe,x\r\n`, change('c'));
  expect(text).toContain('\r\nb,5" pipe,x\r\n');
  expect(text.split('\r\n').at(-2)?.startsWith('c,')).toBe(true);
});

test('a text without ids is not our list', () => {
  expect(withRows('Name,Price\nMilk,3\n', [change('a')])).toEqual({ ok: false, error: 'not-our-list' });
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '＝1'])('%s is written as text', (cell) => {
  expect(formulaSafe(cell)).toBe(`'${cell}`);
});

test.each(['607-555-0123', 'N01', '', ' =1', "O'Neil", '812'])('%j is written as it is', (cell) => {
  expect(formulaSafe(cell)).toBe(cell);
});

test('no cell of any row begins like a formula', () => {
  const cell = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '"', ',', '\n', '\r', 'a', ' ') });
  const row = fc.array(cell, { minLength: 25, maxLength: 25 });
  fc.assert(
    fc.property(row, (cells) => {
      const text = write('', { row: ['id', ...cells], lastWritten: null });
      const [, written = []] = cellsOf(text);
      expect(written).toHaveLength(26);
      for (const each of written) expect(each).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

test('whatever the office has in its lines, they stay as they are, and each id has one row', () => {
  const officeCell = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r\n', ' ', 'x', "'", 'é') });
  const officeLines = fc.array(fc.array(officeCell, { minLength: 2, maxLength: 30 }), { maxLength: 6 });
  const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 8 });
  const quoted = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  fc.assert(
    fc.property(officeLines, ids, (lines, written) => {
      // The id column is not the office's to fill in these lines.
      const theirs = lines.map((cells) => quoted(['', ...cells]));
      let text = [quoted(rowHeaders), ...theirs].join('\r\n');
      written.forEach((id, index) => {
        text = write(text, change(id, ` ${index}`));
      });
      for (const line of theirs) expect(text).toContain(`\r\n${line}\r\n`);
      const found = cellsOf(text)
        .map((cells) => cells[0])
        .filter((id) => id !== '' && id !== 'Unique ID');
      expect(found).toEqual([...new Set(written)]);
      for (const cells of cellsOf(text)) {
        const id = written.findLast((each) => each === cells[0]);
        if (id) expect(cells[3]).toBe(`Account Name ${written.lastIndexOf(id)}`);
      }
    }),
  );
});
