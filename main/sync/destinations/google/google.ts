import type { DriveClient } from '../../../google/drive-client.ts';
import { createIdPool } from '../../../google/id-pool.ts';
import type { Sealer } from '../../../google/sealed-text.ts';
import type { SheetsClient } from '../../../google/sheets-client.ts';
import type { UploadClient } from '../../../google/upload-client.ts';
import type { Delivery, Destination } from '../../destination.ts';
import type { Outcome } from '../../outcome.ts';
import { createGoogleFiles } from './google-files.ts';
import { createGoogleFolders } from './google-folder.ts';
import { createOutcomes } from './google-outcome.ts';
import { createGoogleRows } from './google-rows.ts';
import { createGoogleUploads } from './google-uploads.ts';

export const googleDestinationName = 'google';

/** Where the office wants its submissions. */
export type GoogleTarget = {
  readonly folderId: string;
  readonly spreadsheetId: string;
  /** The tab by its number: its name may change. */
  readonly sheetId: number;
};

/** How patient we are; another place than Google may be quicker to settle. */
export type GoogleTimings = {
  /** See `createGoogleRows`. */
  readonly settleMs: number;
  /** How long rows wait for others to go with, while files are still being sent. */
  readonly gatherMs: number;
};

/** Google needs at most 180 s for a request; with 30 s a desktop writes at most twice a minute however much it has. */
export const GOOGLE_TIMINGS: GoogleTimings = { settleMs: 180_000, gatherMs: 30_000 };

/**
 * Delivers to Google: a folder with the bills in Drive, and a row in a sheet. Every folder and file has an id of its own
 * from before it exists, and a row is known by its submission's id, so nothing is ever made twice.
 */
export function createGoogleDestination(options: {
  readonly drive: DriveClient;
  readonly uploads: UploadClient;
  readonly sheets: SheetsClient;
  readonly sealer: Sealer;
  /** Asked at each attempt. Null: not set up, everything waits. */
  readonly target: () => GoogleTarget | null;
  readonly timeZone: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly timings?: GoogleTimings;
}): Destination {
  const { drive, uploads, sheets, sealer, timeZone, now, random, timings = GOOGLE_TIMINGS } = options;
  const { outcomeOf, delivered } = createOutcomes({ now, random });
  const ids = createIdPool(drive);
  const target = () => {
    const chosen = options.target();
    if (chosen === null) throw new Error('attempted without a target');
    return chosen;
  };
  const folders = createGoogleFolders({ drive, ids, parentId: () => target().folderId, timeZone, outcomeOf });
  const files = createGoogleFiles({
    drive,
    uploads: createGoogleUploads({ client: uploads, sealer }),
    folders,
    ids,
    outcomeOf,
  });
  const rows = createGoogleRows({ sheets, target, timeZone, now, settleMs: timings.settleMs, outcomeOf });

  function deliverOne(delivery: Delivery, signal: AbortSignal): Promise<Outcome> {
    return delivery.payload.kind === 'folder' ? folders.deliver(delivery, signal) : files.deliver(delivery, signal);
  }

  async function attempt(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    if (options.target() === null) return deliveries.map(() => NOT_SET_UP);
    const outcomes =
      deliveries[0]?.payload.kind === 'row'
        ? await rows.deliver(deliveries, signal)
        : await Promise.all(deliveries.map((delivery) => deliverOne(delivery, signal)));
    if (outcomes.some((outcome) => outcome.kind === 'delivered')) delivered();
    return outcomes;
  }

  return {
    name: googleDestinationName,
    lanes: [
      { kind: 'folder', batch: 1, parallel: 4, timeLimitMs: 120_000 },
      // A slow line takes minutes for a large scan; what was sent before the limit stays sent.
      { kind: 'file', batch: 1, parallel: 4, timeLimitMs: 600_000 },
      { kind: 'row', batch: 200, parallel: 1, timeLimitMs: 300_000, gatherMs: timings.gatherMs },
    ],
    attempt,
  };
}

const NOT_SET_UP: Outcome = {
  kind: 'sign-in-needed',
  problem: 'Google is not set up yet. Choose a sheet and a folder in the settings; everything is kept until then.',
};
