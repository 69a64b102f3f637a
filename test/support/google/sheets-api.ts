import { roleOf, scopeSees } from './drive-access.ts';
import {
  type Area,
  areaName,
  boundRange,
  type Cell,
  emptyGrid,
  insertRows,
  lastTableIn,
  readArea,
  setCell,
} from './grid.ts';
import { whoCalls } from './oauth-api.ts';
import type { Quotas } from './quotas.ts';
import {
  type AccessToken,
  newRemoteId,
  type RemoteState,
  SHEET_MIME,
  type Spreadsheet,
  type Tab,
} from './remote-state.ts';
import {
  type Call,
  isObject,
  type JsonObject,
  listOf,
  numberOf,
  parseJsonObject,
  type Reply,
  sheetsRefusal,
  textOf,
} from './reply.ts';
import { parseRange, quoteTitle } from './sheets-ranges.ts';

export type SheetsOptions = {
  readonly state: RemoteState;
  readonly now: () => number;
  readonly quotas: Quotas;
  /** Ten million at Google; a test may want fewer. */
  readonly cellLimit: number;
};

type Handler = { readonly name: string; readonly run: (call: Call) => Reply };
const invalid = (message: string) => sheetsRefusal(400, 'INVALID_ARGUMENT', message);

export function createSheetsApi({ state, now, quotas, cellLimit }: SheetsOptions) {
  function enter(call: Call, kind: 'sheets-read' | 'sheets-write'): AccessToken {
    const access = whoCalls(state, now(), call);
    quotas.spend(kind, access.account);
    return access;
  }

  function open(call: Call, kind: 'sheets-read' | 'sheets-write', id: string): Spreadsheet {
    const access = enter(call, kind);
    const file = state.files.get(id);
    if (file === undefined || !scopeSees(access, file, 'sheets'))
      throw sheetsRefusal(404, 'NOT_FOUND', 'Requested entity was not found.');
    const role = roleOf(state, file, access.account);
    if (role === null || (kind === 'sheets-write' && role === 'reader'))
      throw sheetsRefusal(403, 'PERMISSION_DENIED', 'The caller does not have permission');
    const spreadsheet = state.spreadsheets.get(id);
    if (spreadsheet === undefined)
      throw sheetsRefusal(400, 'FAILED_PRECONDITION', 'This operation is not supported for this document');
    return spreadsheet;
  }

  function create(call: Call): Reply {
    const access = enter(call, 'sheets-write');
    const asked = parseJsonObject(call.body.toString());
    const id = newRemoteId(state, '1s');
    const properties = isObject(asked.properties) ? asked.properties : {};
    state.files.set(id, {
      id,
      name: textOf(properties.title) ?? 'Untitled spreadsheet',
      mimeType: SHEET_MIME,
      parents: [],
      trashed: false,
      createdAt: now(),
      listedAt: now(),
      appProperties: {},
      md5Checksum: null,
      sizeBytes: null,
      driveId: null,
      access: { [access.account]: 'writer' },
      apps: [access.clientId],
    });
    const tabs = listOf(asked.sheets).map((each) => newTab(isObject(each) ? each.properties : undefined));
    const spreadsheet = { id, tabs: tabs.length > 0 ? tabs : [newTab({ title: 'Sheet1' })] };
    state.spreadsheets.set(id, spreadsheet);
    return { status: 200, body: resourceOf(spreadsheet) };
  }

  function newTab(properties: unknown): Tab {
    const wanted = isObject(properties) ? properties : {};
    const size = isObject(wanted.gridProperties) ? wanted.gridProperties : {};
    state.nextNumber += 1;
    return {
      sheetId: numberOf(wanted.sheetId) ?? state.nextNumber,
      title: textOf(wanted.title) ?? `Sheet${state.nextNumber}`,
      grid: emptyGrid(numberOf(size.rowCount), numberOf(size.columnCount)),
      frozenRowCount: numberOf(size.frozenRowCount) ?? 0,
    };
  }

  const resourceOf = (spreadsheet: Spreadsheet) => ({
    spreadsheetId: spreadsheet.id,
    properties: { title: state.files.get(spreadsheet.id)?.name ?? '' },
    sheets: spreadsheet.tabs.map((tab, index) => ({ properties: propertiesOf(tab, index) })),
    spreadsheetUrl: `https://docs.google.com/spreadsheets/d/${spreadsheet.id}/edit`,
  });

  function valuesOf(spreadsheet: Spreadsheet, name: string) {
    const { tab, range } = parseRange(spreadsheet, name);
    const area = boundRange(tab.grid, range);
    if (area === null) throw invalid(`Range (${name}) exceeds grid limits.`);
    const values = readArea(tab.grid, area).map((row) => row.map(String));
    const whole = `${quoteTitle(tab.title)}!${areaName(area)}`;
    return { range: whole, majorDimension: 'ROWS', ...(values.length > 0 ? { values } : {}) };
  }

  function write(spreadsheet: Spreadsheet, name: string, rows: readonly (readonly (Cell | null)[])[]) {
    const { tab, range } = parseRange(spreadsheet, name);
    const [top, left] = [range.top ?? 0, range.left ?? 0];
    const width = Math.max(0, ...rows.map((row) => row.length));
    if (top + rows.length > tab.grid.rowCount || left + width > tab.grid.columnCount)
      throw invalid(
        `Range (${name}) exceeds grid limits. Max rows: ${tab.grid.rowCount}, max columns: ${tab.grid.columnCount}`,
      );
    writeRows(tab, top, left, rows);
    return written(spreadsheet, tab, { top, left, bottom: top + rows.length - 1, right: left + width - 1 });
  }

  function append(spreadsheet: Spreadsheet, call: Call, name: string): Reply {
    const { tab, range } = parseRange(spreadsheet, name);
    const rows = rowsOf(parseJsonObject(call.body.toString()));
    const area = boundRange(tab.grid, range);
    if (area === null) throw invalid(`Range (${name}) exceeds grid limits.`);
    const table = lastTableIn(tab.grid, area);
    const top = table === null ? area.top : table.bottom + 1;
    const left = table === null ? area.left : table.left;
    const width = Math.max(0, ...rows.map((row) => row.length));
    const columnCount = Math.max(tab.grid.columnCount, left + width);
    const cells = spreadsheet.tabs.reduce(
      (sum, each) => sum + each.grid.rowCount * (each === tab ? columnCount : each.grid.columnCount),
      0,
    );
    if (cells + rows.length * columnCount > cellLimit)
      throw invalid(
        `This action would increase the number of cells in the workbook above the limit of ${cellLimit} cells.`,
      );
    tab.grid.columnCount = columnCount;
    if (call.url.searchParams.get('insertDataOption') === 'INSERT_ROWS') insertRows(tab.grid, top, rows.length);
    tab.grid.rowCount = Math.max(tab.grid.rowCount, top + rows.length);
    writeRows(tab, top, left, rows);
    const tableRange = table === null ? {} : { tableRange: `${quoteTitle(tab.title)}!${areaName(table)}` };
    const updates = written(spreadsheet, tab, { top, left, bottom: top + rows.length - 1, right: left + width - 1 });
    return { status: 200, body: { spreadsheetId: spreadsheet.id, ...tableRange, updates } };
  }

  /** Atomic, as at Google: a copy is changed, and kept only when every request went through. */
  function batchUpdate(spreadsheet: Spreadsheet, call: Call): Reply {
    const copy = structuredClone(spreadsheet);
    const replies = listOf(parseJsonObject(call.body.toString()).requests).map((request) => change(copy, request));
    spreadsheet.tabs = copy.tabs;
    return { status: 200, body: { spreadsheetId: spreadsheet.id, replies } };
  }

  function change(spreadsheet: Spreadsheet, request: unknown): JsonObject {
    const asked = isObject(request) ? request : {};
    if (isObject(asked.addSheet)) {
      const tab = newTab(asked.addSheet.properties);
      if (spreadsheet.tabs.some((each) => each.title === tab.title || each.sheetId === tab.sheetId))
        throw invalid(`Invalid requests[0].addSheet: A sheet with the name "${tab.title}" already exists.`);
      spreadsheet.tabs.push(tab);
      return { addSheet: { properties: propertiesOf(tab, spreadsheet.tabs.length - 1) } };
    }
    if (isObject(asked.updateSheetProperties) && isObject(asked.updateSheetProperties.properties)) {
      const { sheetId, title, gridProperties } = asked.updateSheetProperties.properties;
      const tab = spreadsheet.tabs.find((each) => each.sheetId === (sheetId ?? 0));
      if (tab === undefined) throw invalid(`No grid with id: ${sheetId}`);
      tab.title = textOf(title) ?? tab.title;
      if (isObject(gridProperties)) tab.frozenRowCount = numberOf(gridProperties.frozenRowCount) ?? tab.frozenRowCount;
      return {};
    }
    if (isObject(asked.appendDimension) && asked.appendDimension.dimension === 'COLUMNS') {
      const { sheetId, length } = asked.appendDimension;
      const tab = spreadsheet.tabs.find((each) => each.sheetId === (sheetId ?? 0));
      if (tab === undefined) throw invalid(`No grid with id: ${sheetId}`);
      tab.grid.columnCount += numberOf(length) ?? 0;
      return {};
    }
    throw invalid(`Unsupported request: ${Object.keys(asked).join()}`);
  }

  function values(verb: string, id: string, rest: string): Handler | null {
    const read = (run: (spreadsheet: Spreadsheet, call: Call) => unknown) => (call: Call) => ({
      status: 200,
      body: run(open(call, 'sheets-read', id), call),
    });
    const change = (run: (spreadsheet: Spreadsheet, call: Call) => unknown) => (call: Call) => ({
      status: 200,
      body: run(open(call, 'sheets-write', id), call),
    });
    if (verb === 'GET' && rest === 'values:batchGet')
      return {
        name: 'sheets.values.batchGet',
        run: read((spreadsheet, call) => ({
          spreadsheetId: id,
          valueRanges: call.url.searchParams.getAll('ranges').map((range) => valuesOf(spreadsheet, range)),
        })),
      };
    if (verb === 'POST' && rest === 'values:batchUpdate')
      return { name: 'sheets.values.batchUpdate', run: change((spreadsheet, call) => writeAll(spreadsheet, call)) };
    const range = /^values\/(.+?)(:append)?$/.exec(rest);
    if (range?.[1] === undefined) return null;
    const name = decodeURIComponent(range[1]);
    if (verb === 'GET') return { name: 'sheets.values.get', run: read((spreadsheet) => valuesOf(spreadsheet, name)) };
    if (verb === 'POST' && range[2])
      return {
        name: 'sheets.values.append',
        run: (call) => append(open(mustBeRaw(call), 'sheets-write', id), call, name),
      };
    if (verb === 'PUT')
      return {
        name: 'sheets.values.update',
        run: change((spreadsheet, call) =>
          write(spreadsheet, name, rowsOf(parseJsonObject(mustBeRaw(call).body.toString()))),
        ),
      };
    return null;
  }

  function writeAll(spreadsheet: Spreadsheet, call: Call): JsonObject {
    const asked = parseJsonObject(call.body.toString());
    if (asked.valueInputOption !== 'RAW') throw invalid("'valueInputOption' is required but not specified");
    const ranges = listOf(asked.data).map((each) => (isObject(each) ? each : {}));
    for (const each of ranges) parseRange(spreadsheet, textOf(each.range) ?? '');
    return {
      spreadsheetId: spreadsheet.id,
      responses: ranges.map((each) => write(spreadsheet, textOf(each.range) ?? '', rowsOf(each))),
    };
  }

  return {
    route(verb: string, path: string): Handler | null {
      if (verb === 'POST' && path === '/v4/spreadsheets') return { name: 'sheets.spreadsheets.create', run: create };
      const match = /^\/v4\/spreadsheets\/([^/:]+)(?:\/(values.*)|(:batchUpdate))?$/.exec(path);
      if (match?.[1] === undefined) return null;
      const id = match[1];
      if (match[2] !== undefined) return values(verb, id, match[2]);
      if (verb === 'POST' && match[3] !== undefined)
        return { name: 'sheets.batchUpdate', run: (call) => batchUpdate(open(call, 'sheets-write', id), call) };
      if (verb === 'GET')
        return {
          name: 'sheets.spreadsheets.get',
          run: (call) => ({ status: 200, body: resourceOf(open(call, 'sheets-read', id)) }),
        };
      return null;
    },
  };
}

