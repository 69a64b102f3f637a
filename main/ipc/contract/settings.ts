import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { expectedErrors as errors } from './expected-errors.ts';

const preferences = z.object({
  /** Absolute path of the folder that submissions are delivered to. */
  destinationFolder: z.string(),
  memoryBudgetMb: z.number().int().min(256).max(8192),
  /** 0: as many as cores and the memory budget allow. */
  recognisers: z.number().int().min(0).max(16),
  pageTimeBudgetMs: z.number().int().min(2_000).max(120_000),
});
export type Settings = z.infer<typeof preferences>;

export const destinationName = z.enum(['folder', 'google']);
export type DestinationName = z.infer<typeof destinationName>;

const destinationSwitch = z.object({
  destination: destinationName,
  /** Gets what is submitted from now on. What it owes already is delivered either way. */
  isOn: z.boolean(),
  /** Why it can't be switched now, in plain words; null when it can. */
  locked: z.string().nullable(),
});
export type DestinationSwitch = z.infer<typeof destinationSwitch>;

export const settings = {
  get: oc.output(preferences),
  set: oc.input(preferences.partial()).output(preferences).errors(errors.setting),
  /** Where submissions go. One of them is always on. */
  watchDestinations: oc.output(eventIterator(z.array(destinationSwitch).readonly())),
  switchDestination: oc
    .input(z.object({ destination: destinationName, isOn: z.boolean() }))
    .output(z.object({}))
    .errors(errors.setting),
};
