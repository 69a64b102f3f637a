import type { Timers } from './timers.ts';

export type Coalescer = {
  /** Says that there is something new to tell. Cheap, also a thousand times a second. */
  readonly changed: () => void;
  /** Nothing is told after this. */
  readonly stop: () => void;
};

/** 20 events a second: an eye can't follow more. */
const PROGRESS_INTERVAL_MS = 50;

/** Tells at once, then at most every `intervalMs`; the last change is always told. */
export function createCoalescer(tell: () => void, timers: Timers, intervalMs = PROGRESS_INTERVAL_MS): Coalescer {
  let state: 'quiet' | 'resting' | 'changed-while-resting' | 'stopped' = 'quiet';
  let callOff = () => {};

  const rest = () => {
    state = 'resting';
    callOff = timers.after(intervalMs, () => {
      const changed = state === 'changed-while-resting';
      state = 'quiet';
      if (changed) tellAndRest();
    });
  };
  const tellAndRest = () => {
    rest();
    tell();
  };

  return {
    changed() {
      if (state === 'quiet') tellAndRest();
      else if (state === 'resting') state = 'changed-while-resting';
    },
    stop() {
      state = 'stopped';
      callOff();
    },
  };
}
