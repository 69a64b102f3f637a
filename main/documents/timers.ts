/** Waiting, as a parameter: tests turn the clock by hand. */
export type Timers = {
  /** Calls back once after `delayMs`; returns how to call it off. Keeps no process alive. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
};

export const systemTimers: Timers = {
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs).unref();
    return () => clearTimeout(timer);
  },
};
