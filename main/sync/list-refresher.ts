import type { Log } from '../diagnostics/log.ts';
import type { ReferenceListsTable } from '../storage/reference-lists.ts';
import type { Schedule } from './delivery-loop.ts';
import type { FetchedLists } from './destinations/google/fetch-lists.ts';
import type { BadRow } from './destinations/google/parse-lists.ts';
import { createRecurringWork } from './recurring-work.ts';

/** What the last refresh found, for the settings page. */
export type ListsReport = {
  /** UTC ms; null: never in this run. */
  readonly triedAt: number | null;
  /** Null: it went well. */
  readonly problem: string | null;
  readonly bad: readonly BadRow[];
  readonly missingTabs: readonly string[];
};

export type ListRefresher = {
  /** Refreshes now and then every `everyMs`. */
  readonly start: () => void;
  /** Waits until nothing is written any more. */
  readonly stop: () => Promise<void>;
  /** At once: somebody pressed the button, signed in, or the network is back. Never rejects. */
  readonly refresh: () => Promise<ListsReport>;
  readonly report: () => ListsReport;
  readonly isRefreshing: () => boolean;
};

/** An agent added in the morning can be chosen a coffee later. */
const EVERY_MS = 15 * 60_000;

/** Keeps the office's lists fresh in the background; what was fetched stays for offline use until a later fetch replaces it. */
export function createListRefresher(options: {
  /** Null: there is nowhere to fetch from. The text of a failure is for the person at the screen. */
  readonly fetchLists: (
    signal: AbortSignal,
  ) => Promise<
    { readonly ok: true; readonly value: FetchedLists } | { readonly ok: false; readonly problem: string } | null
  >;
  readonly store: Pick<ReferenceListsTable, 'replace'>;
  /** A refresh began or ended. */
  readonly onChange: () => void;
  readonly now: () => number;
  readonly log: Log;
  readonly everyMs?: number;
  readonly schedule?: Schedule;
}): ListRefresher {
  const { fetchLists, store, onChange, now, log, everyMs = EVERY_MS, schedule } = options;
  const rounds = createRecurringWork({ work: refreshOrSayWhy, everyMs, onChange, schedule });
  let report: ListsReport = { triedAt: null, problem: null, bad: [], missingTabs: [] };

  async function refreshOnce(): Promise<ListsReport> {
    const fetched = await fetchLists(rounds.stopping);
    if (fetched === null) return report;
    const triedAt = now();
    if (!fetched.ok) {
      report = { ...report, triedAt, problem: fetched.problem };
      return report;
    }
    const { agents, utilities, developers, bad, missingTabs } = fetched.value;
    if (agents) store.replace('agents', agents, triedAt);
    if (utilities) store.replace('utilities', utilities, triedAt);
    if (developers) store.replace('developers', developers, triedAt);
    report = { triedAt, problem: null, bad, missingTabs };
    log.info('lists: refreshed', { agents: agents?.length, utilities: utilities?.length, bad: bad.length });
    return report;
  }

  function refreshOrSayWhy(): Promise<ListsReport> {
    return refreshOnce().catch((cause: unknown) => {
      if (rounds.stopping.aborted) return report;
      log.error('lists: could not be refreshed', cause);
      report = { ...report, triedAt: now(), problem: 'The lists could not be read. The ones known before are used.' };
      return report;
    });
  }

  return {
    start: rounds.start,
    stop: rounds.stop,
    refresh: rounds.run,
    report: () => report,
    isRefreshing: rounds.isRunning,
  };
}
