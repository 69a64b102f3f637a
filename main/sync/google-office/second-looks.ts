import type { Log } from '../../diagnostics/log.ts';
import type { SheetsClient } from '../../google/sheets-client.ts';
import type { DueSecondLook } from '../../storage/receipts.ts';
import type { Storage } from '../../storage/storage.ts';
import { type Schedule, scheduleWithTimer } from '../delivery-loop.ts';
import type { DeliverySubmission, Destination } from '../destination.ts';
import { deliverAgain, type KeepReceipt } from '../destinations/google/deliver-again.ts';
import { googleDestinationName } from '../destinations/google/google.ts';
import { rowReceipt, secondLookReceipt, updateReceipt } from '../destinations/google/google-receipts.ts';
import { UNUSABLE } from '../destinations/google/row-outcome.ts';
import { type DeliveredRow, type Disturbed, findDisturbed } from '../destinations/google/second-look.ts';
import { PROOF_HEADER } from '../destinations/google/sheet-layout.ts';
import { createSheetTables, type SheetRef, sheetKey } from '../destinations/google/sheet-table.ts';
import type { Outbox } from '../outbox.ts';
import { rowHeaders } from '../submission-row.ts';

export type SecondLooks = {
  /** Looks at what is due now and then; takes up what earlier runs left. */
  readonly start: () => void;
  /** Begins nothing more and waits until nothing is written. */
  readonly stop: () => Promise<void>;
  /** At once at all that is due. Never rejects. */
  readonly look: () => Promise<void>;
};

type Due = DueSecondLook & DeliveredRow & SheetRef & { readonly isUnfinished: boolean };

/** As many as go out in one append. */
const BATCH = 200;
const PROOF_INDEX = rowHeaders.indexOf(PROOF_HEADER);

/**
 * Looks once more at each row that was delivered, when all that may have been under way at the time has had its effect,
 * and delivers those again that another desktop's write has disturbed. A read for up to 200 new rows, one more for
 * edited ones.
 */
export function createSecondLooks(options: {
  readonly sheets: SheetsClient;
  /** Apart from the delivery loop's, as if it were another desktop's. */
  readonly destination: Destination;
  readonly storage: Pick<Storage, 'receipts'>;
  readonly outbox: Pick<Outbox, 'whileHeld'>;
  readonly submissionOf: (submissionId: string) => DeliverySubmission;
  /** Where new rows go; null while nobody is signed in: it can wait. */
  readonly target: () => SheetRef | null;
  /** How long others may be at work on what they began before our row was there. */
  readonly settleMs: number;
  /** How often the whole sheet is looked through for rows that show another's link; at the start, too. */
  readonly wholeLookEveryMs?: number;
  readonly now: () => number;
  readonly log: Log;
  readonly schedule?: Schedule;
}): SecondLooks {
  const { sheets, destination, storage, outbox, submissionOf, target, settleMs, now, log } = options;
  const { wholeLookEveryMs = 3_600_000, schedule = scheduleWithTimer } = options;
  const { receipts } = storage;
  const stopping = new AbortController();
  const tableOf = createSheetTables(sheets);
  let running: Promise<void> | null = null;
  let cancelTimer = () => {};
  let nextWholeLookAt = Number.NEGATIVE_INFINITY;

  const keep: KeepReceipt = (submissionId, item, receipt) =>
    receipts.keep(submissionId, googleDestinationName, item, receipt, now());

  async function deliverRow(submissionId: string): Promise<void> {
    const kept = new Map(receipts.of(submissionId, googleDestinationName));
    const row = { payload: { kind: 'row' }, inDoubt: true } as const;
    const known = { submission: submissionOf(submissionId), receipts: kept };
    const delivered = await deliverAgain({ destination, keep }, known, row, stopping.signal);
    // What fails stays due, and so does what is owed just now: its delivery comes first.
    log.info('google: a row was disturbed', { submissionId, putRight: delivered.ok });
  }

  /** Looks at rows of one sheet; how many stay due. */
  async function lookAt(sheet: SheetRef, due: readonly Due[]): Promise<number> {
    const found = await findDisturbed(tableOf(sheet), due, stopping.signal);
    // Where nothing can be read any more there is nothing to look at; everything else may be so for a moment.
    if (!found.ok && !UNUSABLE.has(found.error.kind)) return due.length;
    let left = 0;
    for (const each of due) {
      if (found.ok && (each.isUnfinished || found.value.ids.has(each.submissionId))) {
        left += 1;
        await putRight(each.submissionId);
      } else receipts.secondLookDone(each, googleDestinationName);
    }
    if (found.ok) await lookAtShared(sheet, found.value.sharedLinks);
    return left;
  }

  /** Two rows with one link: ours that show another's are put right, however long ago they were delivered. */
  async function lookAtShared(sheet: SheetRef, links: Disturbed['sharedLinks']): Promise<void> {
    for (const [submissionId, link] of links) {
      const row = rowReceipt(receipts.of(submissionId, googleDestinationName));
      const isHere = row !== null && sheetKey(row) === sheetKey(sheet);
      if (isHere && row.cells[PROOF_INDEX] !== link) await putRight(submissionId);
    }
    const newest = target();
    if (newest && sheetKey(newest) === sheetKey(sheet)) nextWholeLookAt = now() + wholeLookEveryMs;
  }

  /** What is owed just now is left to its delivery. */
  const putRight = (submissionId: string) =>
    outbox.whileHeld(submissionId, googleDestinationName, () => deliverRow(submissionId));

  async function lookAtBatch(): Promise<'more' | 'all' | 'later'> {
    const batch = receipts.secondLooks(googleDestinationName, { at: now(), settleMs }, BATCH);
    const due = batch.flatMap((each): Due[] => {
      const kept = receipts.of(each.submissionId, googleDestinationName);
      const row = rowReceipt(kept);
      const before = secondLookReceipt(kept)?.before ?? [];
      // An update that nobody saw the end of may have hit others.
      if (row !== null) return [{ ...each, ...row, before, isUnfinished: updateReceipt(kept) !== null }];
      receipts.secondLookDone(each, googleDestinationName);
      return [];
    });
    let left = 0;
    for (const group of Map.groupBy(due, sheetKey).values()) if (group[0]) left += await lookAt(group[0], group);
    if (left > 0) return 'later';
    return batch.length < BATCH ? 'all' : 'more';
  }

  async function lookAtAll(): Promise<void> {
    const sheet = target();
    if (sheet === null) return;
    while (!stopping.signal.aborted && (await lookAtBatch()) === 'more');
    const waitMs = nextWholeLookAt - now();
    // A clock that was set back must not put it off.
    const isDue = waitMs <= 0 || waitMs > wholeLookEveryMs;
    if (isDue && !stopping.signal.aborted) await lookAt(sheet, []);
  }

  function look(): Promise<void> {
    running ??= lookAtAll()
      .catch((cause: unknown) => {
        if (!stopping.signal.aborted) log.error('google: the second look broke', cause);
      })
      .finally(() => {
        running = null;
      });
    return running;
  }

  function lookAgainAndAgain(): void {
    if (stopping.signal.aborted) return;
    void look().finally(() => {
      // Seldom enough that a busy desktop's rows are looked at together.
      if (!stopping.signal.aborted) cancelTimer = schedule(3 * settleMs, lookAgainAndAgain);
    });
  }

  return {
    start: lookAgainAndAgain,
    stop: async () => {
      stopping.abort();
      cancelTimer();
      await running;
    },
    look,
  };
}
