import { expect, test } from 'vitest';
import { profiles } from '../../main/extraction/profiles/profiles.ts';
import { builtInLists } from '../../main/intake/built-in-lists.ts';
import { sameUtility } from '../../main/intake/utility-names.ts';

test('the built-in list and the reading of bills spell every utility alike', () => {
  const listed = builtInLists.utilities.map(({ name }) => name);
  expect(listed.toSorted()).toEqual(profiles.flatMap(({ utility }) => utility ?? []).toSorted());
});

test.each([
  ['NYSEG', ' nyseg '],
  ['NYSEG', 'New York State Electric & Gas Corp.'],
  ['RG&E', 'Rochester Gas and Electric'],
  ['RG&E', 'RGE'],
  ['Con Edison', 'ConEd'],
  ['PSEG Long Island', 'PSEG'],
  ['National Grid', 'National Grid (Upstate)'],
  ['Orange & Rockland', 'O&R'],
  ['Hometown Electric', 'Hometown Electric Coop'],
])('%s is %s', (one, other) => {
  expect(sameUtility(one, other)).toBe(true);
  expect(sameUtility(other, one)).toBe(true);
});

test.each([
  ['NYSEG', 'RG&E'],
  ['Con Edison', 'Orange & Rockland'],
  ['National Grid', 'Central Hudson'],
  ['Hometown Electric', 'NYSEG'],
  ['PSEG Long Island', 'Con Ed'],
])('%s is not %s', (one, other) => {
  expect(sameUtility(one, other)).toBe(false);
  expect(sameUtility(other, one)).toBe(false);
});
