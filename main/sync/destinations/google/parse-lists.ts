import type { Agent, Developer, Utility } from '../../../intake/reference-lists.ts';

/** A row of a list that can't be used; the others are. `row` counts from 1, as the sheet shows it. */
export type BadRow = { readonly tab: string; readonly row: number; readonly message: string };

export type Parsed<T> = { readonly rows: readonly T[]; readonly bad: readonly BadRow[] };

type Texts = readonly (readonly string[])[];
type Line = { readonly row: number; readonly cell: (column: number) => string };

/** Tab `Agents`: an id and a name. Pure. */
export function parseAgents(texts: Texts): Parsed<Agent> {
  const { columns, lines } = readTable(texts, [
    ['id', 'agent id'],
    ['name', 'agent name'],
  ]);
  const [idColumn = 0, nameColumn = 1] = columns;
  return collect('Agents', lines, ({ cell }) => {
    const [id, name] = [cell(idColumn), cell(nameColumn)];
    if (id === '') return { bad: `"${name}" has no id.` };
    if (name === '') return { bad: `The agent id ${id} has no name.` };
    return {
      value: { id, name },
      key: id.toLowerCase(),
      twice: `The agent id ${id} is there twice. The first one counts.`,
    };
  });
}

const YES = new Set(['', 'yes', 'y', 'true', 'x', '1', 'active']);
const NO = new Set(['no', 'n', 'false', '0', 'inactive']);

/** Tab `Utilities`: a name, and whether it is offered; without a word it is. Pure. */
export function parseUtilities(texts: Texts): Parsed<Utility> {
  const { columns, lines } = readTable(texts, [
    ['name', 'utility', 'utility name'],
    ['active', 'status'],
  ]);
  const [nameColumn = 0, activeColumn = 1] = columns;
  return collect('Utilities', lines, ({ cell }) => {
    const name = cell(nameColumn);
    const active = cell(activeColumn).toLowerCase();
    if (name === '') return { bad: 'The name is missing.' };
    if (!YES.has(active) && !NO.has(active))
      return { bad: `"${cell(activeColumn)}" in column Active is neither yes nor no.` };
    const value = { name, active: YES.has(active) };
    return { value, key: name.toLowerCase(), twice: `${name} is there twice. The first one counts.` };
  });
}

/** Tab `Developers`: a name; other columns are the office's own. Pure. */
export function parseDevelopers(texts: Texts): Parsed<Developer> {
  const { columns, lines } = readTable(texts, [['name', 'developer', 'developer name']]);
  const [nameColumn = 0] = columns;
  return collect('Developers', lines, ({ cell }) => {
    const name = cell(nameColumn);
    if (name === '') return { bad: 'The name is missing.' };
    return { value: { name }, key: name.toLowerCase(), twice: `${name} is there twice. The first one counts.` };
  });
}

/** Where the columns are, by any of their usual headings; without headings they are taken in order from the first row on. */
function readTable(
  texts: Texts,
  headings: readonly (readonly string[])[],
): { columns: readonly number[]; lines: readonly Line[] } {
  const first = (texts[0] ?? []).map((cell) => cell.trim().toLowerCase());
  const found = headings.map((names) => first.findIndex((cell) => names.includes(cell)));
  const hasHeadings = found[0] !== undefined && found[0] >= 0;
  const columns = hasHeadings
    ? found.map((column) => (column < 0 ? Number.MAX_SAFE_INTEGER : column))
    : headings.map((_, index) => index);
  const lines = texts.slice(hasHeadings ? 1 : 0).map((cells, index) => ({
    row: index + (hasHeadings ? 2 : 1),
    cell: (column: number) => (cells[column] ?? '').trim(),
  }));
  return { columns, lines: lines.filter(({ row }) => (texts[row - 1] ?? []).some((cell) => cell.trim() !== '')) };
}

type Read<T> = { readonly bad: string } | { readonly value: T; readonly key: string; readonly twice: string };

function collect<T>(tab: string, lines: readonly Line[], read: (line: Line) => Read<T>): Parsed<T> {
  const rows: T[] = [];
  const bad: BadRow[] = [];
  const keys = new Set<string>();
  for (const line of lines) {
    const outcome = read(line);
    if ('bad' in outcome) bad.push({ tab, row: line.row, message: outcome.bad });
    else if (keys.has(outcome.key)) bad.push({ tab, row: line.row, message: outcome.twice });
    else {
      keys.add(outcome.key);
      rows.push(outcome.value);
    }
  }
  return { rows, bad };
}
