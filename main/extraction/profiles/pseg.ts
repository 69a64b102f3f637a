import type { Profile } from './profile.ts';

/** After the published bill guide (psegliny.com, read 2025): no real bill was at hand. */
export const pseg: Profile = {
  utility: 'PSEG Long Island',
  marks: [
    { phrase: 'PSEG Long Island', weight: 3 },
    { phrase: 'PSEG', weight: 1 },
    { phrase: 'psegliny.com', weight: 3 },
    { phrase: 'PSEGLI', weight: 2 },
    { phrase: 'Long Island Power Authority', weight: 2 },
    { phrase: '1-800-490-0025', weight: 2.5 },
    { phrase: 'BOX 9039', weight: 2 },
    { phrase: 'BOX 9083', weight: 2 },
  ],
  accounts: [
    { groups: [3, 2, 4, 1], startsWith: [] },
    { groups: [10], startsWith: [] },
  ],
  poid: { kind: 'none' },
  names: [{ kind: 'labelled', labels: ['Customer name', 'Name'] }],
  addresses: [
    { kind: 'block', labels: ['Service To', 'Service For'], withName: true },
    { kind: 'block', labels: ['Service Address', 'Service Location'], withName: false },
  ],
  usageLabels: ['Total kWh used', 'kWh used', 'Total usage', 'Energy usage'],
  zips: ['110', '115', '116', '117', '118', '119'],
  certainty: 0.95,
};
