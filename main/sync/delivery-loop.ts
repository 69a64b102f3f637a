import type { Log } from '../diagnostics/log.ts';
import type { Delivery, Destination } from './destination.ts';
import type { Pause } from './destination-pause.ts';
import { createDestinationRunner } from './destination-runner.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxEntry } from './outbox-entry.ts';

export type DestinationStatus = { readonly destination: string; readonly pause: Pause };

export type DeliveryLoop = {
  /** Takes up what earlier runs left and goes on until `stop`. */
  readonly start: () => void;
  /** Begins nothing more and waits until what runs is recorded. Storage must stay open until then. */
  readonly stop: () => Promise<void>;
  /** The network came back, the machine woke, a person asked: tries everything that waits, now. */
  readonly wake: () => void;
  /** Ends the pause of a destination, e.g. after a sign-in. */
  readonly resume: (destination: string) => void;
  readonly status: () => readonly DestinationStatus[];
  /** Called when a pause begins, changes or ends; returns how to stop. */
  readonly onStatus: (listener: () => void) => () => void;
  /** Resolves when nothing is being attempted and nothing can be now or ever; entries waiting for later don't count. */
  readonly settled: () => Promise<void>;
};

/** Looked at least this often: a clock set back or a slept machine must not leave a timer far in the future. */
const longestSleepMs = 60_000;

/** Calls back once after that many milliseconds; returns how to cancel. */
export type Schedule = (delayMs: number, callback: () => void) => () => void;

export const scheduleWithTimer: Schedule = (delayMs, callback) => {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
};

/** Delivers what the outbox owes, at each destination independently of the others. */
export function createDeliveryLoop({
  outbox,
  destinations,
  describe,
  now,
  random,
  log,
  schedule = scheduleWithTimer,
}: {
  outbox: Outbox;
  destinations: readonly Destination[];
  describe: (entry: OutboxEntry) => Delivery;
  now: () => number;
  random: () => number;
  log: Log;
  schedule?: Schedule;
}): DeliveryLoop {
  let state: 'new' | 'running' | 'stopped' = 'new';
  let cancelTimer = () => {};
  let cancelPump = () => {};
  let pumpScheduled = false;
  let pumpedAt = Number.NEGATIVE_INFINITY;
  const waitingForIdle: (() => void)[] = [];
  const statusListeners = new Set<() => void>();

  const onPause = () => {
    for (const listener of statusListeners) listener();
  };
  const runners = destinations.map((destination) =>
    createDestinationRunner({ destination, outbox, describe, onSettled: pumpSoon, onPause, now, random, log }),
  );
  // Entries are announced within the transaction that writes them, so the work begins after it.
  const stopListening = outbox.onDue((why) => {
    if (why === 'asked') resumeUnreachable();
    pumpSoon();
  });

  /** Retry-After is the destination's to end, a sign-in a person's; only our own guess is cut short. */
  function resumeUnreachable(): void {
    for (const runner of runners) {
      const pause = runner.pause();
      if (pause.kind === 'until' && pause.because === 'unreachable') runner.resume();
    }
  }

  /** What waits was told until when by the clock as it was: once that is set back by a day, it would wait a day longer. */
  function followClock(): void {
    const wasSetBack = now() < pumpedAt - longestSleepMs;
    pumpedAt = now();
    if (!wasSetBack) return;
    log.info('sync: the clock was set back');
    for (const runner of runners) if (runner.pause().kind === 'until') runner.resume();
    outbox.wake();
  }

  function pumpSoon(): void {
    if (state !== 'running' || pumpScheduled) return;
    pumpScheduled = true;
    cancelPump = schedule(0, () => {
      pumpScheduled = false;
      pump();
    });
  }

  function pump(): void {
    if (state !== 'running') return;
    try {
      followClock();
      for (const runner of runners) runner.pump();
      sleepUntil(runners.flatMap((runner) => runner.nextWakeAt(pumpedAt) ?? []));
    } catch (cause) {
      // The database refuses (the disk is full?): nothing is lost by trying again later.
      log.error('sync: could not look for what is due', cause);
      sleepUntil([now() + longestSleepMs]);
    }
    if (runners.every((runner) => runner.isIdle())) tellSettled();
  }

  async function stopRunners(): Promise<void> {
    await Promise.all(runners.map((runner) => runner.stop()));
  }

  function tellSettled(): void {
    for (const resolve of waitingForIdle.splice(0)) resolve();
  }

  function sleepUntil(wakeTimes: readonly number[]): void {
    cancelTimer();
    if (wakeTimes.length === 0) return;
    const delayMs = Math.max(Math.min(...wakeTimes) - now(), 0);
    cancelTimer = schedule(Math.min(delayMs, longestSleepMs), pump);
  }

  return {
    start() {
      if (state !== 'new') return;
      state = 'running';
      const returned = outbox.endAllLeases();
      if (returned > 0) log.info('sync: took up interrupted attempts', { entries: returned });
      pumpSoon();
    },
    async stop() {
      state = 'stopped';
      stopListening();
      cancelPump();
      cancelTimer();
      await stopRunners();
      tellSettled();
    },
    wake: outbox.wake,
    resume(destination) {
      for (const runner of runners) if (runner.name === destination) runner.resume();
      outbox.wake();
    },
    status: () => runners.map((runner) => ({ destination: runner.name, pause: runner.pause() })),
    onStatus(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    async settled() {
      if (state === 'stopped') return stopRunners();
      const settled = new Promise<void>((resolve) => waitingForIdle.push(resolve));
      pumpSoon();
      return settled;
    },
  };
}
