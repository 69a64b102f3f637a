import type { sheets_v4 } from '@googleapis/sheets';
import { z } from 'zod';
import { err, type Result } from '../result.ts';
import type { GoogleCall } from './google-auth.ts';
import type { GoogleProblem } from './google-problem.ts';
import type { TokenBucket } from './token-bucket.ts';

/** Null leaves a cell as it is. Texts only: nothing is ever read as a formula, a date or a number. */
export type SheetCell = string | null;

export type Tab = { readonly sheetId: number; readonly title: string; readonly rows: number; readonly columns: number };

type Answer<T> = Promise<Result<T, GoogleProblem>>;

/** Sheets v4 as we use it. One HTTP request a call, none repeated; over the quota none is made at all. */
export type SheetsClient = {
  readonly tabs: (
    spreadsheetId: string,
    signal: AbortSignal,
  ) => Answer<{ readonly title: string; readonly tabs: readonly Tab[] }>;
  /** The texts in each range, without empty rows and cells at the ends. */
  readonly read: (
    spreadsheetId: string,
    ranges: readonly string[],
    signal: AbortSignal,
  ) => Answer<readonly (readonly (readonly string[])[])[]>;
  /** Adds rows below the table around `range`, pushing down what lies there. Not idempotent. Where they went. */
  readonly append: (
    spreadsheetId: string,
    range: string,
    rows: readonly (readonly SheetCell[])[],
    signal: AbortSignal,
  ) => Answer<{ readonly updatedRange: string }>;
  /** All ranges or none. */
  readonly write: (spreadsheetId: string, changes: readonly SheetChange[], signal: AbortSignal) => Answer<null>;
  /** Structure: tabs and their names. All or none. */
  readonly restructure: (
    spreadsheetId: string,
    requests: readonly sheets_v4.Schema$Request[],
    signal: AbortSignal,
  ) => Answer<null>;
};

export type SheetChange = { readonly range: string; readonly rows: readonly (readonly SheetCell[])[] };

const spreadsheet = z.object({
  properties: z.object({ title: z.string() }),
  sheets: z.array(
    z.object({
      properties: z.object({
        sheetId: z.number().default(0),
        title: z.string(),
        gridProperties: z.object({ rowCount: z.number(), columnCount: z.number() }).optional(),
      }),
    }),
  ),
});
const valueRanges = z.array(z.object({ values: z.array(z.array(z.coerce.string())).default([]) }));

export function createSheetsClient(options: {
  readonly call: GoogleCall;
  readonly timeoutMs: number;
  readonly reads: TokenBucket;
  readonly writes: TokenBucket;
}): SheetsClient {
  const { call, timeoutMs, reads, writes } = options;

  async function within<T>(bucket: TokenBucket, run: Parameters<typeof call<T>>[0]): Answer<T> {
    const waitMs = bucket.take();
    return waitMs > 0 ? err({ kind: 'rate-limited', retryAfterMs: waitMs }) : call(run);
  }

  return {
    tabs: (spreadsheetId, signal) =>
      within(reads, async (auth, { sheetsApi }) => {
        const fields = 'properties.title,sheets.properties(sheetId,title,gridProperties(rowCount,columnCount))';
        const { data } = await sheetsApi.spreadsheets.get(
          { auth, spreadsheetId, fields },
          { signal, timeout: timeoutMs },
        );
        const { properties, sheets: found } = spreadsheet.parse(data);
        const tabs = found.map(({ properties: { sheetId, title, gridProperties } }) => ({
          sheetId,
          title,
          rows: gridProperties?.rowCount ?? 0,
          columns: gridProperties?.columnCount ?? 0,
        }));
        return { title: properties.title, tabs };
      }),

    read: (spreadsheetId, ranges, signal) =>
      within(reads, async (auth, { sheetsApi }) => {
        const { data } = await sheetsApi.spreadsheets.values.batchGet(
          { auth, spreadsheetId, ranges: [...ranges], majorDimension: 'ROWS' },
          { signal, timeout: timeoutMs },
        );
        return valueRanges
          .length(ranges.length)
          .parse(data.valueRanges)
          .map((range) => range.values);
      }),

    append: (spreadsheetId, range, rows, signal) =>
      within(writes, async (auth, { sheetsApi }) => {
        const { data } = await sheetsApi.spreadsheets.values.append(
          {
            auth,
            spreadsheetId,
            range,
            valueInputOption: 'RAW',
            insertDataOption: 'INSERT_ROWS',
            requestBody: { majorDimension: 'ROWS', values: rows.map((row) => [...row]) },
          },
          { signal, timeout: timeoutMs },
        );
        return { updatedRange: z.string().parse(data.updates?.updatedRange) };
      }),

    write: (spreadsheetId, changes, signal) =>
      within(writes, async (auth, { sheetsApi }) => {
        const data = changes.map(({ range, rows }) => ({
          range,
          majorDimension: 'ROWS',
          values: rows.map((row) => [...row]),
        }));
        await sheetsApi.spreadsheets.values.batchUpdate(
          { auth, spreadsheetId, requestBody: { valueInputOption: 'RAW', data } },
          { signal, timeout: timeoutMs },
        );
        return null;
      }),

    restructure: (spreadsheetId, requests, signal) =>
      within(writes, async (auth, { sheetsApi }) => {
        await sheetsApi.spreadsheets.batchUpdate(
          { auth, spreadsheetId, requestBody: { requests: [...requests] } },
          { signal, timeout: timeoutMs },
        );
        return null;
      }),
  };
}
