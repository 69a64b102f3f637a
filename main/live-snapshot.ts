export type LiveSnapshot<T> = {
  /** Calls the listener with a snapshot at once and after changes; returns how to stop. */
  readonly watch: (listener: (snapshot: T) => void) => () => void;
  /** Says that a snapshot taken now would differ. Cheap, also in bursts. */
  readonly changed: () => void;
};

/**
 * Watchers of something that can be read whole as long as `isOpen`. Nothing is read while nobody watches. A change
 * told just before the end is told no more: there is nothing left to read. Changes within `quietMs` are told as one: a
 * burst of deliveries would else take a snapshot each.
 */
export function createLiveSnapshot<T>(
  take: () => T,
  isOpen: () => boolean,
  { quietMs = 50 }: { readonly quietMs?: number } = {},
): LiveSnapshot<T> {
  const listeners = new Set<(snapshot: T) => void>();
  let pending: NodeJS.Timeout | null = null;

  function tell(): void {
    pending = null;
    if (listeners.size === 0 || !isOpen()) return;
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
