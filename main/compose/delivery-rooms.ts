import type { Host } from '../host.ts';
import type { SubmissionMoves } from '../intake/submission-moves.ts';
import type { SettingsStore } from '../settings.ts';
import { createDeliveryLoop } from '../sync/delivery-loop.ts';
import { createDescriber, createSubmissionDescriber, type DescriberParts } from '../sync/describe-delivery.ts';
import { createFolderDestination, folderDestinationName } from '../sync/destinations/folder.ts';
import { googleDestinationName } from '../sync/destinations/google/google.ts';
import { createGoogleOffice } from '../sync/google-office/google-office.ts';
import { createListLooks } from '../sync/list-looks.ts';
import { createOutbox } from '../sync/outbox.ts';
import { createDeliveryQueue } from '../sync/queue.ts';

export type DeliveryRooms = ReturnType<typeof createDeliveryRooms>;

/** The outbox and all that empties it: the folder, Google, and what a person may do about either. */
export function createDeliveryRooms(
  host: Host,
  {
    storage,
    settings,
    moves,
    timeZone,
    ...describing
  }: DescriberParts & {
    readonly settings: SettingsStore;
    readonly moves: SubmissionMoves;
    readonly timeZone: string;
  },
) {
  const { now, newId, random, log } = host;
  const outbox = createOutbox({
    storage,
    follow: moves.follow,
    destinations: () => {
      const { deliverToFolder, deliverToGoogle } = settings.get();
      return [...(deliverToFolder ? [folderDestinationName] : []), ...(deliverToGoogle ? [googleDestinationName] : [])];
    },
    now,
    newId,
    random,
  });
  const folder = createFolderDestination({
    folder: () => settings.get().destinationFolder,
    usedBefore: (root) => storage.receipts.anyHolds(folderDestinationName, 'folder', 'root', root),
    timeZone,
  });
  const listLooks = createListLooks({
    storage,
    outbox,
    folder: () => settings.get().destinationFolder,
    now,
    log,
  });
  const google = createGoogleOffice({
    storage,
    settings,
    secrets: host.secrets,
    outbox,
    submissionOf: createSubmissionDescriber({ storage, ...describing }),
    onReady: () => delivery.resume(googleDestinationName),
    openLink: host.openLink,
    fetch,
    timeZone,
    now,
    random,
    newId,
    log,
  });
  const delivery = createDeliveryLoop({
    outbox,
    destinations: [folder, google.destination],
    describe: createDescriber({ storage, ...describing, now }),
    now,
    random,
    log,
  });
  delivery.onStatus(() => google.deliveryPaused(delivery.status()));
  settings.onChange(delivery.wake);

  return {
    outbox,
    delivery,
    google,
    queue: createDeliveryQueue({ storage, outbox, delivery, follow: moves.follow, now }),
    /** Takes up what earlier runs left, and tries all that waits. */
    start(): void {
      delivery.start();
      delivery.wake();
      google.start();
      listLooks.start();
    },
    /** The network is back, or the machine woke. */
    comeOnline(): void {
      delivery.wake();
      void google.lists.refresh();
    },
    /** Begins nothing more, and waits until what runs is recorded. */
    async stop(): Promise<void> {
      await Promise.all([delivery.stop(), google.stop(), listLooks.stop()]);
    },
  };
}
