import type { QueuedDelivery, QueueGroup } from '../../main/ipc/contract/outbox.ts';
import type { DestinationName } from '../../main/ipc/contract/settings.ts';
import { count, formatWait } from '../ui/format.ts';

export const standingWords: Readonly<Record<QueueGroup['standing'], string>> = {
  'needs-a-person': 'Needs attention',
  waiting: 'Waiting',
  delivering: 'Being delivered now',
  'put-aside': 'Put aside',
};

export const destinationWords: Readonly<Record<DestinationName, string>> = { folder: 'the folder', google: 'Google' };

export const partWords: Readonly<Record<QueuedDelivery['kind'], string>> = {
  folder: 'folder',
  file: 'bill',
  row: 'row',
};

/** `12 deliveries`. */
export const deliveries = (amount: number) => count(amount, 'delivery', 'deliveries');

/** When a try comes by itself; empty when none does. `at`: UTC ms. */
export function nextTryWords(at: number | null, now: number): string {
  if (at === null) return '';
  return at <= now ? 'Next try any moment.' : `Next try in ${formatWait(at - now)}.`;
}

/** The reason that all of them share, to be told once; null when they have their own. */
export function sharedProblem(queued: readonly QueuedDelivery[]): string | null {
  const [first, ...others] = queued;
  if (!first?.problem) return null;
  return others.every(({ problem }) => problem === first.problem) ? first.problem : null;
}

/** How many wait for a person and how many go on by themselves; what was put aside is in neither. */
export function queueCounts(groups: readonly QueueGroup[]): { readonly stuck: number; readonly onTheirWay: number } {
  const sum = (wanted: readonly QueueGroup['standing'][]) =>
    groups.reduce((total, { standing, count: amount }) => total + (wanted.includes(standing) ? amount : 0), 0);
  return { stuck: sum(['needs-a-person']), onTheirWay: sum(['waiting', 'delivering']) };
}
