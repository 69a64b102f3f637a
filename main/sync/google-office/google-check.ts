import { setImmediate } from 'node:timers/promises';
import type { Log } from '../../diagnostics/log.ts';
import type { DriveClient } from '../../google/drive-client.ts';
import type { SheetsClient } from '../../google/sheets-client.ts';
import type { Storage } from '../../storage/storage.ts';
import type { DeliverySubmission, Destination } from '../destination.ts';
import type { KeepReceipt } from '../destinations/google/deliver-again.ts';
import { googleDestinationName } from '../destinations/google/google.ts';
import type { OutcomeOf } from '../destinations/google/google-outcome.ts';
import { checkDelivered, type DeliveredSubmission, type Difference } from '../destinations/google/reconcile.ts';
import { repairDelivered } from '../destinations/google/repair.ts';
import type { Outbox } from '../outbox.ts';
import { differenceId } from './difference-words.ts';

export type FoundDifference = {
  readonly id: string;
  readonly difference: Difference;
  /** Why a repair left it as it is; null: not tried. */
  readonly problem: string | null;
};

export type CheckState = {
  readonly activity:
    | { readonly kind: 'none' }
    | { readonly kind: 'checking'; readonly filesSeen: number; readonly submissions: number }
    | { readonly kind: 'repairing'; readonly done: number; readonly of: number };
  /** Why the last check or repair ended early, in plain words. */
  readonly problem: string | null;
  /** Of the last complete check, less what was repaired since; null: none in this run. */
  readonly result: {
    readonly checkedAt: number;
    readonly checked: number;
    readonly repaired: number;
    readonly differences: readonly FoundDifference[];
  } | null;
};

export type GoogleCheck = {
  readonly state: () => CheckState;
  /** Begins to compare; does nothing while one is at work. Never changes anything at Google. */
  readonly check: () => void;
  /** Begins to put right the named differences of the last check, or all that can be. */
  readonly repair: (differenceIds: readonly string[] | null) => void;
  readonly cancel: () => void;
  /** Cancels, and waits until nothing is at work. */
  readonly stop: () => Promise<void>;
};

/** So many submissions are compared at a time: each is some kilobytes while it is. */
const CHUNK = 5_000;
const PIECE = 50;

