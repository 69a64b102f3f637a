/** The part of `process` that says when to stop. */
type Signals = Pick<NodeJS.Process, 'on'>;

/**
 * Settles at the first request to stop: Ctrl+C, a service manager, a closed terminal, or the end of the process that
 * started this one. Later requests change nothing: npm and the terminal often send the same one twice.
 */
export function untilStopped(process: Signals): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) {
      process.on(signal, () => resolve(signal));
    }
    process.on('disconnect', () => resolve('disconnect'));
  });
}

/** Waits for the work, but never longer than the limit; tells whether it ended in time. */
export async function within(limitMs: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([work.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
