import { backoffMs } from './backoff.ts';
import type { Outcome } from './outcome.ts';

/** Why a whole destination gets nothing at the moment. */
export type Pause =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'until';
      readonly at: number;
      /** A pause that the destination asked for is kept; one because it was out of reach may be cut short. */
      readonly because: 'unreachable' | 'rate-limited';
      /** Machine word, as entries have it. */
      readonly cause: string;
      readonly problem: string;
      /** Attempts in a row that found it out of reach. */
      readonly failures: number;
    }
  | { readonly kind: 'sign-in-needed'; readonly problem: string };

/** The pause after an attempt's outcomes. A delivery ends any pause but a sign-in; an entry's own failure changes nothing. Pure. */
export function pauseAfter(
  before: Pause,
  outcomes: readonly Outcome[],
  { now, random }: { now: number; random: number },
): Pause {
  return outcomes.reduce<Pause>((pause, outcome) => {
    switch (outcome.kind) {
      case 'sign-in-needed':
        return { kind: 'sign-in-needed', problem: outcome.problem };
      case 'rate-limited':
        return laterOf(pause, {
          kind: 'until',
          at: Math.ceil(outcome.until),
          because: 'rate-limited',
          cause: 'rate-limited',
          problem: 'The destination asked for a pause.',
          failures: failuresOf(before),
        });
      case 'unreachable': {
        // Counted once per attempt, not once per entry of its batch.
        const failures = failuresOf(before) + 1;
        const at = now + backoffMs(failures, random);
        const { cause, problem } = outcome;
        return laterOf(pause, { kind: 'until', at, because: 'unreachable', cause, problem, failures });
      }
      case 'delivered':
        return pause === before && pause.kind === 'until' ? { kind: 'none' } : pause;
      case 'retry':
      case 'in-doubt':
      case 'rejected':
        return pause;
      default:
        return outcome satisfies never;
    }
  }, before);
}

export function isPaused(pause: Pause, now: number): boolean {
  return pause.kind === 'sign-in-needed' || (pause.kind === 'until' && pause.at > now);
}

function failuresOf(pause: Pause): number {
  return pause.kind === 'until' ? pause.failures : 0;
}

function laterOf(one: Pause, other: Pause & { kind: 'until' }): Pause {
  if (one.kind === 'sign-in-needed') return one;
  return one.kind === 'until' && one.at > other.at ? one : other;
}
