import type { Profile } from './profile.ts';

/** Rules of thumb for a bill of an unknown utility. What they find always asks for a second look. */
export const generic: Profile = {
  utility: null,
  marks: [],
  accounts: [9, 10, 11, 12, 13, 14, 15].map((length) => ({ groups: [length], startsWith: [] })),
  poid: { kind: 'none' },
  names: [{ kind: 'labelled', labels: ['Customer name', 'Account name', 'Account holder', 'Name on account', 'Name'] }],
  addresses: [
    {
      kind: 'line',
      labels: [
        'Service Address',
        'Service Location',
        'Service delivered to',
        'Service at',
        'Premises Address',
        'Premise Address',
        'Property Address',
      ],
    },
    { kind: 'block', labels: ['Service For', 'Service To'], withName: true },
  ],
  usageLabels: [
    'Total usage',
    'Total kWh',
    'kWh used',
    'Electric usage',
    'Energy usage',
    'Billed usage',
    'You used',
    'Total energy',
    'Electricity usage',
    'Electricity use',
    'Electric use',
    'Electricity used',
    'Energy used',
    'kWh usage',
    'Current usage',
    'Usage this month',
    'Usage this period',
  ],
  zips: [],
  certainty: 0.8,
};
