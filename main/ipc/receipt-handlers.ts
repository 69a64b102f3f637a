import type { Intake } from '../intake/create-intake.ts';
import { createLiveSnapshot } from '../live-snapshot.ts';
import type { Storage } from '../storage/storage.ts';
import type { Outbox } from '../sync/outbox.ts';
import { receiptsOf } from '../sync/receipts-view.ts';
import type { Receipt } from './contract/receipts.ts';
import { toDestinationName } from './destination-names.ts';
import { os } from './implementer.ts';
import { orRefuse } from './submission-handlers.ts';
import { type Subscribe, watchStream } from './watch-stream.ts';

export function receiptHandlers({ storage, outbox, intake }: { storage: Storage; outbox: Outbox; intake: Intake }) {
  /** The receipts of one submission, again after changes of the outbox. */
  function watchReceipts(submissionId: string): Subscribe<readonly Receipt[]> {
    const snapshots = createLiveSnapshot(
      () =>
        receiptsOf(storage, submissionId).map((each) => ({
          ...each,
          destination: toDestinationName(each.destination),
        })),
      storage.isOpen,
    );
    return (listener) => {
      const stopListening = outbox.onChange(snapshots.changed);
      const stopWatching = snapshots.watch(listener);
      return () => {
        stopListening();
        stopWatching();
      };
    };
  }

  return {
    watch: os.receipts.watch.handler(({ input, errors, signal }) => {
      orRefuse(intake.get(input.submissionId), errors);
      return watchStream(watchReceipts(input.submissionId), signal);
    }),
  };
}
