import type { Profile } from './profile.ts';

/** After the published bill guides (coned.com, oru.com, read 2025): no real bill was at hand. */
export const conEdison: Profile = {
  utility: 'Con Edison',
  marks: [
    { phrase: 'conEdison', weight: 3 },
    { phrase: 'conEd.com', weight: 3 },
    { phrase: 'Consolidated Edison', weight: 3 },
    { phrase: 'JAF STATION', weight: 2 },
    { phrase: 'BOX 1702', weight: 2 },
    { phrase: '1-800-752-6633', weight: 2.5 },
    { phrase: 'Your electricity breakdown', weight: 2 },
    { phrase: 'Service delivered to', weight: 1.5 },
  ],
  accounts: [
    { groups: [2, 4, 4, 4, 1], startsWith: [] },
    { groups: [11], startsWith: [] },
  ],
  poid: { kind: 'none' },
  names: [
    { kind: 'labelled', labels: ['Name'] },
    { kind: 'above-account', align: 'left' },
  ],
  addresses: [
    { kind: 'block', labels: ['Service delivered to', 'Service address'], withName: false, townOnEnvelope: true },
  ],
  usageLabels: ['Electricity you used', 'Your electricity use', 'You used', 'Total usage', 'Total electricity used'],
  zips: ['100', '101', '102', '103', '104', '105', '106', '107', '108', '110', '111', '112', '113', '114', '116'],
  certainty: 0.95,
};

export const orangeRockland: Profile = {
  utility: 'Orange & Rockland',
  marks: [
    { phrase: 'Orange & Rockland', weight: 3 },
    { phrase: 'Orange and Rockland', weight: 3 },
    { phrase: 'oru.com', weight: 3 },
    { phrase: 'O&R', weight: 1 },
    { phrase: '1-877-434-4100', weight: 2.5 },
    { phrase: '390 West Route 59', weight: 2 },
    { phrase: 'BOX 1005', weight: 2 },
  ],
  accounts: [
    { groups: [5, 5], startsWith: [] },
    { groups: [10], startsWith: [] },
    { groups: [11], startsWith: [] },
  ],
  poid: { kind: 'none' },
  names: [
    { kind: 'labelled', labels: ['Name', 'Customer name'] },
    { kind: 'above-account', align: 'left' },
  ],
  addresses: [
    {
      kind: 'block',
      labels: ['Service address', 'Service delivered to', 'Service at'],
      withName: false,
      townOnEnvelope: true,
    },
    { kind: 'block', labels: ['Service For'], withName: true },
  ],
  usageLabels: ['Total electric usage', 'kWh used', 'Total usage', 'You used', 'Electricity you used'],
  zips: ['109', '127', '124'],
  certainty: 0.95,
};
