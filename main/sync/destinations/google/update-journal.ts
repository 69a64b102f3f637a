import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { RowHeader } from '../../submission-row.ts';
import type { UpdateReceipt } from './google-receipts.ts';
import type { Snapshot, Unfinished, WantedCells } from './safe-write.ts';
import { findLayout } from './sheet-layout.ts';
import type { SheetRef, SheetTable } from './sheet-table.ts';
import { lookAt } from './sheet-update.ts';

/** The sheet as it was before an update, so that the next run can put right what this one didn't live to look at. */
const journal = z.object({
  headerRow: z.number(),
  header: z.array(z.string()),
  columns: z.array(z.number()),
  /** Each row's id, then its texts in `columns`. */
  rows: z.array(z.array(z.string())),
  wanted: z.array(z.tuple([z.string(), z.array(z.tuple([z.number(), z.string()]))])),
});

/**
 * Some 5,000 rows: a megabyte when packed, and a tenth of a second's work before each batch of edits. A larger sheet has
 * only "Check now".
 */
const MOST_CELLS = 130_000;

/** Null for a sheet too large to be noted before every edit. */
export function noteUpdate(
  { spreadsheetId, sheetId }: SheetRef,
  before: Snapshot,
  wanted: WantedCells,
  at: number,
): UpdateReceipt | null {
  const { layout, places, columns, text } = before;
  if (places.size * columns.length > MOST_CELLS) return null;
  const noted: z.infer<typeof journal> = {
    headerRow: layout.headerRow,
    header: [...layout.header],
    columns: [...columns],
    rows: [...places].map(([id, row]) => [id, ...columns.map((column) => text(row, column))]),
    wanted: [...wanted].map(([id, cells]) => [id, [...cells]]),
  };
  return { at, spreadsheetId, sheetId, journal: pack(JSON.stringify(noted)) };
}

const pack = (text: string) => deflateRawSync(text, { level: 1 }).toString('base64');
const unpack = (packed: string) => inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8');

/** Null when it can't be read any more. */
export function readUpdate(receipt: UpdateReceipt, table: SheetTable): Unfinished | null {
  const parsed = journal.safeParse(JSON.parse(unpack(receipt.journal)));
  if (!parsed.success) return null;
  const { headerRow, header, columns, rows, wanted } = parsed.data;
  const layout = findLayout([...Array.from({ length: headerRow }, () => []), header]);
  if (!layout.ok) return null;
  const headers = [...layout.value.columns].flatMap(([name, column]): RowHeader[] =>
    columns.includes(column) ? [name] : [],
  );
  return {
    before: {
      layout: layout.value,
      places: new Map(rows.map(([id = ''], row) => [id, row])),
      columns,
      text: (row, column) => rows[row]?.[columns.indexOf(column) + 1] ?? '',
    },
    wanted: new Map(wanted.map(([id, cells]) => [id, new Map(cells)])),
    look: lookAt(table, headers),
  };
}