/** "Check now": compares what was delivered with what is at Google, and puts right what differs, one submission after another. */
export function createGoogleCheck(options: {
  readonly drive: DriveClient;
  readonly sheets: SheetsClient;
  /** For repairs alone, as if it were another desktop's: the delivery loop never sees it. */
  readonly destination: Destination;
  readonly outcomeOf: OutcomeOf;
  readonly storage: Storage;
  readonly outbox: Pick<Outbox, 'whileHeld'>;
  readonly submissionOf: (submissionId: string) => DeliverySubmission;
  readonly onChange: () => void;
  readonly now: () => number;
  readonly log: Log;
}): GoogleCheck {
  const { drive, sheets, destination, outcomeOf, storage, outbox, submissionOf, onChange, now, log } = options;
  let state: CheckState = { activity: { kind: 'none' }, problem: null, result: null };
  let cancelling = new AbortController();
  let running: Promise<void> = Promise.resolve();

  function set(change: Partial<CheckState>): void {
    state = { ...state, ...change };
    onChange();
  }

  const delivered = (submissionId: string): DeliveredSubmission => ({
    submission: submissionOf(submissionId),
    receipts: storage.receipts.of(submissionId, googleDestinationName),
  });

  /** Read in pieces, between which others have their turn: a submit doesn't wait for five thousand of these. */
  async function deliveredAll(submissionIds: readonly string[]): Promise<readonly DeliveredSubmission[]> {
    const all: DeliveredSubmission[] = [];
    for (const submissionId of submissionIds) {
      if (all.length % PIECE === PIECE - 1) await setImmediate();
      all.push(delivered(submissionId));
    }
    return all;
  }

  function seen(files: number): void {
    const { activity } = state;
    if (activity.kind === 'checking') set({ activity: { ...activity, filesSeen: activity.filesSeen + files } });
  }

  /** Counts files as they are listed or asked for: the only sign of progress there is. */
  const countingDrive: DriveClient = {
    ...drive,
    async pageByProperty(...request) {
      const page = await drive.pageByProperty(...request);
      if (page.ok) seen(page.value.files.length);
      return page;
    },
    async get(...request) {
      const file = await drive.get(...request);
      if (file.ok) seen(1);
      return file;
    },
  };

  async function checkAll(signal: AbortSignal): Promise<void> {
    const submissionIds = storage.receipts.deliveredTo(googleDestinationName);
    set({ activity: { kind: 'checking', filesSeen: 0, submissions: submissionIds.length } });
    const differences: Difference[] = [];
    for (let from = 0; from < submissionIds.length; from += CHUNK) {
      const chunk = await deliveredAll(submissionIds.slice(from, from + CHUNK));
      const checked = await checkDelivered({ drive: countingDrive, sheets, outcomeOf }, chunk, signal);
      if (signal.aborted) return;
      if (!checked.ok) {
        const problem = 'problem' in checked.error ? checked.error.problem : ASKED_FOR_PAUSE;
        return set({ problem });
      }
      differences.push(...checked.value.differences);
    }
    const found = differences.map((difference) => ({ id: differenceId(difference), difference, problem: null }));
    log.info('google: checked', { submissions: submissionIds.length, differences: found.length });
    set({ result: { checkedAt: now(), checked: submissionIds.length, repaired: 0, differences: found } });
  }

  function repairOne(differences: readonly Difference[], submissionId: string, signal: AbortSignal) {
    const keep: KeepReceipt = (id, item, receipt) =>
      storage.receipts.keep(id, googleDestinationName, item, receipt, now());
    return outbox.whileHeld(submissionId, googleDestinationName, () =>
      repairDelivered({ destination, drive, outcomeOf, keep }, [delivered(submissionId)], differences, signal),
    );
  }

  /** Takes what was repaired off the result, and notes why the rest stays. */
  function noteRepaired(tried: readonly FoundDifference[], problems: ReadonlyMap<string, string>): void {
    const { result } = state;
    if (result === null) return;
    const ids = new Set(tried.map(({ id }) => id));
    const differences = result.differences.flatMap((each) => {
      if (!ids.has(each.id)) return [each];
      const problem = problems.get(each.id);
      return problem === undefined ? [] : [{ ...each, problem }];
    });
    const repaired = result.repaired + result.differences.length - differences.length;
    set({ result: { ...result, repaired, differences } });
  }

  async function repairAll(differenceIds: ReadonlySet<string> | null, signal: AbortSignal): Promise<void> {
    const wanted = (state.result?.differences ?? []).filter(
      ({ id, difference }) => (differenceIds === null || differenceIds.has(id)) && difference.kind !== 'row-doubled',
    );
    const bySubmission = Map.groupBy(wanted, ({ difference }) => difference.submissionId);
    let done = 0;
    for (const [submissionId, found] of bySubmission) {
      if (signal.aborted) return;
      set({ activity: { kind: 'repairing', done, of: bySubmission.size } });
      const differences = found.map(({ difference }) => difference);
      const repaired = await repairOne(differences, submissionId, signal);
      const problems = repaired
        ? repaired.left.map(({ difference, problem }) => [differenceId(difference), problem] as const)
        : found.map(({ id }) => [id, BEING_DELIVERED] as const);
      noteRepaired(found, new Map(problems));
      done += 1;
    }
    log.info('google: repaired', { submissions: done });
  }

  function begin(activity: CheckState['activity'], work: (signal: AbortSignal) => Promise<void>): void {
    if (state.activity.kind !== 'none') return;
    cancelling = new AbortController();
    const { signal } = cancelling;
    set({ activity, problem: null });
    running = work(signal)
      .catch((cause: unknown) => {
        if (signal.aborted) return;
        log.error('google: a check broke', cause);
        set({ problem: 'Something unexpected went wrong. Nothing was lost; try again.' });
      })
      .finally(() => set({ activity: { kind: 'none' } }));
  }

  return {
    state: () => state,
    check: () => begin({ kind: 'checking', filesSeen: 0, submissions: 0 }, checkAll),
    repair: (differenceIds) =>
      begin({ kind: 'repairing', done: 0, of: 0 }, (signal) =>
        repairAll(differenceIds && new Set(differenceIds), signal),
      ),
    cancel: () => cancelling.abort(),
    async stop() {
      cancelling.abort();
      await running;
    },
  };
}

const ASKED_FOR_PAUSE = 'Google asks for a short pause. Check again in a minute.';
const BEING_DELIVERED = 'Something of it is still being delivered. Check again when that is done.';
