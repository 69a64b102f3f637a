import { silentLog } from '../../../main/diagnostics/log.ts';
import type { SheetsClient } from '../../../main/google/sheets-client.ts';
import type { Destination } from '../../../main/sync/destination.ts';
import type { SheetRef } from '../../../main/sync/destinations/google/sheet-table.ts';
import { createSecondLooks } from '../../../main/sync/google-office/second-looks.ts';
import type { Office } from '../office.ts';

/** The second looks of a desktop whose rooms were put together by hand. */
export function secondLooksOf(
  office: Office,
  google: { readonly sheets: SheetsClient; readonly destination: Destination; readonly target: SheetRef },
  options: {
    readonly settleMs: number;
    readonly wholeLookEveryMs?: number;
    readonly batch?: number;
    readonly now?: () => number;
  },
) {
  return createSecondLooks({
    ...google,
    target: () => google.target,
    storage: office.storage,
    outbox: office.outbox,
    submissionOf: office.submissionOf,
    now: Date.now,
    ...options,
    log: silentLog,
  });
}

/** Rows that were not looked at a second time yet. */
export const secondLooksDue = (office: Office): number =>
  office.storage.receipts.secondLooks('google', { at: Number.MAX_SAFE_INTEGER, settleMs: 0 }, 10_000).length;
