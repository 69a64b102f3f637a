import type { DeliveryQueue, QueueSnapshot } from '../sync/queue.ts';
import type { Queue } from './contract/outbox.ts';
import { toDestinationName } from './destination-names.ts';
import { os } from './implementer.ts';
import { watchStream } from './watch-stream.ts';

export function outboxHandlers(queue: DeliveryQueue) {
  return {
    watchQueue: os.outbox.watchQueue.handler(({ signal }) =>
      watchStream<Queue>((listener) => queue.watch((snapshot) => listener(toQueue(snapshot))), signal),
    ),
    retryNow: os.outbox.retryNow.handler(async ({ input }) => ({ deliveries: await queue.retry(input) })),
    putAside: os.outbox.putAside.handler(async ({ input }) => ({ deliveries: await queue.putAside(input) })),
    takeBack: os.outbox.takeBack.handler(async ({ input }) => ({ deliveries: await queue.takeBack(input) })),
    discard: os.outbox.discard.handler(async ({ input: { what, confirmed }, errors }) => {
      const discarded = await queue.discard(what, confirmed);
      if (discarded.ok) return { deliveries: discarded.value };
      throw errors.CHANGED({
        message: 'These deliveries have changed meanwhile, so nothing was discarded. Look at them again.',
        data: discarded.error,
      });
    }),
  };
}

function toQueue({ pauses, groups }: QueueSnapshot): Queue {
  return {
    pauses: pauses.map((pause) => ({ ...pause, destination: toDestinationName(pause.destination) })),
    groups: groups.map((group) => ({ ...group, destination: toDestinationName(group.destination) })),
  };
}
