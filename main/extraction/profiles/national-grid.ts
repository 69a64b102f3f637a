import type { Profile } from './profile.ts';

export const nationalGrid: Profile = {
  utility: 'National Grid',
  marks: [
    { phrase: 'nationalgrid', weight: 3 },
    { phrase: 'nationalgridus.com', weight: 3 },
    { phrase: 'ngrid.com', weight: 2.5 },
    { phrase: '300 Erie Blvd West', weight: 3 },
    { phrase: '1-800-642-4272', weight: 2.5 },
    { phrase: '1-800-867-5222', weight: 2.5 },
    { phrase: '1-800-892-2345', weight: 2 },
    { phrase: 'SERVICE FOR', weight: 0.5 },
    { phrase: 'DETAIL OF CURRENT CHARGES', weight: 1.5 },
    { phrase: 'VOLTAGE DELIVERY LEVEL', weight: 1.5 },
    { phrase: 'BOX 371376', weight: 2 },
    { phrase: 'BOX 11742', weight: 2 },
  ],
  accounts: [{ groups: [5, 5], startsWith: [] }],
  poid: { kind: 'none' },
  names: [],
  addresses: [{ kind: 'block', labels: ['SERVICE FOR'], withName: true }],
  usageLabels: ['Billed Energy Usage', 'Total Energy Usage', 'Total Usage', 'Total Energy'],
  zips: ['12', '13', '14'],
  certainty: 1,
};
