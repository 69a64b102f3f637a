import { silentLog } from '../../../main/diagnostics/log.ts';
import type { SheetsClient } from '../../../main/google/sheets-client.ts';
import type { Destination } from '../../../main/sync/destination.ts';
import { createSecondLooks } from '../../../main/sync/google-office/second-looks.ts';
import type { Office } from '../office.ts';
import { deliveredOf } from './delivered.ts';

/** The second looks of a desktop whose rooms were put together by hand. */
export function secondLooksOf(
  office: Office,
  google: { readonly sheets: SheetsClient; readonly destination: Destination },
  { settleMs, now = Date.now }: { readonly settleMs: number; readonly now?: () => number },
) {
  return createSecondLooks({
    ...google,
    storage: office.storage,
    outbox: office.outbox,
    submissionOf: (submissionId) => {
      const [delivered] = deliveredOf(office, [submissionId]);
      if (delivered === undefined) throw new Error('no such submission');
      return delivered.submission;
    },
    isReady: () => true,
    settleMs,
    now,
    log: silentLog,
  });
}

/** Rows that were not looked at a second time yet. */
export const secondLooksDue = (office: Office): number =>
  office.storage.receipts.secondLooks('google', Number.MAX_SAFE_INTEGER, 10_000).length;
