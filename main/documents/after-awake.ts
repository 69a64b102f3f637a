import type { Timers } from './timers.ts';

const STEPS = 10;

/**
 * As `timers.after`, in time that this process lived through: sleep of the computer, or a thread that was held up, counts
 * for one step of ten at most. So what others said meanwhile is heard before they are taken for silent.
 */
export function afterAwake(timers: Timers, delayMs: number, callback: () => void): () => void {
  let callOff = () => {};
  const wait = (steps: number) => {
    callOff = timers.after(delayMs / STEPS, steps === 1 ? callback : () => wait(steps - 1));
  };
  wait(STEPS);
  return () => callOff();
}
