import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

const referenceLists = z.object({
  agents: z.array(z.object({ id: z.string(), name: z.string() })).readonly(),
  utilities: z.array(z.object({ name: z.string(), active: z.boolean() })).readonly(),
  developers: z.array(z.object({ name: z.string() })).readonly(),
  /** When the lists were last fetched; null for the built-in ones. */
  refreshedAt: z.number().nullable(),
});
export type ReferenceLists = z.infer<typeof referenceLists>;

const listsReport = z.object({
  lists: referenceLists,
  /** The sheet whose tabs they come from; null: nothing is set up, the built-in ones are used. */
  sheet: z.object({ title: z.string(), link: z.string() }).nullable(),
  isRefreshing: z.boolean(),
  /** When somebody or the clock last tried, UTC ms; null: not since the app was started. */
  triedAt: z.number().nullable(),
  /** Why the last try failed, in plain words; the lists known before are used. */
  problem: z.string().nullable(),
  /** Rows that were left out, as the sheet counts them, from 1; at most 200. */
  badRows: z.array(z.object({ tab: z.string(), row: z.number().int(), message: z.string() })).readonly(),
  missingTabs: z.array(z.string()).readonly(),
});
export type ListsReport = z.infer<typeof listsReport>;

export const reference = {
  lists: oc.output(referenceLists),
  /** The lists, how old they are, and what is wrong with them. */
  watch: oc.output(eventIterator(listsReport)),
  /** Answers at once; `watch` tells how it goes. */
  refresh: oc.output(z.object({})),
  /** Told while the clerk types: `name` of a known agent, `problem` of one that a submit would refuse. */
  agent: oc
    .input(z.object({ agentId: z.string().max(100) }))
    .output(z.object({ name: z.string().nullable(), problem: z.string().nullable() })),
};
