import { createTokenBucket, quotaShare } from '../../main/google/token-bucket.ts';
import { GOOGLE_TIMINGS } from '../../main/sync/destinations/google/google.ts';
import { createOutcomes } from '../../main/sync/destinations/google/google-outcome.ts';
import { createQuotas, GOOGLE_LIMITS, type Quotas } from '../support/google/quotas.ts';
import { createRandom } from '../support/google/random.ts';
import { Refusal } from '../support/google/reply.ts';
import type { Costs } from './sync-delivery.ts';
import { printTable } from './table.ts';

/** When a desktop's submissions come, ms of the day. */
type Arrivals = (random: () => number, submissions: number) => readonly number[];

type Day = {
  readonly name: string;
  readonly desktops: number;
  readonly submissions: number;
  /** Desktops that one budget is divided by. */
  readonly sharedBy: number;
  readonly accounts: 'own' | 'one';
  readonly arrivals: Arrivals;
};

const HOUR_MS = 3_600_000;
/** A slow line; measured ones are quicker. */
const CALL_MS = 500;
const BATCH = 200;

const evenly: Arrivals = (random, submissions) =>
  Array.from({ length: submissions }, () => (9 + 8 * random()) * HOUR_MS);
/** The network was away until eleven: half of the day's work goes out in the same minute. */
const afterAnOutage: Arrivals = (random, submissions) =>
  Array.from({ length: submissions }, (_, n) => (n % 2 === 0 ? 11 * HOUR_MS : (11 + 6 * random()) * HOUR_MS));

/**
 * A day of many desktops against the quotas of one Google project. Simulated are the clock, the people and the network;
 * the rules are the product's own (token bucket, gathering, backoff) and Google's as the Local Google counts them, and a
 * batch takes as many calls as were counted in this run.
 */
export function benchSimulation(costs: Costs): void {
  const office = { desktops: 200, submissions: 60, accounts: 'own', sharedBy: 1 } as const;
  const days: readonly Day[] = [
    { ...office, name: 'an even day', arrivals: evenly },
    { ...office, name: 'an even day, budgets divided by 200', arrivals: evenly, sharedBy: 200 },
    { ...office, name: 'all offline until 11:00', arrivals: afterAnOutage },
    { ...office, name: 'all offline until 11:00, divided by 200', arrivals: afterAnOutage, sharedBy: 200 },
    { ...office, name: 'an even day, one account for all', arrivals: evenly, accounts: 'one' },
    { ...office, name: 'all offline until 11:00, one account', arrivals: afterAnOutage, accounts: 'one' },
  ];
  printTable(
    '200 desktops x 60 submissions a day, one project (300 reads and 300 writes a minute; 60 for an account)',
    [
      ['simulated', 'rows', 'median wait', '99th', 'longest', 'busiest minute', 'refused by Google'],
      ...days.map((day) => [day.name, ...simulate(day, costs)]),
    ],
  );
  const cells = 200 * 60 * 26;
  console.log(
    `\n  ${cells.toLocaleString('en')} cells a day: a spreadsheet of 10 million is full after ${Math.floor(10_000_000 / cells)} such days.`,
  );
}

function simulate(day: Day, costs: Costs): string[] {
  let now = 0;
  const random = createRandom(7);
  const clock = () => now;
  const quotas = createQuotas(GOOGLE_LIMITS, clock);
  const minutes = new Map<number, number>();
  const waits: number[] = [];
  const desktops = Array.from({ length: day.desktops }, (_, n) =>
    createDesktop({
      day,
      costs,
      clock,
      random,
      account: day.accounts === 'one' ? 'all' : `desktop ${n}`,
      quotas,
      minutes,
      waits,
    }),
  );
  const queue = desktops.map((desktop, index) => ({ at: desktop.nextAt(), index }));
  // Desktops act one at a time, the one whose turn is next first: a day is a few hundred thousand turns.
  for (;;) {
    const next = queue.reduce((earliest, each) => (each.at < earliest.at ? each : earliest));
    const desktop = desktops[next.index];
    if (next.at === Number.POSITIVE_INFINITY || desktop === undefined) break;
    now = Math.max(now, next.at);
    desktop.act();
    next.at = desktop.nextAt();
  }
  waits.sort((a, b) => a - b);
  const wait = (share: number) => duration(waits[Math.ceil(share * waits.length) - 1] ?? 0);
  return [
    `${waits.length} of ${day.desktops * day.submissions}`,
    wait(0.5),
    wait(0.99),
    wait(1),
    `${Math.max(...minutes.values())} calls`,
    String(quotas.refused()),
  ];
}

