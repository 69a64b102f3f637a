import { backoffMs } from './backoff.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import type { Outcome } from './outcome.ts';

export type Failure = Exclude<Outcome, { kind: 'delivered' }>;

/** What becomes of an entry whose attempt did not deliver. */
export type EntryAfter =
  | {
      readonly kind: 'waiting';
      readonly nextAttemptAt: number;
      readonly attempts: number;
      readonly inDoubt: boolean;
      readonly cause: string;
      readonly problem: string;
    }
  | { readonly kind: 'rejected'; readonly cause: string; readonly problem: string };

/**
 * Pure. Failures of the whole destination don't count against the entry. A doubt stays until something was delivered:
 * that a later attempt failed early says nothing about the first. `resumeAt`: when the destination is tried again.
 */
export function afterFailure(
  entry: Pick<OutboxEntry, 'attempts' | 'inDoubt'>,
  failure: Failure,
  { now, random, resumeAt }: { now: number; random: number; resumeAt: number },
): EntryAfter {
  const { attempts, inDoubt } = entry;
  const backedOff = { kind: 'waiting', nextAttemptAt: now + backoffMs(attempts, random), attempts, inDoubt } as const;
  const uncounted = { ...backedOff, nextAttemptAt: resumeAt, attempts: attempts - 1 };

  switch (failure.kind) {
    case 'retry': {
      const { cause, problem, notBefore = backedOff.nextAttemptAt } = failure;
      return { ...backedOff, nextAttemptAt: Math.ceil(notBefore), cause, problem };
    }
    case 'in-doubt':
      return { ...backedOff, inDoubt: true, cause: failure.cause, problem: failure.problem };
    case 'rejected':
      return { kind: 'rejected', cause: failure.cause, problem: failure.problem };
    case 'unreachable':
      return { ...uncounted, cause: failure.cause, problem: failure.problem };
    case 'rate-limited':
      return {
        ...uncounted,
        nextAttemptAt: Math.ceil(failure.until),
        cause: failure.kind,
        problem: 'The destination asked for a pause.',
      };
    case 'sign-in-needed':
      return { ...uncounted, nextAttemptAt: now, cause: failure.kind, problem: failure.problem };
    default:
      return failure satisfies never;
  }
}
