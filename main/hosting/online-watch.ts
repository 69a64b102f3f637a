export type OnlineWatchOptions = {
  /** The machine's own addresses outside itself; empty when there is no network. */
  readonly addresses: () => readonly string[];
  /** UTC milliseconds. */
  readonly now: () => number;
  /** Calls back again and again; answers how to stop. */
  readonly every: (intervalMs: number, callback: () => void) => () => void;
};

const LOOK_EVERY_MS = 5_000;
/** A tick this late means that the machine slept. */
const SLEPT_MS = 30_000;

/**
 * Tells when a network address appears that wasn't there before, and when the machine wakes. Plain Node has no event
 * for either, so it looks every five seconds. Looks only while somebody listens.
 */
export function createOnlineWatch({ addresses, now, every }: OnlineWatchOptions) {
  return (listener: () => void): (() => void) => {
    let known = new Set(addresses());
    let lookedAt = now();
    return every(LOOK_EVERY_MS, () => {
      const current = addresses();
      const slept = now() - lookedAt > SLEPT_MS;
      const appeared = current.some((address) => !known.has(address));
      known = new Set(current);
      lookedAt = now();
      if (appeared || (slept && current.length > 0)) listener();
    });
  };
}
