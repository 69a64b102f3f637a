import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { expectedErrors as errors } from './expected-errors.ts';
import { destinationName } from './settings.ts';

/** One thing of the submission at a destination. */
const deliveredItem = z.object({
  kind: z.enum(['folder', 'file', 'row']),
  name: z.string(),
  /** Opens it in a browser; null at the folder destination. */
  link: z.string().nullable(),
  /** Where it lies on a disk; null at Google. */
  path: z.string().nullable(),
  /** Of a file, hex. */
  checksum: z.object({ kind: z.enum(['md5', 'sha256']), value: z.string() }).nullable(),
  deliveredAt: z.number(),
});
export type DeliveredItem = z.infer<typeof deliveredItem>;

const receipt = z.object({
  destination: destinationName,
  standing: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('delivered'), at: z.number() }),
    z.object({ kind: z.literal('owed'), problem: z.string().nullable() }),
    z.object({ kind: z.literal('put-aside') }),
    /** Given up by a person; what is listed was delivered before. */
    z.object({ kind: z.literal('discarded'), at: z.number() }),
  ]),
  items: z.array(deliveredItem).readonly(),
});
export type Receipt = z.infer<typeof receipt>;

export const receipts = {
  /** What was delivered where. Destinations that never had to do with the submission are left out. */
  watch: oc
    .input(z.object({ submissionId: z.string() }))
    .output(eventIterator(z.array(receipt).readonly()))
    .errors(errors.notFound),
};
