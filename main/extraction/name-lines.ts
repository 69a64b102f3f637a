/** Names on two lines: one that is too long for its line, or two customers below each other. */
import type { Run } from './layout.ts';
import type { Word } from './page-reading.ts';
import { isStreet } from './postal.ts';
import { endsAsBusiness, readName } from './read-name.ts';

export type NameLines = {
  readonly value: string;
  readonly words: readonly Word[];
  /** A factor: 1 for a name on one line. */
  readonly sure: number;
};

/** A name so long, or that ends so, goes on in the next line; and so does one whose next line begins so. */
const FULL_LINE = 28;
const goesOn = /(\s(OF|AND|THE|FOR|AT|IN)|&)$/i;
/** `GWENDOLYN & PETER`: two first names, whose last name follows. */
export const areFirstNames = (name: string) => firstNames.test(name);
const firstNames = /^[A-Z]{2,}( [A-Z])? (&|AND) [A-Z]{2,}( [A-Z])?$/i;
const isRest =
  /^([&-]|(LLC|INC|CORP(ORATION)?|CO|COMPANY|LTD|LLP|LP|PC|PARTNERSHIP|ASSOC(IATION|IATES)?|ASSN|ET AL|((GROUP|HOLDINGS|ENTERPRISES|PROPERTIES|MANAGEMENT|PARTNERS)\s(LLC|INC|CORP|LTD|LP)))\b)/i;

/** A second line that is a part of the first one's name, where both places say so: the rest of a firm's name, or a trust. */
export const isRestOfName = (line: string) => isRest.test(line) || endsAsBusiness.test(line) || /\bTRUST$/i.test(line);

const sureOf = { wrapped: 0.9, first: 0.9, both: 0.6, second: 0.4 };

/** The names that two lines may spell, or the first alone when the second is none. Best first; empty when the first is none. */
export function readNameLines(first: Run | undefined, second: Run | undefined): NameLines[] {
  const value = first && readName(first.text);
  if (!first || !value) return [];
  const next = second && (!isStreet(second.text) || isRest.test(second.text)) && readName(second.text);
  if (!second || !next) return [{ value, words: first.words, sure: 1 }];
  const words = [...first.words, ...second.words];
  // Parted at its own hyphen.
  if (/[A-Z]-$/i.test(first.text)) return [{ value: `${value}-${next}`, words, sure: sureOf.wrapped }];
  const both = { value: `${value} ${next}`, words };
  const fillsLine = value.length >= FULL_LINE && !endsAsBusiness.test(value);
  if (goesOn.test(value) || areFirstNames(value) || fillsLine || isRest.test(next))
    return [{ ...both, sure: sureOf.wrapped }];
  return [
    { value, words: first.words, sure: sureOf.first },
    { ...both, sure: sureOf.both },
    { value: next, words: second.words, sure: sureOf.second },
  ];
}
