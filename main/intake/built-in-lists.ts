import type { ReferenceLists } from './reference-lists.ts';

/**
 * What the office can choose from before any list was fetched; utilities as bills are told by. No agents: any agent id is
 * accepted.
 */
export const builtInLists: ReferenceLists = {
  agents: [],
  utilities: [
    { name: 'NYSEG', active: true },
    { name: 'RG&E', active: true },
    { name: 'National Grid', active: true },
    { name: 'Con Edison', active: true },
    { name: 'Central Hudson', active: true },
    { name: 'Orange & Rockland', active: true },
    { name: 'PSEG Long Island', active: true },
  ],
  developers: [{ name: 'To be assigned' }],
  refreshedAt: null,
};
