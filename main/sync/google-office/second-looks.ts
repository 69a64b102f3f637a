import type { Log } from '../../diagnostics/log.ts';
import type { SheetsClient } from '../../google/sheets-client.ts';
import type { DueSecondLook } from '../../storage/receipts.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Schedule } from '../delivery-loop.ts';
import type { DeliverySubmission, Destination } from '../destination.ts';
import { deliverAgain, type KeepReceipt } from '../destinations/google/deliver-again.ts';
import { googleDestinationName } from '../destinations/google/google.ts';
import {
  ROW_ITEM,
  rowReceipt,
  type SecondLookReceipt,
  secondLookReceipt,
  updateReceipt,
} from '../destinations/google/google-receipts.ts';
import { type DeliveredRow, type Disturbed, findDisturbed } from '../destinations/google/second-look.ts';
import { PROOF_HEADER } from '../destinations/google/sheet-layout.ts';
import { createSheetTables, type SheetRef, sheetKey, type TableProblem } from '../destinations/google/sheet-table.ts';
import { SECOND_LOOK_ITEM } from '../earlier-rows.ts';
import type { Outbox } from '../outbox.ts';
import { createRecurringWork } from '../recurring-work.ts';
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

/** One time of looking at all that is due. */
type Round = {
  /** Rows that could not be put right. */
  failures: number;
  /** Sheets that can't be read just now. */
  readonly unreadable: Set<string>;
};

/** As many as go out in one append. */
const BATCH = 200;
/** Far more than a desktop delivers between two rounds. */
const MOST_DUE = 5_000;
/** So many rows that can't be put right, and a round tries no more: each costs a few requests. */
const MOST_FAILURES = 10;
/** A sheet that was deleted doesn't come back; a heading, a tab, a right or the network does. */
const GONE: ReadonlySet<TableProblem['kind']> = new Set(['not-found', 'not-a-spreadsheet']);
const NEVER_EDITED: SecondLookReceipt = { before: [] };
const PROOF_INDEX = rowHeaders.indexOf(PROOF_HEADER);

