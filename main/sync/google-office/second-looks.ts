import type { Log } from '../../diagnostics/log.ts';
import type { SheetsClient } from '../../google/sheets-client.ts';
import type { DueSecondLook } from '../../storage/receipts.ts';
import type { Storage } from '../../storage/storage.ts';
import { type Schedule, scheduleWithTimer } from '../delivery-loop.ts';
import type { DeliverySubmission, Destination } from '../destination.ts';
import { deliverAgain, type KeepReceipt } from '../destinations/google/deliver-again.ts';
import { googleDestinationName } from '../destinations/google/google.ts';
import { rowReceipt, secondLookReceipt } from '../destinations/google/google-receipts.ts';
import { UNUSABLE } from '../destinations/google/row-outcome.ts';
import { type DeliveredRow, findDisturbed } from '../destinations/google/second-look.ts';
import { createSheetTable, type SheetRef, type SheetTable } from '../destinations/google/sheet-table.ts';
import type { Outbox } from '../outbox.ts';

export type SecondLooks = {
  /** Looks at what is due now and then; takes up what earlier runs left. */
  readonly start: () => void;
  /** Begins nothing more and waits until nothing is written. */
  readonly stop: () => Promise<void>;
  /** At once at all that is due. Never rejects. */
  readonly look: () => Promise<void>;
};

type Due = DueSecondLook & DeliveredRow & SheetRef;

/** As many as go out in one append. */
const BATCH = 200;
const MOST_TABLES = 8;

/**
 * Looks once more at each row that was delivered, when all that may have been under way at the time has had its effect,
 * and delivers those again that another desktop's write has disturbed. A read for up to 200 rows.
 */
export function createSecondLooks(options: {
  readonly sheets: SheetsClient;
  /** Apart from the delivery loop's, as if it were another desktop's. */
  readonly destination: Destination;
  readonly storage: Pick<Storage, 'receipts'>;
  readonly outbox: Pick<Outbox, 'whileHeld'>;
  readonly submissionOf: (submissionId: string) => DeliverySubmission;
  /** False while nobody is signed in: it can wait. */
  readonly isReady: () => boolean;
  /** How long others may be at work on what they began before our row was there. */
  readonly settleMs: number;
  readonly now: () => number;
  readonly log: Log;
  readonly schedule?: Schedule;
}): SecondLooks {
  const { sheets, destination, storage, outbox, submissionOf, isReady, settleMs, now, log } = options;
  const { schedule = scheduleWithTimer } = options;
  const { receipts } = storage;
  const stopping = new AbortController();
  const tables = new Map<string, SheetTable>();
  let running: Promise<void> | null = null;
  let cancelTimer = () => {};

  function tableOf({ spreadsheetId, sheetId }: SheetRef): SheetTable {
    const key = keyOf({ spreadsheetId, sheetId });
    const table = tables.get(key) ?? createSheetTable(sheets, { spreadsheetId, sheetId });
    if (tables.size >= MOST_TABLES) tables.clear();
    tables.set(key, table);
    return table;
  }

  const keep: KeepReceipt = (submissionId, item, receipt) => {
    if (receipt === null) receipts.remove(submissionId, googleDestinationName, item);
    else receipts.put(submissionId, googleDestinationName, item, receipt, now());
  };

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
      if (found.ok && found.value.has(each.submissionId)) {
        left += 1;
        await outbox.whileHeld(each.submissionId, () => deliverRow(each.submissionId));
      } else receipts.secondLookDone(each, googleDestinationName);
    }
    return left;
  }

  async function lookAtBatch(): Promise<'more' | 'all' | 'later'> {
    const batch = receipts.secondLooks(googleDestinationName, now() - settleMs, BATCH);
    const due = batch.flatMap((each): Due[] => {
      const kept = receipts.of(each.submissionId, googleDestinationName);
      const row = rowReceipt(kept);
      if (row !== null) return [{ ...each, ...row, before: secondLookReceipt(kept)?.before ?? [] }];
      receipts.secondLookDone(each, googleDestinationName);
      return [];
    });
    let left = 0;
    for (const group of Map.groupBy(due, keyOf).values()) if (group[0]) left += await lookAt(group[0], group);
    if (left > 0) return 'later';
    return batch.length < BATCH ? 'all' : 'more';
  }

  async function lookAtAll(): Promise<void> {
    if (!isReady()) return;
    while (!stopping.signal.aborted && (await lookAtBatch()) === 'more');
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
      // Nothing is late that waits half as long again.
      if (!stopping.signal.aborted) cancelTimer = schedule(settleMs / 2, lookAgainAndAgain);
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

const keyOf = ({ spreadsheetId, sheetId }: SheetRef) => `${spreadsheetId} ${sheetId}`;
