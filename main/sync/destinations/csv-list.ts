import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { err, ok, type Result } from '../../result.ts';
import { filledByOffice, ID_HEADER, rowHeaders, type SubmissionRow } from '../submission-row.ts';

export type RowChange = {
  readonly row: SubmissionRow;
  /** What we wrote last time; null when never. Cells that are the same as then are left as the office has them now. */
  readonly lastWritten: SubmissionRow | null;
  /** Given for a row that was written already: only cells that hold what one of these held are written again. */
  readonly heldBefore?: readonly SubmissionRow[];
};

export type ListWithRows = {
  readonly text: string;
  /** The ids of the rows that were not there as they are now. */
  readonly changed: ReadonlySet<string>;
};

/**
 * The text of the list with these rows in it: changed where the row's id is found, else added at the end. All other
 * lines, the office's own columns and its order stay as they are, character for character. `text`: '' for a new list.
 * Lines end in CR LF (RFC 4180). Fails when the text has no column of ids: then it is not our list. Pure.
 */
export function withRows(text: string, changes: readonly RowChange[]): Result<ListWithRows, 'not-our-list'> {
  const records = splitRecords(text.replace(/^\ufeff/, ''));
  const header = completeHeader(parseRecord(records.shift() ?? stringifyRecord(rowHeaders)));
  const idColumn = header.cells.indexOf(ID_HEADER);
  if (idColumn === -1) return err('not-our-list');

  const places = placesById(records, idColumn);
  const changed = new Set<string>();
  for (const change of changes) {
    const id = change.row[rowHeaders.indexOf(ID_HEADER)] ?? '';
    const place = places.get(id) ?? records.length;
    places.set(id, place);
    const existing = records[place] === undefined ? [] : parseRecord(records[place]);
    const cells = mergedCells(existing, header.cells, change);
    if (cells.every((cell, index) => cell === (existing[index] ?? ''))) continue;
    changed.add(id);
    records[place] = stringifyRecord(cells);
  }
  return ok({ text: `${[stringifyRecord(header.cells), ...records].join('\r\n')}\r\n`, changed });
}

/** The header as it stands, plus those of our columns that are missing, at its right end. A file of another kind stays as it is. */
function completeHeader(cells: readonly string[]): { readonly cells: readonly string[] } {
  if (!cells.includes(ID_HEADER)) return { cells };
  return { cells: [...cells, ...rowHeaders.filter((header) => !cells.includes(header))] };
}

function mergedCells(
  existing: readonly string[],
  header: readonly string[],
  { row, lastWritten, heldBefore }: RowChange,
): readonly string[] {
  const isNew = existing.length === 0;
  const cells = Array.from({ length: Math.max(existing.length, header.length) }, (_, index) => existing[index] ?? '');
  rowHeaders.forEach((name, index) => {
    const place = header.indexOf(name);
    const isOurs = heldBefore
      ? heldBefore.some((earlier) => formulaSafe(earlier[index] ?? '') === cells[place])
      : lastWritten?.[index] !== row[index];
    if (isNew || (isOurs && !filledByOffice.has(name))) cells[place] = formulaSafe(row[index] ?? '');
  });
  return cells;
}

/**
 * A cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe in front
 * (https://owasp.org/www-community/attacks/CSV_Injection, read 2026-01).
 */
export function formulaSafe(cell: string): string {
  return /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(cell) ? `'${cell}` : cell;
}

/** The first row of each id. Only ids are read here: a full parse of 10,000 rows would stop the app for a moment. */
function placesById(records: readonly string[], idColumn: number): Map<string, number> {
  const places = new Map<string, number>();
  records.forEach((record, index) => {
    const id = idColumn === 0 && !record.startsWith('"') ? record.split(',', 1)[0] : parseRecord(record)[idColumn];
    if (id && !places.has(id)) places.set(id, index);
  });
  return places;
}

/**
 * One text per record: a line, or several where a quoted cell has line breaks in it. Empty lines are dropped. A last
 * record torn inside a quoted cell is closed, so that what follows it is not swallowed.
 */
function splitRecords(text: string): string[] {
  const records: string[] = [];
  let start = 0;
  while (start < text.length) {
    const { end, torn } = recordEnd(text, start);
    const record = text.slice(start, end);
    if (record !== '') records.push(torn ? `${record.trimEnd()}"` : record);
    start = end + 1;
  }
  return records;
}

const lineBreak = /[\r\n]/g;

/** Where the record that begins at `start` ends: before the first line break outside quotes. */
function recordEnd(text: string, start: number): { readonly end: number; readonly torn: boolean } {
  let from = start;
  for (;;) {
    lineBreak.lastIndex = from;
    const end = lineBreak.exec(text)?.index ?? text.length;
    const quote = openingQuote(text, from, end);
    if (quote === -1) return { end, torn: false };
    const closing = closingQuote(text, quote + 1);
    if (closing === -1) return { end: text.length, torn: true };
    from = closing + 1;
  }
}

/** A quote opens a quoted cell only where a cell begins; elsewhere it is a character like any other. */
function openingQuote(text: string, from: number, end: number): number {
  for (let at = text.indexOf('"', from); at !== -1 && at < end; at = text.indexOf('"', at + 1)) {
    const before = text[at - 1];
    if (before === undefined || before === ',' || before === '\n' || before === '\r') return at;
  }
  return -1;
}

/** Two quotes in a row are one quote of the cell's text. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}

function parseRecord(record: string): readonly string[] {
  const [cells = []] = parse(record, { relax_column_count: true, relax_quotes: true });
  return cells;
}

function stringifyRecord(cells: readonly string[]): string {
  return stringify([[...cells]], { eof: false, quoted_match: /[\r\n]/ });
}
