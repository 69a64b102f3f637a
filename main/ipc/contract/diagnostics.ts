import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

const memoryState = z.object({
  budgetBytes: z.number(),
  totalBytes: z.number(),
  peakBytes: z.number(),
  processes: z
    .array(z.object({ name: z.string(), pid: z.number().int(), bytes: z.number(), pagesRead: z.number().int() }))
    .readonly(),
});
export type MemoryState = z.infer<typeof memoryState>;

export const diagnostics = {
  watchMemory: oc.output(eventIterator(memoryState)),
  /**
   * What support needs to see, as one zip without any customer's value. On the desktop the user is asked where to save it;
   * elsewhere it comes with the answer, to be downloaded.
   */
  exportLogs: oc.output(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('saved'), file: z.string() }),
      z.object({ kind: z.literal('cancelled') }),
      z.object({ kind: z.literal('download'), fileName: z.string(), zip: z.instanceof(Blob) }),
    ]),
  ),
  /** Writes one line to the log on the renderer's behalf, through the same redaction. */
  report: oc
    .input(z.object({ message: z.string().max(4000), stack: z.string().max(8000).optional() }))
    .output(z.object({})),
};
