import type { Storage } from '../storage/storage.ts';
import { builtInLists } from './built-in-lists.ts';
import type { ReferenceLists } from './reference-lists.ts';

/** The lists as last fetched; in place of one never fetched, or not filled in yet, the built-in one. */
export function currentLists(storage: Pick<Storage, 'referenceLists'>): ReferenceLists {
  const { refreshedAt, ...fetched } = storage.referenceLists.read();
  const filled = Object.fromEntries(Object.entries(fetched).filter(([, rows]) => rows.length > 0));
  return { ...builtInLists, ...filled, refreshedAt };
}

/** The agent's name; empty when the id is on no list. Ids match without regard to case and blanks around them. */
export function agentName(lists: ReferenceLists, agentId: string): string {
  return lists.agents.find((agent) => sameText(agent.id, agentId))?.name ?? '';
}

export function sameText(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
