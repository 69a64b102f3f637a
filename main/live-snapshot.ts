export type LiveSnapshot<T> = {
  /** Calls the listener with a snapshot at once and after changes; returns how to stop. */
  readonly watch: (listener: (snapshot: T) => void) => () => void;
  /** Says that a snapshot taken now would differ. Cheap, also in bursts. */
  readonly changed: () => void;
};

/** Changes so close together are told as one: a burst of deliveries would else take a snapshot each. */
const quietMs = 25;

/** Watchers of something that can be read whole at any time. Nothing is read while nobody watches. */
export function createLiveSnapshot<T>(take: () => T): LiveSnapshot<T> {
  const listeners = new Set<(snapshot: T) => void>();
  let pending: NodeJS.Timeout | null = null;

  function tell(): void {
    pending = null;
    if (listeners.size === 0) return;
    const snapshot = take();
    for (const listener of [...listeners]) listener(snapshot);
  }

  return {
    watch(listener) {
      // A wrapper of its own, so that one function can watch twice.
      const own = (snapshot: T) => listener(snapshot);
      listeners.add(own);
      own(take());
      return () => listeners.delete(own);
    },
    changed() {
      if (pending || listeners.size === 0) return;
      pending = setTimeout(tell, quietMs).unref();
    },
  };
}