const duration = (ms: number) => (ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`);

/** The row lane of one desktop, a call at a time. */
function createDesktop({
  day,
  costs,
  clock,
  random,
  account,
  quotas,
  minutes,
  waits,
}: {
  readonly day: Day;
  readonly costs: Costs;
  readonly clock: () => number;
  readonly random: () => number;
  readonly account: string;
  readonly quotas: Quotas;
  readonly minutes: Map<number, number>;
  readonly waits: number[];
}) {
  const perMinute = quotaShare(day.sharedBy);
  const buckets = {
    read: createTokenBucket({ perMinute, now: clock }),
    write: createTokenBucket({ perMinute, now: clock }),
  };
  const { outcomeOf, delivered } = createOutcomes({ now: clock, random });
  const arrivals = day.arrivals(random, day.submissions).toSorted((a, b) => a - b);
  // Folder and bill go first, four at a time.
  const ready = arrivals.map((at, index) => ({
    at,
    readyAt: at + Math.ceil(costs.driveCalls) * CALL_MS * (1 + Math.floor(backlog(arrivals, index) / 4)),
  }));
  const beforeWrite = Math.max(1, Math.floor(costs.sheetsReads / 2));
  const plan = [
    ...Array.from({ length: beforeWrite }, () => 'read' as const),
    'write' as const,
    ...Array.from({ length: Math.round(costs.sheetsReads) - beforeWrite }, () => 'read' as const),
  ];
  /** In doubt: looked for in the column of ids, then its row is read. */
  const lookUp = ['read', 'read', 'read'] as const;
  let done = 0;
  let batch: number[] = [];
  let calls: ('read' | 'write')[] = [];
  let inDoubt = false;
  let begunAt = Number.NEGATIVE_INFINITY;
  let nextCallAt = 0;

  function refused(until: number): void {
    inDoubt ||= !calls.includes('write');
    calls = [...(inDoubt ? lookUp : plan)];
    nextCallAt = until;
  }

  function begin(): void {
    const now = clock();
    batch = ready
      .slice(done, done + BATCH)
      .filter(({ readyAt }) => readyAt <= now)
      .map(({ at }) => at);
    calls = [...plan];
    inDoubt = false;
    begunAt = now;
  }

  /** Asks as the product does: first its own budget, then Google. */
  function call(kind: 'read' | 'write'): number | null {
    const now = clock();
    const waitMs = buckets[kind].take();
    const patience = (retryAfterMs: number | null) => {
      const outcome = outcomeOf({ kind: 'rate-limited', retryAfterMs }, 'row');
      return outcome.kind === 'rate-limited' ? outcome.until : now;
    };
    if (waitMs > 0) return patience(waitMs);
    const minute = Math.floor(now / 60_000);
    minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
    try {
      quotas.spend(kind === 'read' ? 'sheets-read' : 'sheets-write', account);
      return null;
    } catch (refusal) {
      if (refusal instanceof Refusal) return patience(null);
      throw refusal;
    }
  }

  function callNext(): void {
    const until = call(calls[0] ?? 'read');
    if (until !== null) {
      refused(until);
      return;
    }
    calls.shift();
    nextCallAt = clock() + CALL_MS;
    if (calls.length > 0) return;
    delivered();
    for (const at of batch) waits.push(nextCallAt - at);
    done += batch.length;
    batch = [];
  }

  return {
    nextAt(): number {
      if (batch.length > 0) return nextCallAt;
      const first = ready[done];
      if (first === undefined) return Number.POSITIVE_INFINITY;
      const others = ready[done + 1];
      // While more is on its way, rows wait to go together.
      const gathers = others !== undefined && others.at <= first.readyAt;
      return Math.max(first.readyAt, gathers ? begunAt + GOOGLE_TIMINGS.gatherMs : 0, nextCallAt);
    },
    act(): void {
      if (batch.length === 0) begin();
      else callNext();
    },
  };
}

/** Submissions of the last two seconds before this one: they are in its way to Drive. */
const backlog = (arrivals: readonly number[], index: number): number => {
  let count = 0;
  const at = arrivals[index] ?? 0;
  while (count < index && at - (arrivals[index - count - 1] ?? 0) < 2_000) count += 1;
  return count;
};
