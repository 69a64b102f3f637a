import { sameText } from './current-lists.ts';

/** Each utility of New York as bills print it first, then as offices and people write it. */
const names: readonly (readonly string[])[] = [
  ['NYSEG', 'New York State Electric & Gas'],
  ['RG&E', 'RGE', 'Rochester Gas & Electric'],
  ['National Grid', 'Niagara Mohawk'],
  ['Con Edison', 'ConEdison', 'Con Ed', 'ConEd', 'Consolidated Edison'],
  ['Central Hudson', 'CenHud', 'CHGE'],
  ['Orange & Rockland', 'O&R', 'ORU'],
  ['PSEG Long Island', 'PSEG', 'PSEG LI', 'PSEGLI', 'LIPA', 'Long Island Power Authority'],
];

/**
 * Whether two names mean the same utility, however the office's list and the bill spell it. Names that no list of ours
 * has are the same when one holds the other. Pure.
 */
export function sameUtility(one: string, other: string): boolean {
  if (sameText(one, other)) return true;
  const [known, otherKnown] = [utilityOf(one), utilityOf(other)];
  if (known !== null && otherKnown !== null) return known === otherKnown;
  return holds(one, other) || holds(other, one);
}

function utilityOf(name: string): string | null {
  return names.find((each) => each.some((known) => holds(name, known)))?.[0] ?? null;
}

const holds = (text: string, part: string): boolean => ` ${words(text)} `.includes(` ${words(part)} `);

/** The words alone: "RG&E Corp." is "rg and e corp". */
function words(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}
