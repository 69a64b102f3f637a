import type { LogsExport } from '../diagnostics/export-logs.ts';
import type { Log } from '../diagnostics/log.ts';
import type { OcrPool } from '../documents/ocr-pool.ts';
import type { Host } from '../host.ts';
import type { ReferenceLists } from '../intake/reference-lists.ts';
import type { SettingsStore } from '../settings.ts';
import type { GoogleOffice } from '../sync/google-office/google-office.ts';
import type { Outbox } from '../sync/outbox.ts';
import type { DeliveryQueue } from '../sync/queue.ts';
import { diagnosticsHandlers } from './diagnostics-handlers.ts';
import { type DocumentRooms, documentHandlers } from './document-handlers.ts';
import { googleHandlers } from './google-handlers.ts';
import { hostHandlers } from './host-handlers.ts';
import { os } from './implementer.ts';
import { outboxHandlers } from './outbox-handlers.ts';
import { receiptHandlers } from './receipt-handlers.ts';
import { referenceHandlers } from './reference-handlers.ts';
import { settingsHandlers } from './settings-handlers.ts';
import { submissionHandlers } from './submission-handlers.ts';

export type Rooms = DocumentRooms & {
  readonly host: Host;
  readonly startNotice: string | null;
  readonly settings: SettingsStore;
  readonly outbox: Outbox;
  readonly queue: DeliveryQueue;
  readonly google: GoogleOffice;
  readonly pool: OcrPool;
  readonly lists: () => ReferenceLists;
  readonly log: Log;
  readonly exportLogs: () => Promise<LogsExport>;
};

/** The contract, implemented. An entry without a handler doesn't compile. */
export function createRouter(rooms: Rooms) {
  return os.router({
    app: hostHandlers(rooms.host, rooms.settings, rooms.startNotice),
    documents: documentHandlers(rooms),
    submissions: submissionHandlers(rooms.intake, rooms.pool.warmUp),
    outbox: outboxHandlers(rooms.queue),
    receipts: receiptHandlers(rooms),
    google: googleHandlers(rooms.google, rooms.queue, rooms.settings),
    settings: settingsHandlers(rooms.settings, rooms.google),
    reference: referenceHandlers(rooms.google, rooms.lists),
    diagnostics: diagnosticsHandlers(rooms),
  });
}
