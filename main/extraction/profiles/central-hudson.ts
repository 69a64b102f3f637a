import type { Profile } from './profile.ts';

/** After the published bill guide (cenhud.com, read 2025): no real bill was at hand. */
export const centralHudson: Profile = {
  utility: 'Central Hudson',
  marks: [
    { phrase: 'Central Hudson', weight: 2 },
    { phrase: 'CentralHudson.com', weight: 3 },
    { phrase: 'cenhud.com', weight: 3 },
    { phrase: 'A FORTIS COMPANY', weight: 2 },
    { phrase: '284 South Avenue', weight: 3 },
    { phrase: '845-452-2700', weight: 2.5 },
    { phrase: '800-527-2714', weight: 2.5 },
  ],
  accounts: [
    { groups: [4, 4, 2, 1], startsWith: [] },
    { groups: [11], startsWith: [] },
  ],
  poid: { kind: 'digits', length: 10 },
  names: [],
  addresses: [{ kind: 'block', labels: ['Service For'], withName: true }],
  usageLabels: ['Electric Usage', 'Total Usage', 'Electricity Usage'],
  zips: ['105', '109', '120', '124', '125', '127'],
  certainty: 0.95,
};