/**
 * Looks once more at each row that was delivered, when all that may have been under way at the time has had its effect,
 * and delivers those again that another desktop's write has disturbed. A read for up to 200 new rows, one more for
 * edited ones. Where a sheet can't be read for a while its rows stay due, at one read each time; of those that can't be
 * put right a few are tried each time, in turn.
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
  /** Rows looked at together. */
  readonly batch?: number;
  /** How often the whole sheet is looked through for rows that show another's link; at the start, too. */
  readonly wholeLookEveryMs?: number;
  readonly now: () => number;
  readonly log: Log;
  readonly schedule?: Schedule;
}): SecondLooks {
  const { sheets, destination, storage, outbox, submissionOf, target, settleMs, now, log } = options;
  const { batch = BATCH, wholeLookEveryMs = 3_600_000, schedule } = options;
  const { receipts } = storage;
  // Seldom enough that a busy desktop's rows are looked at together.
  const rounds = createRecurringWork({ work: look, everyMs: 3 * settleMs, schedule });
  const tableOf = createSheetTables(sheets);
  let nextWholeLookAt = Number.NEGATIVE_INFINITY;

  const keep: KeepReceipt = (submissionId, item, receipt) => {
    // The row stays delivered when it was: a later edit may have been given up since.
    const at = item === ROW_ITEM ? rowDeliveredAt(submissionId) : now();
    receipts.keep(submissionId, googleDestinationName, item, receipt, at);
  };

  const rowDeliveredAt = (submissionId: string) =>
    receipts
      .all(submissionId)
      .find(({ destination, item }) => destination === googleDestinationName && item === ROW_ITEM)?.deliveredAt ??
    now();

  async function deliverRow(submissionId: string): Promise<boolean> {
    const kept = new Map(receipts.of(submissionId, googleDestinationName));
    const row = { payload: { kind: 'row' }, inDoubt: true, asDelivered: true } as const;
    const known = { submission: submissionOf(submissionId), receipts: kept };
    const delivered = await deliverAgain({ destination, keep }, known, row, rounds.stopping);
    log.info('google: a row was disturbed', { submissionId, putRight: delivered.ok });
    return delivered.ok;
  }

  /** What is owed just now is left to its delivery. */
  async function putRight(submissionId: string, round: Round): Promise<void> {
    const isRight = await outbox
      .whileHeld(submissionId, googleDestinationName, () => deliverRow(submissionId))
      .catch((cause: unknown) => {
        if (!rounds.stopping.aborted) log.error('google: a disturbed row can’t be put right', cause, { submissionId });
        return false;
      });
    if (isRight === false) round.failures += 1;
  }

  /** Looks at rows of one sheet: what is as it should be is done, the rest stays due. */
  async function lookAt(sheet: SheetRef, due: readonly Due[], round: Round): Promise<void> {
    if (rounds.stopping.aborted || round.unreadable.has(sheetKey(sheet))) return;
    const found = await findDisturbed(tableOf(sheet), due, rounds.stopping);
    if (!found.ok) {
      round.unreadable.add(sheetKey(sheet));
      if (GONE.has(found.error.kind)) for (const each of due) receipts.secondLookDone(each, googleDestinationName);
      return;
    }
    for (const each of due) {
      const isWrong = each.isUnfinished || found.value.ids.has(each.submissionId);
      if (!isWrong) receipts.secondLookDone(each, googleDestinationName);
      else if (round.failures < MOST_FAILURES) {
        await putRight(each.submissionId, round);
        // Should it have failed, it comes behind those that have not had their turn.
        receipts.putOffSecondLook(each, googleDestinationName, now());
      }
    }
    await lookAtShared(sheet, found.value.sharedLinks, round);
  }

  /** Two rows with one link: ours that show another's are put right, however long ago they were delivered. */
  async function lookAtShared(sheet: SheetRef, links: Disturbed['sharedLinks'], round: Round): Promise<void> {
    for (const [submissionId, link] of links) {
      const kept = receipts.of(submissionId, googleDestinationName);
      const row = rowReceipt(kept);
      const isWrong = row !== null && sheetKey(row) === sheetKey(sheet) && row.cells[PROOF_INDEX] !== link;
      // What is due has its own turn; the others are due from now on, however this ends.
      if (!isWrong || secondLookReceipt(kept) !== null) continue;
      keep(submissionId, SECOND_LOOK_ITEM, NEVER_EDITED);
      if (round.failures < MOST_FAILURES) await putRight(submissionId, round);
    }
    const newest = target();
    if (newest && sheetKey(newest) === sheetKey(sheet)) nextWholeLookAt = now() + wholeLookEveryMs;
  }

  function toDue(each: DueSecondLook): readonly Due[] {
    const kept = receipts.of(each.submissionId, googleDestinationName);
    const row = rowReceipt(kept);
    const before = secondLookReceipt(kept)?.before ?? [];
    // An update that nobody saw the end of may have hit others.
    if (row !== null) return [{ ...each, ...row, before, isUnfinished: updateReceipt(kept) !== null }];
    receipts.secondLookDone(each, googleDestinationName);
    return [];
  }

  async function lookAtDue(round: Round): Promise<void> {
    const all = receipts.secondLooks(googleDestinationName, { at: now(), settleMs }, MOST_DUE);
    for (let from = 0; from < all.length; from += batch) {
      const due = all.slice(from, from + batch).flatMap(toDue);
      for (const group of Map.groupBy(due, sheetKey).values()) if (group[0]) await lookAt(group[0], group, round);
    }
  }

  async function lookAtAll(): Promise<void> {
    const sheet = target();
    if (sheet === null) return;
    const round: Round = { failures: 0, unreadable: new Set() };
    await lookAtDue(round);
    const waitMs = nextWholeLookAt - now();
    // A clock that was set back must not put it off.
    const isDue = waitMs <= 0 || waitMs > wholeLookEveryMs;
    if (isDue) await lookAt(sheet, [], round);
  }

  function look(): Promise<void> {
    return lookAtAll().catch((cause: unknown) => {
      if (!rounds.stopping.aborted) log.error('google: the second look broke', cause);
    });
  }

  return { start: rounds.start, stop: rounds.stop, look: rounds.run };
}