const propertiesOf = (tab: Tab, index: number) => ({
  sheetId: tab.sheetId,
  title: tab.title,
  index,
  sheetType: 'GRID',
  gridProperties: {
    rowCount: tab.grid.rowCount,
    columnCount: tab.grid.columnCount,
    ...(tab.frozenRowCount > 0 ? { frozenRowCount: tab.frozenRowCount } : {}),
  },
});

function rowsOf(valueRange: JsonObject): (Cell | null)[][] {
  return listOf(valueRange.values).map((row) =>
    listOf(row).map((cell) =>
      typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? cell : null,
    ),
  );
}

/** Null leaves a cell as it is; an empty text empties it. */
function writeRows(tab: Tab, top: number, left: number, rows: readonly (readonly (Cell | null)[])[]): void {
  for (const [down, row] of rows.entries())
    for (const [across, cell] of row.entries()) if (cell !== null) setCell(tab.grid, top + down, left + across, cell);
}

function written(spreadsheet: Spreadsheet, tab: Tab, area: Area) {
  return {
    spreadsheetId: spreadsheet.id,
    updatedRange: `${quoteTitle(tab.title)}!${areaName(area)}`,
    updatedRows: area.bottom - area.top + 1,
    updatedColumns: area.right - area.left + 1,
    updatedCells: (area.bottom - area.top + 1) * (area.right - area.left + 1),
  };
}

/** The product must never let a value be read as a formula, so anything but RAW is refused here. */
function mustBeRaw(call: Call): Call {
  if (call.url.searchParams.get('valueInputOption') === 'RAW') return call;
  throw invalid("'valueInputOption' is required but not specified");
}
