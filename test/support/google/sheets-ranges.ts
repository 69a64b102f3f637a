import { type GridRange, parseCells } from './grid.ts';
import type { Spreadsheet, Tab } from './remote-state.ts';
import { sheetsRefusal } from './reply.ts';

const quoted = (title: string) => `'${title.replaceAll("'", "''")}'`;
export const quoteTitle = (title: string) => (/^[A-Za-z]\w*$/.test(title) ? title : quoted(title));

export function parseRange(spreadsheet: Spreadsheet, name: string): { tab: Tab; range: GridRange } {
  const match = /^(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?([^!]*)$/.exec(name);
  const title = (match?.[1]?.replaceAll("''", "'") ?? match?.[2]) || undefined;
  const cells = match?.[3] ?? '';
  const whole = spreadsheet.tabs.find(
    (each) => title === undefined && [each.title, quoted(each.title)].includes(cells),
  );
  if (whole !== undefined) return { tab: whole, range: { top: null, left: null, bottom: null, right: null } };
  const tab = title === undefined ? spreadsheet.tabs[0] : spreadsheet.tabs.find((each) => each.title === title);
  const range = parseCells(cells);
  if (tab === undefined || range === null)
    throw sheetsRefusal(400, 'INVALID_ARGUMENT', `Unable to parse range: ${name}`);
  return { tab, range };
}
