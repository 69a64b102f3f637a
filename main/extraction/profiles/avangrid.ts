import type { Profile } from './profile.ts';

/** NYSEG and RG&E share one template. */
const template = {
  names: [{ kind: 'above-account', align: 'right' }],
  addresses: [{ kind: 'line', labels: ['Service Address'] }],
  usageLabels: ['Billed Usage'],
  certainty: 1,
} as const satisfies Partial<Profile>;

export const nyseg: Profile = {
  ...template,
  utility: 'NYSEG',
  marks: [
    { phrase: 'NYSEG DETAILED ACCOUNT ACTIVITY', weight: 5 },
    { phrase: 'NYSEG', weight: 1 },
    { phrase: 'nyseg.com', weight: 2.5 },
    { phrase: 'checks payable to NYSEG', weight: 4 },
    { phrase: 'New York State Electric & Gas', weight: 3 },
    { phrase: 'BOX 847812', weight: 3 },
    { phrase: '800.600.2275', weight: 2.5 },
    { phrase: '800.572.1111', weight: 2.5 },
  ],
  accounts: [{ groups: [4, 4, 3], startsWith: ['100'] }],
  poid: { kind: 'letter', letter: 'N' },
  zips: ['10', '12', '13', '14'],
};

export const rge: Profile = {
  ...template,
  utility: 'RG&E',
  marks: [
    { phrase: 'RG&E DETAILED ACCOUNT ACTIVITY', weight: 5 },
    { phrase: 'RG&E', weight: 1 },
    { phrase: 'rge.com', weight: 2.5 },
    { phrase: 'checks payable to RG&E', weight: 4 },
    { phrase: 'Rochester Gas and Electric', weight: 3 },
    { phrase: 'BOX 847813', weight: 3 },
    { phrase: '800.295.7323', weight: 2.5 },
    { phrase: '800.743.2110', weight: 2.5 },
  ],
  accounts: [{ groups: [4, 4, 3], startsWith: ['200'] }],
  poid: { kind: 'letter', letter: 'R' },
  zips: ['14'],
};
