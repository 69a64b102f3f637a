import { oc } from '@orpc/contract';
import { z } from 'zod';
import { expectedErrors as errors } from './expected-errors.ts';

export const app = {
  about: oc.output(
    z.object({
      version: z.string(),
      host: z.enum(['desktop', 'browser', 'headless']),
      dataFolder: z.string(),
      logFolder: z.string(),
      canChooseFolder: z.boolean(),
      /** Something the user should know at once, e.g. that a backup was restored; null when all is well. */
      startNotice: z.string().nullable(),
    }),
  ),
  /** Opens the system's folder dialog; null when the user cancelled. */
  chooseFolder: oc
    .input(z.object({ startAt: z.string() }))
    .output(z.object({ folder: z.string() }).nullable())
    .errors(errors.unavailable),
  /** Shows a folder in the system's file manager; `data` | `logs` | `destination`. */
  openFolder: oc
    .input(z.object({ which: z.enum(['data', 'logs', 'destination']) }))
    .output(z.object({}))
    .errors(errors.unavailable),
};
