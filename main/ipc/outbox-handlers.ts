import type { Outbox } from '../sync/outbox.ts';
import { os } from './implementer.ts';
import { watchStream } from './watch-stream.ts';

export function outboxHandlers(outbox: Outbox) {
  return {
    watch: os.outbox.watch.handler(({ signal }) => watchStream(outbox.watch, signal)),
    retry: os.outbox.retry.handler(({ input }) => ({ entries: outbox.retry(input.submissionId) })),
  };
}
