import type { HeadCount, HeadFilter, QueueHead } from '../storage/queue.ts';
import { causeWords } from './cause-words.ts';
import type { DestinationStatus } from './delivery-loop.ts';
import type { Pause } from './destination-pause.ts';
import type { EntryState } from './outbox-entry.ts';

export type Standing = 'needs-a-person' | 'waiting' | 'delivering' | 'put-aside';

/** Deliveries that wait for the same reason at the same destination. */
export type QueueGroup = {
  readonly id: string;
  readonly destination: string;
  readonly standing: Standing;
  /** Machine word; empty when nothing went wrong. */
  readonly cause: string;
  readonly title: string;
  readonly whatToDo: string;
  readonly count: number;
  /** The earliest, UTC ms; null: not by itself. */
  readonly nextTryAt: number | null;
  /** Longest queued first; at most 50 of `count`. */
  readonly deliveries: readonly QueueHead[];
};

/** Nothing goes to that destination. `until`: UTC ms; null: when a person has done what the message says. */
export type QueuePause = {
  readonly destination: string;
  readonly because: 'sign-in-needed' | 'unreachable' | 'rate-limited';
  readonly message: string;
  readonly until: number | null;
};

const states: { readonly [Each in Standing]: readonly EntryState[] } = {
  'needs-a-person': ['rejected'],
  waiting: ['waiting'],
  delivering: ['leased'],
  'put-aside': ['put-aside'],
};
const standings: readonly Standing[] = ['needs-a-person', 'waiting', 'delivering', 'put-aside'];

/** What tells a group from the others. */
export type GroupKey = Pick<QueueGroup, 'destination' | 'standing' | 'cause'>;

const groupId = ({ destination, standing, cause }: GroupKey) => `${destination}:${standing}:${cause}`;

/** The key that an id was made of; null for a text that is none. Pure. */
export function parseGroupId(id: string): GroupKey | null {
  const [destination = '', second, ...cause] = id.split(':');
  const standing = standings.find((each) => each === second);
  return standing === undefined ? null : { destination, standing, cause: cause.join(':') };
}

/** The counted heads as groups, what needs a person first; their deliveries are for the caller to add. Pure. */
export function groupCounts(
  counts: readonly HeadCount[],
  status: readonly DestinationStatus[],
): Omit<QueueGroup, 'deliveries'>[] {
  const byId = Map.groupBy(counts, (each) => groupId(keyOf(each, status)));
  const groups = [...byId].flatMap(([id, parts]) => {
    const [first] = parts;
    if (first === undefined) return [];
    const key = keyOf(first, status);
    const times = parts.flatMap(({ nextTryAt }) => nextTryAt ?? []);
    const isPaused = pauseFor(key.destination, status).kind === 'sign-in-needed';
    return {
      ...key,
      ...causeWords(key.cause),
      id,
      count: parts.reduce((sum, part) => sum + part.count, 0),
      nextTryAt: times.length === 0 || isPaused ? null : Math.min(...times),
    };
  });
  return groups.toSorted((one, other) => standings.indexOf(one.standing) - standings.indexOf(other.standing));
}

/** What was not tried because its whole destination pauses waits for the same reason as what was. */
function keyOf({ destination, state, cause }: HeadCount, status: readonly DestinationStatus[]): GroupKey {
  const standing = standings.find((each) => states[each].includes(state)) ?? 'waiting';
  if (standing === 'delivering') return { destination, standing, cause: '' };
  if (standing === 'waiting' && cause === null) return { destination, standing, cause: causeOf(destination, status) };
  return { destination, standing, cause: cause ?? '' };
}

/** The heads that a group holds. Pure. */
export function filterOf({ destination, standing, cause }: GroupKey, status: readonly DestinationStatus[]): HeadFilter {
  const wanted = { destination, states: states[standing] };
  if (standing === 'delivering') return wanted;
  const alsoUntried = standing === 'waiting' && cause === causeOf(destination, status);
  return { ...wanted, causes: alsoUntried ? [cause, ''] : [cause] };
}

function causeOf(destination: string, status: readonly DestinationStatus[]): string {
  const pause = pauseFor(destination, status);
  switch (pause.kind) {
    case 'none':
      return '';
    case 'until':
      return pause.cause;
    case 'sign-in-needed':
      return pause.kind;
    default:
      return pause satisfies never;
  }
}

function pauseFor(destination: string, status: readonly DestinationStatus[]): Pause {
  return status.find((each) => each.destination === destination)?.pause ?? { kind: 'none' };
}

/** What the pause of a destination is to a person; null: none now. Pure. */
export function pauseOf({ destination, pause }: DestinationStatus, now: number): QueuePause | null {
  switch (pause.kind) {
    case 'none':
      return null;
    case 'sign-in-needed':
      return { destination, because: pause.kind, message: pause.problem, until: null };
    case 'until':
      if (pause.at <= now) return null;
      return { destination, because: pause.because, message: pause.problem, until: pause.at };
    default:
      return pause satisfies never;
  }
}
