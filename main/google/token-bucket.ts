/** A budget of calls over time. Asking never waits: it either takes one or tells when there will be one. */
export type TokenBucket = {
  /** 0 when one was taken, else how long until one can be, ms. */
  readonly take: () => number;
};

/**
 * A batch of rows in doubt takes up to so many calls. A bucket that holds fewer, or once empty gives what it has one by
 * one, would refuse it in the middle, again and again, and no row would ever be finished.
 */
const ONE_BATCH = 12;

/**
 * From 24 a minute on never lets more than `perMinute` calls through in any minute, wherever that minute begins: what may
 * come at once and what is refilled within a minute add up to it. A smaller budget is kept on average only: one batch may
 * go through at once, and more of them in the same minute, by many desktops, is for Google to refuse.
 */
export function createTokenBucket({
  perMinute,
  now,
}: {
  readonly perMinute: number;
  readonly now: () => number;
}): TokenBucket {
  const capacity = Math.max(ONE_BATCH, Math.floor(perMinute / 3));
  const refillMs = 60_000 / Math.max(perMinute - capacity, perMinute / 2);
  let tokens = capacity;
  let countedAt = now();
  let isEmpty = false;

  return {
    take: () => {
      const current = now();
      // A clock set back would otherwise stop the refill until it catches up.
      if (current < countedAt) countedAt = current;
      tokens = Math.min(capacity, tokens + (current - countedAt) / refillMs);
      countedAt = current;
      isEmpty = tokens < (isEmpty ? ONE_BATCH : 1);
      if (isEmpty) return Math.ceil((ONE_BATCH - tokens) * refillMs);
      tokens -= 1;
      return 0;
    },
  };
}

/**
 * Calls a minute that this desktop allows itself: what Google grants one user, or an equal share of what it grants the
 * project when that is less. https://developers.google.com/workspace/sheets/api/limits (read November 2026).
 */
export function quotaShare(desktops: number): number {
  return Math.min(60, 300 / Math.max(1, desktops));
}
