import { err, ok } from '../../../result.ts';
import type { Delivery, Destination } from '../../destination.ts';
import type { Receipt } from '../../receipt.ts';
import type { Step } from './google-outcome.ts';
import type { DeliveredSubmission } from './reconcile.ts';

/** Stores what is at Google now; null forgets an item. */
export type KeepReceipt = (submissionId: string, item: string, receipt: Receipt | null) => void;

/** A delivered submission with its receipts as they change while it is put right. */
export type Known = {
  readonly submission: DeliveredSubmission['submission'];
  readonly receipts: Map<string, Receipt>;
};

/** What is to be done again. In doubt, what is at Google tells what it takes. */
export type Again = Pick<Delivery, 'payload' | 'inDoubt' | 'asDelivered'>;

/** One step of delivery, outside the outbox. */
export async function deliverAgain(
  { destination, keep }: { readonly destination: Destination; readonly keep: KeepReceipt },
  { submission, receipts }: Known,
  again: Again,
  signal: AbortSignal,
): Promise<Step<null>> {
  const keepReceipt = async (item: string, receipt: Receipt | null) => {
    keep(submission.id, item, receipt);
    if (receipt === null) receipts.delete(item);
    else receipts.set(item, receipt);
  };
  const idempotencyKey = `repair/${submission.id}`;
  const delivery: Delivery = {
    entryId: idempotencyKey,
    idempotencyKey,
    ...again,
    submission,
    attempt: 2,
    receipts,
    keepReceipt,
  };
  const [outcome] = await destination.attempt([delivery], signal);
  if (!outcome) throw new Error('a delivery was answered without an outcome');
  if (outcome.kind !== 'delivered') return err(outcome);
  for (const [item, receipt] of Object.entries(outcome.receipts)) await keepReceipt(item, receipt);
  return ok(null);
}
