import { stat } from 'node:fs/promises';
import type { Log } from '../diagnostics/log.ts';
import type { DueSecondLook } from '../storage/receipts.ts';
import type { Storage } from '../storage/storage.ts';
import { systemCode } from '../system-error.ts';
import type { Schedule } from './delivery-loop.ts';
import { type RowChange, withRows } from './destinations/csv-list.ts';
import { folderDestinationName } from './destinations/folder.ts';
import { listLook, lookReceipt, rowIn } from './destinations/row-in-list.ts';
import { readList, writeList } from './destinations/write-list.ts';
import { SECOND_LOOK_ITEM } from './earlier-rows.ts';
import type { Outbox } from './outbox.ts';
import { createRecurringWork } from './recurring-work.ts';

export type ListLooks = {
  /** Looks at what is due now and then; takes up what earlier runs left. */
  readonly start: () => void;
  /** Begins nothing more and waits until nothing is written. */
  readonly stop: () => Promise<void>;
  /** At once at all that is due. Never rejects. */
  readonly look: () => Promise<void>;
};

/** By then a sync program has brought the copies of several desktops together, where all of them are online. */
const SETTLE_MS = 600_000;
/** More than a desktop delivers between two looks; should it not be, the others come next time. */
const MOST_DUE = 1_000;
/** Whoever deletes a row once more than that means it. */
const MOST_TIMES = 2;

/**
 * Looks once more at each row that was delivered to the list of a folder. Where a sync program keeps a copy of the folder
 * on each desktop no lock holds, and a program that had the list open may save what it knew: rows that are gone, and
 * cells that hold what they held before, are put back. A list that was moved away is let go.
 */
export function createListLooks(options: {
  readonly storage: Pick<Storage, 'receipts' | 'transaction'>;
  readonly outbox: Pick<Outbox, 'whileHeld'>;
  /** Absolute path of the folder that is delivered to. */
  readonly folder: () => string;
  readonly now: () => number;
  readonly log: Log;
  readonly settleMs?: number;
  readonly schedule?: Schedule;
}): ListLooks {
  const { storage, outbox, folder, now, log, settleMs = SETTLE_MS, schedule } = options;
  const { receipts } = storage;
  const rounds = createRecurringWork({ work: look, everyMs: settleMs, schedule });

  /** Null when it isn't in the list of this folder. */
  function changeOf(submissionId: string, root: string): RowChange | null {
    const kept = receipts.of(submissionId, folderDestinationName);
    const row = rowIn(root, kept);
    return row && { row, lastWritten: null, heldBefore: listLook(kept).before };
  }

  async function putBack(submissionId: string, root: string): Promise<void> {
    const change = changeOf(submissionId, root);
    if (change === null) return;
    const written = await writeList(root, [change], { signal: rounds.stopping });
    log.info('sync: a row in the list was gone', { submissionId, putBack: written.ok });
    if (!written.ok) return;
    const { before, timesPutBack } = listLook(receipts.of(submissionId, folderDestinationName));
    const again = lookReceipt({ before, timesPutBack: timesPutBack + 1 });
    receipts.keep(submissionId, folderDestinationName, SECOND_LOOK_ITEM, again, now());
  }

  async function lookAtDue(): Promise<void> {
    const root = folder();
    const due = receipts.secondLooks(folderDestinationName, { at: now(), settleMs }, MOST_DUE);
    if (due.length === 0) return;
    const taken = await takenBack(root, due);
    if (taken === null) return;
    storage.transaction(() => {
      for (const each of due) if (!taken.has(each.submissionId)) receipts.secondLookDone(each, folderDestinationName);
    });
    // What is owed just now is left to its delivery.
    for (const submissionId of taken)
      await outbox.whileHeld(submissionId, folderDestinationName, () => putBack(submissionId, root));
  }

  /** Those whose row is gone or holds what it held before; null when that can't be told now. */
  async function takenBack(root: string, due: readonly DueSecondLook[]): Promise<ReadonlySet<string> | null> {
    await stat(root);
    const text = await readList(root);
    if (text === null) return new Set();
    const isOurs = ({ submissionId }: DueSecondLook) =>
      listLook(receipts.of(submissionId, folderDestinationName)).timesPutBack < MOST_TIMES;
    const changes = due.filter(isOurs).flatMap(({ submissionId }) => changeOf(submissionId, root) ?? []);
    const list = withRows(text, changes);
    return list.ok ? list.value.changed : null;
  }

  function look(): Promise<void> {
    return lookAtDue().catch((cause: unknown) => {
      const code = systemCode(cause);
      if (code !== null) log.warn('sync: the list can’t be looked at now', { code });
      else if (!rounds.stopping.aborted) log.error('sync: the look at the list broke', cause);
    });
  }

  return { start: rounds.start, stop: rounds.stop, look: rounds.run };
}
