/** Calls the listener with a snapshot at once and then on every change; returns how to stop. */
export type Subscribe<T> = (listener: (value: T) => void) => () => void;

/** At most 20 events a second per stream: an eye can't follow more, and a port has no backpressure. */
const MIN_INTERVAL_MS = 50;

/**
 * Turns a subscription into a stream that starts with a snapshot. Only the newest value is kept while the client is
 * busy, so a slow client costs one value, not a queue. Ends, and frees the subscription, when `signal` aborts or the
 * consumer stops.
 */
export async function* watchStream<T>(subscribe: Subscribe<T>, signal: AbortSignal | undefined): AsyncGenerator<T> {
  /** Empty or the newest value not yet sent. */
  let unsent: T[] = [];
  let wake = () => {};
  const unsubscribe = subscribe((value) => {
    unsent = [value];
    wake();
  });
  const onAbort = () => wake();
  signal?.addEventListener('abort', onAbort);
  try {
    while (!signal?.aborted) {
      const sending = unsent;
      unsent = [];
      if (sending.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      yield* sending;
      await pause(MIN_INTERVAL_MS, signal);
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    unsubscribe();
  }
}

function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    signal?.addEventListener('abort', done);
  });
}
