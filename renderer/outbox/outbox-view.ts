import type { OutboxEntry } from '../../main/ipc/contract/outbox.ts';

/** The entries of one submission as one line on the screen. */
export type Delivery = {
  readonly submissionId: string;
  readonly accountName: string;
  readonly owed: readonly OutboxEntry['kind'][];
  readonly problem: string | null;
  readonly state:
    | { readonly kind: 'delivering' }
    | { readonly kind: 'waiting'; readonly nextAttemptAt: number | null }
    | { readonly kind: 'needs-attention' }
    | { readonly kind: 'put-aside' };
};

export function deliveriesOf(entries: readonly OutboxEntry[]): readonly Delivery[] {
  const bySubmission = Map.groupBy(
    entries.filter((entry) => entry.state !== 'delivered'),
    (entry) => entry.submissionId,
  );
  return [...bySubmission].map(([submissionId, own]) => ({
    submissionId,
    accountName: own[0]?.accountName ?? '',
    owed: own.map((entry) => entry.kind),
    problem: own.find((entry) => entry.problem !== null)?.problem ?? null,
    state: stateOf(own),
  }));
}

function stateOf(entries: readonly OutboxEntry[]): Delivery['state'] {
  if (entries.some((entry) => entry.state === 'rejected')) return { kind: 'needs-attention' };
  if (entries.some((entry) => entry.state === 'leased')) return { kind: 'delivering' };
  if (entries.every((entry) => entry.state === 'put-aside')) return { kind: 'put-aside' };
  const times = entries.flatMap(({ nextAttemptAt }) => (nextAttemptAt === null ? [] : [nextAttemptAt]));
  return { kind: 'waiting', nextAttemptAt: times.length > 0 ? Math.min(...times) : null };
}
